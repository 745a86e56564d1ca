"""Admit a new pupil."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from audit.actions.record import record
from schools.enrolling import check_start, class_of_school, enrol
from schools.models import Enrolment, Pupil, User
from schools.permissions import require
from schools.pupil_facts import cleaned, fill, save_pupil


@transaction.atomic
def admit_pupil(
    *,
    by: User,
    facts: Mapping[str, Any],
    start: date,
    class_id: int,
    year_group: str,
    last_school: str = "",
    kind: str = Enrolment.Kind.SINGLE,
    at: datetime,
    on: date,
) -> Pupil:
    """A new pupil, on the roll from the starting day; facts: as schools.pupil_facts names them.

    on: today at the school, on which the name is entered. Raises NotPermitted, Refused, and
    AlreadyOnRecord where the school has a pupil of this UPN.
    """
    require(by, "edit_people")
    known = cleaned(facts, school_id=by.school_id)
    check_start(born=known["date_of_birth"], start=start, on=on)
    school_class = class_of_school(school_id=by.school_id, class_id=class_id)
    pupil = Pupil(school_id=by.school_id)
    fill(pupil, known)
    save_pupil(pupil)
    stay = enrol(
        pupil=pupil,
        start=start,
        kind=kind,
        school_class=school_class,
        year_group=year_group,
        last_school=last_school,
        by=by,
        at=at,
        on=on,
    )
    detail = {"enrolment": stay.pk, "start": start.isoformat(), "class": school_class.name}
    record(act="admit_pupil", by=by, at=at, school_id=by.school_id, subject=pupil, detail=detail)
    return pupil
