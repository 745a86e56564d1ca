"""`manage.py demo_school` makes a school, or its folder, or says why not."""

from datetime import date, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from attendance_site.demo_school import accounts
from attendance_site.demo_school.folder import URN
from registers.actions.load_folder import load_folder
from registers.models import Mark
from schools.models import School, User
from toolkit import clock
from toolkit.models import DemoClock

MONDAY = date(2026, 11, 23)


def make(**options) -> str:
    out = StringIO()
    call_command("demo_school", **{"pupils": 30, "today": MONDAY, "stdout": out, **options})
    return out.getvalue()


def test_the_printed_accounts_can_sign_in(db):
    printed = make()
    for role, name, email in accounts.demo_accounts():
        assert role in printed
        assert name in printed
        person = User.objects.get(email=email)
        assert person.check_password(accounts.DEMO_PASSWORD)
        assert person.is_active
    assert accounts.DEMO_PASSWORD in printed


@pytest.mark.parametrize(
    ("pupils", "today"),
    [(30, date(2026, 9, 3)), (112, date(2027, 3, 2)), (30, date(2027, 8, 1))],
)
def test_any_size_on_any_day_loads_without_a_fault(db, pupils, today):
    make(pupils=pupils, today=today)
    assert Mark.objects.exists()


def test_the_demo_clock_starts_at_8_52_on_the_latest_school_day(db, settings):
    settings.DEMO_CLOCK = True
    make(today=date(2026, 11, 22))  # A Sunday.
    shown = clock.local(clock.now())
    assert (shown.date(), shown.hour, shown.minute) == (date(2026, 11, 20), 8, 52)


def test_outside_the_demo_no_clock_is_set(db, settings):
    settings.DEMO_CLOCK = False
    make()
    assert not DemoClock.objects.exists()


def test_production_refuses_and_makes_nothing(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        make()
    assert not School.objects.exists()


def test_only_the_files_are_written_where_a_folder_is_named(db, settings, tmp_path):
    settings.PRODUCTION = True
    make(folder=tmp_path / "sample")
    assert (tmp_path / "sample" / "marks.csv").is_file()
    assert not School.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"pupils": 12}, "30 to 2000 pupils"), ({"today": date(2025, 5, 1)}, "September 2025")],
)
def test_what_cannot_be_made_is_refused_in_words(db, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        make(**options)


def test_a_day_that_is_none_is_refused_in_words(db):
    with pytest.raises(CommandError, match="write it as 2026-11-23"):
        call_command("demo_school", "--today", "23rd")


def test_a_build_that_fails_leaves_nothing_behind(db):
    User.objects.create_user(
        email="p.raman@quillbrook.example",
        school=School.objects.create(name="Elsewhere", urn="123456"),
    )
    with pytest.raises(CommandError, match="Nothing was loaded"):
        make()
    assert not School.objects.filter(urn=URN).exists()
    assert not Mark.objects.exists()


def test_a_second_demo_school_is_refused_in_words(db):
    make()
    with pytest.raises(CommandError, match="URN 990412"):
        make()
    assert School.objects.count() == 1


def test_loading_its_own_folder_again_changes_nothing_but_tells_of_our_amendments(db, tmp_path):
    make(pupils=140, seed=2)
    make(pupils=140, seed=2, folder=tmp_path)
    before = Mark.objects.count()
    moment = clock.at_school(MONDAY, time(8, 52))
    report = load_folder(folder=tmp_path, by=None, at=moment, effective=MONDAY)
    assert report.changes_nothing()
    assert Mark.objects.count() == before
    amended = Mark.objects.filter(amendment=True).count()
    assert amended > 0
    assert sum("our entry" in notice for notice in report.notices) == amended
