"""Record a known absence, so that the registers it covers expect it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from audit.actions.record import record
from registers.arranging import faults_of_stay, lock, missing
from registers.models import Plan
from registers.permissions import require_code
from registers.roll_refusals import Fault, refuse_any
from rules.sessions import HALVES
from schools.models import Pupil, User
from schools.permissions import Place, require
from toolkit.days import full_day

LONGEST = timedelta(days=366)  # A school year, and a leap year's; both ends included.


@transaction.atomic
def record_plan(
    *,
    by: User,
    pupil: Pupil,
    code: str,
    start: date,
    end: date,
    half: str = "",
    note: str,
    at: datetime,
) -> Plan:
    """Expect the code for the pupil from start to end (both included), one half or both.

    half: AM, PM, or "" for both. note: what the school was told, in at most 2,000 letters; it is
    kept without the spaces around it. Raises NotPermitted, what `require_code` raises of the code,
    or NotInOrder with every fault, by the names of these arguments: days on which the pupil is
    not on the roll, that are backwards or more than a school year, no such half, a note that is
    empty or too long.
    """
    role = require(by, "amend_mark", Place(school_id=pupil.school_id, session_over=True))
    require_code(by, code, on=start)
    pupil = lock(pupil)
    faults = _faults_of_days(pupil, start, end)
    if half not in {"", *HALVES}:
        faults.append(Fault("half", "Choose the morning, the afternoon or both."))
    refuse_any(faults + missing("note", note, "Enter what the school was told, and by whom."))
    plan = Plan.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        code=code,
        start=start,
        end=end,
        half=half,
        note=note.strip(),
        recorded_by=by,
        recorded_title=by.job_title,
        recorded_role=role,
        recorded_at=at,
    )
    record(act="record_plan", subject=plan, by=by, at=at, school_id=pupil.school_id)
    return plan


def _faults_of_days(pupil: Pupil, start: date, end: date) -> list[Fault]:
    if end < start:
        sentence = f"The last day, {full_day(end)}, lies before the first, {full_day(start)}."
        return [Fault("end", sentence)]
    if end - start >= LONGEST:
        sentence = (
            f"From {full_day(start)} to {full_day(end)} is more than a school year. "
            "Look at the years again."
        )
        return [Fault("end", sentence)]
    return faults_of_stay(pupil, start=start, end=end)
