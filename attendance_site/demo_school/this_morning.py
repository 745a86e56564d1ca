"""Live through the demo's first morning up to 8:52: what the office heard and teachers marked."""

from datetime import datetime, time, timedelta

from attendance_site.demo_school.morning import Morning
from attendance_site.demo_school.staff import TEACHER, email_of, known_staff
from registers.actions.change_mark import change_mark
from registers.actions.open_registers import open_registers
from registers.actions.record_plan import record_plan
from registers.actions.save_marks import save_marks
from registers.actions.submit_register import submit_register
from registers.changes import Change
from rules.sessions import AM
from schools.models import ClassMembership, ClassTeacher, Pupil, School, SchoolClass, User
from toolkit import clock

OFFICE_BEGINS, REGISTERS_OPEN = time(8, 0), time(8, 50)
BETWEEN_CALLS = timedelta(seconds=20)
# Every teacher's marks and submitting lie between 8:50 and 8:52, however many classes there are.
FIRST_MARKS, LAST_SUBMITTED = timedelta(seconds=10), timedelta(seconds=110)


def live_through(morning: Morning, school: School) -> None:
    """Amendments and plans by the office, then the registers of some classes by their teachers."""
    pupils = {pupil.upn: pupil for pupil in Pupil.objects.filter(school=school)}
    office = next(one for one in known_staff() if "office" in one.roles)
    secretary = User.objects.get(school=school, email=email_of(office))
    at = clock.at_school(morning.day, OFFICE_BEGINS)
    at = _amend(morning, pupils, secretary, at)
    _record_plans(morning, pupils, secretary, at)
    opened = clock.at_school(morning.day, REGISTERS_OPEN)
    open_registers(school=school, day=morning.day, half=AM, at=opened)
    _take_registers(morning, pupils, school, opened)


def _amend(morning: Morning, pupils: dict[str, Pupil], secretary: User, at: datetime) -> datetime:
    for amendment in morning.amendments:
        pupil = pupils[amendment.upn]
        membership = ClassMembership.objects.on(amendment.day).get(
            school_id=secretary.school_id, pupil=pupil
        )
        if membership.school_class is None:
            continue
        change_mark(
            by=secretary,
            school_class=membership.school_class,
            day=amendment.day,
            half=amendment.half,
            pupil_id=pupil.pk,
            code=amendment.code,
            minutes=None,
            reason=amendment.reason,
            seen_version=None,
            at=at,
        )
        at += BETWEEN_CALLS
    return at


def _record_plans(
    morning: Morning, pupils: dict[str, Pupil], secretary: User, at: datetime
) -> None:
    latest = clock.at_school(morning.day, REGISTERS_OPEN) - BETWEEN_CALLS
    for known in morning.known:
        record_plan(
            by=secretary,
            pupil=pupils[known.upn],
            code=known.code,
            start=morning.day,
            end=morning.day,
            half=known.half,
            note=known.note,
            at=min(at, latest),
        )
        at += BETWEEN_CALLS


def _take_registers(
    morning: Morning, pupils: dict[str, Pupil], school: School, opened: datetime
) -> None:
    classes = {one.name: one for one in SchoolClass.objects.filter(school=school)}
    begun = {**morning.begun, **morning.submitted}
    step = (LAST_SUBMITTED - FIRST_MARKS) / max(1, len(begun))
    for number, (name, codes) in enumerate(begun.items()):
        teacher = (
            ClassTeacher.objects.filter(school_class=classes[name], user__roles=[TEACHER])
            .select_related("user__school")
            .get()
            .user
        )
        at = opened + FIRST_MARKS + number * step
        changes = [Change(pupils[upn].pk, code) for upn, code in codes.items()]
        taught, day = classes[name], morning.day
        save_marks(by=teacher, school_class=taught, day=day, half=AM, changes=changes, at=at)
        if name in morning.submitted:
            submitted = at + step / 2
            submit_register(by=teacher, school_class=taught, day=day, half=AM, at=submitted)
