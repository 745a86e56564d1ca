"""Everything that the page of one message shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from registers.begun_sessions import HERE, OTHER, SAME
from registers.hearing import is_primary, may_confirm, told_in
from registers.message_plans import covers, first_of, last_of
from registers.models import Mark, Message, Plan
from registers.queries.activities import touches
from registers.queries.covered_sessions import covered_sessions
from registers.queries.guard_facts import guard_facts
from registers.queries.messages import Listed, Whom, listed
from registers.queries.sessions_of_day import sessions_of_day
from rules import codes
from rules.code_guards import Absence, warnings_of_absence
from rules.sessions import Session as Half
from schools.models import ClassMembership, School, Session, User
from toolkit import clock
from toolkit.days import full_day
from toolkit.words import counted

UNMARKED = "unmarked"
TRAVELLING = "T"  # The one code whose guards ask about the pupils.
MOST_SHOWN = 60


@dataclass(frozen=True)
class SoFar:
    """A session that has begun. what: HERE, SAME, OTHER or UNMARKED; code: the mark in force.

    expected: whether the message still holds for the pupil then.
    """

    whom: Whom
    day: date
    half: str
    what: str
    code: str
    class_id: int | None
    expected: bool


@dataclass(frozen=True)
class MessagePage:
    """covers: how many sessions, in words. warnings: what to look at again."""

    row: Listed
    covers: str
    warnings: list[str]
    so_far: list[SoFar]
    may_confirm: bool
    may_withdraw: bool


def message_page(*, message: Message, by: User, at: datetime) -> MessagePage:
    """The message as this person sees it at that moment."""
    today = clock.local(at).date()
    [row] = listed([message], by=by, on=today)
    confirms = may_confirm(by)
    is_standing = message.withdrawn_at is None
    is_own = message.recorded_by_id == by.pk and message.confirmed_at is None
    return MessagePage(
        row=row,
        covers=coverage_in_words(by.school_id, first_of(message), last_of(message)),
        warnings=warnings_of(message, row, school=by.school) if is_standing else [],
        so_far=_so_far(row, at) if is_standing and message.confirmed_at is not None else [],
        may_confirm=confirms,
        may_withdraw=is_standing and (confirms or is_own),
    )


def coverage_in_words(school_id: int, first: Half, last: Half) -> str:
    """As in "3 sessions; the school does not meet on 2 weekdays of that time"."""
    sessions = covered_sessions(school_id=school_id, first=first, last=last)
    meets = {one.day for one in sessions}
    days = (first.day + timedelta(n) for n in range((last.day - first.day).days + 1))
    without = [day for day in days if day.isoweekday() <= 5 and day not in meets]
    said = counted(len(sessions), "sessions")
    if not without:
        return said
    weekdays = f"{len(without)} weekdays of that time"
    when = full_day(without[0]) if len(without) == 1 else weekdays
    return f"{said}; the school does not meet on {when}"


def warnings_of(message: Message, row: Listed, *, school: School) -> list[str]:
    """What to look at again, of the code, the day back, and other plans for the same days."""
    told = told_in(message)
    pupils = [whom.pupil for whom in row.whom]
    found = []
    if message.code:
        facts = guard_facts(pupils=pupils, during=told) if message.code == TRAVELLING else []
        asked = Absence(
            message.code, told.first, told.last, told.words, is_primary=is_primary(school)
        )
        found += warnings_of_absence(asked, facts)
    back = message.expected_back
    if back is not None and not _meets(school.pk, back):
        found.append(
            f"The school does not meet on {full_day(back)}, the day given for coming back."
        )
    others = Plan.objects.standing().filter(
        school_id=school.pk, pupil__in=pupils, start__lte=message.last_day,
        end__gte=message.first_day,
    ).exclude(message=message)  # fmt: skip
    seen = set()
    for plan in others.select_related("pupil").order_by("pupil__sort_key", "start", "pk"):
        if (plan.pupil_id, plan.code) in seen or plan.code == "Y5":
            continue
        if not touches(plan, told.first, told.last):
            continue
        seen.add((plan.pupil_id, plan.code))
        found.append(
            f"{plan.pupil.name} has {codes.meaning(plan.code).lower()} ({plan.code}) recorded for "
            "part of that time as well. What was recorded last decides."
        )
    return found


def _meets(school_id: int, day: date) -> bool:
    """Whether the school meets on the day, as far as its calendar reaches."""
    days = Session.objects.meeting().filter(school_id=school_id, day__gte=day)
    return days.order_by("day").values_list("day", flat=True).first() in {day, None}


def _so_far(row: Listed, at: datetime) -> list[SoFar]:
    """The sessions that have begun, the latest first, pupil by pupil."""
    message, today = row.message, clock.local(at).date()
    upto = min(last_of(message), Half(today, "PM"))
    if upto < first_of(message):
        return []
    begun = {one.half for one in sessions_of_day(school_id=message.school_id, day=today)
             if one.has_opened(at)}  # fmt: skip
    sessions = [
        one
        for one in covered_sessions(school_id=message.school_id, first=first_of(message), last=upto)
        if one.day < today or one.half in begun
    ]
    pupils = [whom.pupil.pk for whom in row.whom]
    marks = {
        (mark.pupil_id, mark.day, mark.half): mark.code
        for mark in Mark.objects.in_force().filter(
            school_id=message.school_id,
            pupil__in=pupils,
            day__range=(message.first_day, upto.day),
        )
    }
    classes = dict(
        ClassMembership.objects.on_the_roll(school_id=message.school_id, day=upto.day)
        .filter(pupil__in=pupils)
        .values_list("pupil_id", "school_class_id")
    )
    found = []
    for session in reversed(sessions[-MOST_SHOWN:]):
        for whom in row.whom:
            code = marks.get((whom.pupil.pk, *session), "")
            found.append(
                SoFar(
                    whom,
                    session.day,
                    session.half,
                    what_of(code, message.code),
                    code,
                    classes.get(whom.pupil.pk),
                    covers(message, whom.about, session),
                )
            )
    return found


def what_of(code: str, told: str) -> str:
    """What a mark in force means beside what was told."""
    if not code:
        return UNMARKED
    if code == told:
        return SAME
    row = codes.counts_as(code)
    return HERE if row.on_site or row.present else OTHER
