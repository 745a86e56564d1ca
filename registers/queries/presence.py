"""Tell of every pupil on the roll whether they are in the building, as far as is known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from registers.models import Arrival, Departure, Mark
from registers.queries.before_closing import CLOSED_SCHOOL, Entry, before_closing
from registers.queries.session_facts import SessionFacts
from registers.queries.sessions_of_day import sessions_of_day
from rules import codes
from schools.models import ClassMembership, Pupil
from toolkit import clock

HERE, ASK, OUT, AWAY = "here", "ask", "out", "away"
NO_SCHOOL, CLOSED, BEFORE, OPEN, BETWEEN, AFTER = (
    "no_school", "closed", "before", "open", "between", "after",
)  # fmt: skip
NOBODY_KNOWS_WHERE = frozenset({"N", "O", CLOSED_SCHOOL})
NOT_KNOWN = "not known to be here"
NOT_YET = "marked this morning, not yet this afternoon"
NEEDED = (
    "year_group", "pupil", "school_class", "school_class__name",
    "pupil__legal_forename", "pupil__legal_surname", "pupil__preferred_forename",
    "pupil__preferred_surname", "pupil__sort_key",
)  # fmt: skip


@dataclass(frozen=True)
class OnSite:
    """One pupil. state: here; ask (nobody knows); out (signed out, not back); or away.

    note: at most a few words that may be read aloud; never why somebody is away.
    """

    pupil: Pupil
    class_id: int | None
    class_name: str
    year_group: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Presence:
    """Everybody on the roll, in the order of their names. current: the session that counts now.

    stage: no_school or closed (nobody is listed, for nobody had come), before the first register
    opens, open (in a session), between two, or after the last.
    """

    day: date
    stage: str
    current: SessionFacts | None = None
    first: SessionFacts | None = None
    pupils: dict[int, OnSite] = field(default_factory=dict)

    def in_state(self, *states: str) -> list[OnSite]:
        return [one for one in self.pupils.values() if one.state in states]


class Event(NamedTuple):
    """What was known of a pupil from a time on; of one time the heavier counts."""

    at: time
    weight: int
    state: str
    note: str = ""


def on_site_facts(*, school_id: int, day: date, at: datetime) -> Presence:
    """Where everybody is at a moment of a day, by the latest thing that was written of them.

    A mark counts from its session's opening, or from the arrival that it tells of; an arrival,
    a departure and a return from their own time. So a child who was signed out and is marked
    present in a later session is here, and one who is away and was signed in is here too. U and
    an arrival after the session's end are absences and in the building. N, O and no mark: nobody
    knows, so somebody asks. A session in which children were seen before the school was closed
    without warning counts by what its register held then: they leave one by one. Five queries,
    whatever the number of pupils, and one more on the day of such a closure.
    Source: product rule; the flag on_site of the table of codes.
    """
    sessions = sessions_of_day(school_id=school_id, day=day)
    meeting, before = meeting_of(sessions, school_id=school_id, day=day)
    if not meeting:
        return Presence(day, CLOSED if sessions else NO_SCHOOL)
    opened = [session for session in meeting if session.has_opened(at)]
    known = _events(school_id, day, opened, before)
    here = clock.local(at)
    now = here.time() if here.date() == day else time.max
    pupils = {}
    for member in _members(school_id, day):
        said = [one for one in known[member.pupil_id] if one.at <= now]
        latest = max(said, default=Event(time.min, 0, ASK, NOT_KNOWN))
        pupils[member.pupil_id] = OnSite(
            pupil=member.pupil,
            class_id=member.school_class_id,
            class_name=member.school_class.name if member.school_class else "",
            year_group=member.year_group,
            state=latest.state,
            note=latest.note,
        )
    return Presence(
        day=day,
        stage=_stage(meeting, opened, at),
        current=opened[-1] if opened else None,
        first=meeting[0],
        pupils=pupils,
    )


def meeting_of(
    sessions: Sequence[SessionFacts], *, school_id: int, day: date
) -> tuple[list[SessionFacts], list[Entry]]:
    """The day's sessions for which children may be in the building, and what closing replaced.

    A session that was closed without warning is among them where children had been seen in it.
    """
    closed = [session.half for session in sessions if session.closed]
    before = list(before_closing(school_id=school_id, day=day, halves=closed))
    seen = {half for _, half, code, _ in before if code in codes.ON_SITE}
    return [one for one in sessions if not one.closed or one.half in seen], before


def _stage(meeting: list[SessionFacts], opened: list[SessionFacts], at: datetime) -> str:
    if not opened:
        return BEFORE
    if not opened[-1].is_over(at):
        return OPEN
    return AFTER if len(opened) == len(meeting) else BETWEEN


def _members(school_id: int, day: date) -> Iterable[ClassMembership]:
    return (
        ClassMembership.objects.on_the_roll(school_id=school_id, day=day)
        .select_related("pupil", "school_class")
        .only(*NEEDED)
        .order_by("pupil__sort_key", "pupil_id")
    )


def _events(
    school_id: int, day: date, opened: list[SessionFacts], before: Iterable[Entry]
) -> dict[int, list[Event]]:
    """What was written of each pupil that day, by their key; before: in the place of Y4."""
    known: dict[int, list[Event]] = defaultdict(list)
    marks = Mark.objects.in_force().filter(school_id=school_id, day=day)
    by_half: dict[int, dict[str, tuple[str, time | None]]] = defaultdict(dict)
    in_force = marks.values_list("pupil_id", "half", "code", "arrived_at")
    for pupil_id, half, code, arrived_at in [*in_force, *before]:
        by_half[pupil_id][half] = (code, arrived_at)
    for pupil_id, halves in by_half.items():
        known[pupil_id] += _of_marks(halves, opened)
    of_day = {"school_id": school_id, "day": day, "withdrawn_at__isnull": True}
    arrivals = Arrival.objects.filter(**of_day)
    for pupil_id, came in arrivals.values_list("pupil_id", "arrived_at"):
        known[pupil_id].append(Event(came, 2, HERE, f"signed in {came:%-H:%M}"))
    departures = Departure.objects.filter(**of_day)
    for pupil_id, left, back in departures.values_list("pupil_id", "left_at", "returned_at"):
        known[pupil_id].append(Event(left, 1, OUT, f"signed out {left:%-H:%M}"))
        if back is not None:
            known[pupil_id].append(Event(back, 2, HERE, f"back {back:%-H:%M}"))
    return known


def _of_marks(
    halves: dict[str, tuple[str, time | None]], opened: list[SessionFacts]
) -> Iterator[Event]:
    """What the marks say. Who is not marked yet counts by the session before, if they came."""
    for session in opened:
        if session.half not in halves:
            continue
        code, arrived_at = halves[session.half]
        is_last = session is opened[-1] or opened[-1].half in halves
        if code in codes.ON_SITE:
            yield Event(arrived_at or session.opens, 0, HERE, "" if is_last else NOT_YET)
        elif is_last and code not in NOBODY_KNOWS_WHERE:
            yield Event(session.opens, 0, AWAY)
        else:
            yield Event(session.opens, 0, ASK, NOT_KNOWN)
