"""What the records say of a pupil who is to leave the roll."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, OuterRef, Q, Subquery

from registers.models import Mark, Suspension, Timetable
from registers.queries.workers_to_tell import Workers, workers_to_tell
from rules import compulsory_age
from rules.continuous_absence import continuous_absence, days_of, long_leave
from rules.deletion_grounds import LEAVE_SCHOOL_DAYS, Facts, needs_ground
from rules.sessions import YEAR_GROUPS, school_year_of
from schools.models import (
    AuthorityProfile,
    ClassMembership,
    Enrolment,
    Pupil,
    PupilFlag,
    Session,
)

LOOK_BACK = timedelta(days=366)
SUMMER = frozenset({6, 7, 8})  # In a calendar that ends earlier, the last term is not known.


@dataclass(frozen=True)
class RemovalFacts:
    """facts: for `rules.deletion_grounds`. return_due: whether the authority must be told first.

    last_marked: the last day with a mark in force, None for none.
    """

    facts: Facts
    needs_ground: bool
    last_marked: date | None
    workers: Workers
    return_due: bool


def removal_facts(
    *, pupil: Pupil, enrolment: Enrolment, last_day: date, today: date
) -> RemovalFacts:
    """The facts for a last day; the number of queries does not grow with the marks."""
    sessions = _sessions(pupil, enrolment, min(last_day, today))
    days = days_of(sessions)
    marks = Mark.objects.in_force().filter(school_id=pupil.school_id, pupil=pupil)
    return RemovalFacts(
        facts=Facts(
            phase=pupil.school.phase,
            is_mobile=_is_mobile(pupil, last_day),
            is_main_school=enrolment.kind in {Enrolment.Kind.SINGLE, Enrolment.Kind.MAIN},
            is_dual=_is_dual(pupil, enrolment, last_day),
            is_excluded=Suspension.objects.filter(
                school_id=pupil.school_id,
                pupil=pupil,
                kind=Suspension.Kind.PERMANENT,
                end=None,
                withdrawn_at=None,
                start__lte=last_day,
            ).exists(),
            over_age=_next_meeting(pupil, last_day) > compulsory_age.ends_on(pupil.date_of_birth),
            absence=continuous_absence(days),
            leave=long_leave(days, more_than=LEAVE_SCHOOL_DAYS),
        ),
        needs_ground=needs_ground(pupil.date_of_birth, on=last_day),
        last_marked=marks.aggregate(last=Max("day"))["last"],
        workers=workers_to_tell(pupil=pupil, on=last_day),
        return_due=not _leaves_the_top_class_in_summer(pupil, last_day),
    )


def _sessions(pupil: Pupil, enrolment: Enrolment, until: date) -> list[tuple[date, str]]:
    """Each session of the stay up to the day, of a year at most, with its code; "" for none."""
    code = Mark.objects.in_force().filter(
        school_id=pupil.school_id, pupil=pupil, day=OuterRef("day"), half=OuterRef("half")
    )
    found = (
        Session.objects.meeting()
        .filter(school_id=pupil.school_id)
        .between(max(enrolment.start, until - LOOK_BACK), until)
        .order_by("day", "half")
        .annotate(code=Subquery(code.values("code")[:1]))
    )
    return [(day, marked or "") for day, marked in found.values_list("day", "code")]


def _is_mobile(pupil: Pupil, day: date) -> bool:
    return PupilFlag.objects.filter(
        Q(end__isnull=True) | Q(end__gte=day),
        school_id=pupil.school_id,
        pupil=pupil,
        kind=PupilFlag.Kind.MOBILE_CHILD,
        start__lte=day,
    ).exists()


def _is_dual(pupil: Pupil, enrolment: Enrolment, day: date) -> bool:
    if enrolment.kind in {Enrolment.Kind.MAIN, Enrolment.Kind.SUBSIDIARY}:
        return True
    return Timetable.objects.filter(
        Q(end__isnull=True) | Q(end__gte=day),
        school_id=pupil.school_id,
        pupil=pupil,
        kind=Timetable.Kind.DUAL,
        withdrawn_at=None,
        start__lte=day,
    ).exists()


def _next_meeting(pupil: Pupil, day: date) -> date:
    """The next day on which the school meets; the next school year where none is known."""
    later = Session.objects.meeting().filter(school_id=pupil.school_id, day__gt=day)
    found = later.order_by("day").values_list("day", flat=True).first()
    return found or school_year_of(day).ends + timedelta(days=1)


def _leaves_the_top_class_in_summer(pupil: Pupil, day: date) -> bool:
    """Whether no return is due: the end of the top class's last term, and nobody asked for it.

    Source: SI 2024/208, regulation 13(4) with its exception.
    """
    year = school_year_of(day)
    last = (
        Session.objects.filter(school_id=pupil.school_id, day__range=(year.starts, year.ends))
        .aggregate(last=Max("day"))
        .get("last")
    )
    if last is None or last.month not in SUMMER or day < last:
        return False
    members = ClassMembership.objects.on_the_roll(school_id=pupil.school_id, day=min(day, last))
    groups = dict(members.exclude(year_group="").values_list("pupil_id", "year_group"))
    own = groups.get(pupil.pk)
    top = max(groups.values(), key=YEAR_GROUPS.index, default="")
    authority = AuthorityProfile.objects.filter(school_id=pupil.school_id).in_force(day)
    asked = authority is not None and authority.wants_leavers_at_end
    return own is not None and own == top and not asked
