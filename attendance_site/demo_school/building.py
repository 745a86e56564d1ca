"""Put the drawn school into the database: its folder, then what files cannot say."""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from attendance_site.demo_school.accounts import DEMO_PASSWORD
from attendance_site.demo_school.drawing import DemoSchool
from attendance_site.demo_school.folder import NAME, URN, write_folder
from attendance_site.demo_school.this_morning import live_through
from registers.actions.load_folder import load_folder
from schools.models import School, User
from toolkit import clock
from toolkit.actions.demo_time import set_demo_time
from toolkit.days import full_day

LOADED_AT = time(7, 30)  # On the school day on which the demo begins.
BEGINS_AT = time(8, 52)


def build(school: DemoSchool, *, say: Callable[[str], None]) -> School:
    """Load the school, live through its morning up to 8:52, and set the demo's clock there.

    All of it or nothing. Raises schools.loading.report.FolderRefused.
    """
    with transaction.atomic():
        with TemporaryDirectory() as folder:
            say(f"Writing {NAME} as of {full_day(school.day)}.")
            write_folder(school, Path(folder))
            load_folder(
                folder=Path(folder),
                by=None,
                at=clock.at_school(school.day, LOADED_AT),
                effective=school.day,
                progress=say,
            )
        loaded = School.objects.get(urn=URN)
        say("Giving out passwords and taking some of today's registers.")
        staff = User.objects.filter(school=loaded, is_system=False)
        staff.update(password=make_password(DEMO_PASSWORD))  # One hash, as it is one password.
        live_through(school.morning, loaded)
        if settings.DEMO_CLOCK:
            begins = clock.at_school(school.day, BEGINS_AT)
            set_demo_time(moment=begins, real=clock.real_now())
    return loaded
