"""Put into words what a code for many pupils changes, what it leaves, and what it did."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from registers.bulk_wanted import CLASSES, SCHOOL, YEARS, Wanted
from registers.models import BulkChange
from registers.queries.bulk_effect import (
    EXPECTED,
    FIRST,
    KNOWN,
    REPLACED,
    SAME,
    STAYS,
    BulkEffect,
    Outcome,
)
from registers.views.privacy import shown_code
from registers.views.words import half_name
from rules import codes
from rules.code_guards import ACTIVITIES, CAUTIONS
from rules.sessions import Session as Half
from schools.models import Pupil, User
from schools.words import year_group_name
from toolkit.days import full_day
from toolkit.words import counted

MOST_NAMED = 12
MOST_DAYS = 6


@dataclass(frozen=True)
class OfClass:
    """How many sessions of pupils of a class get what."""

    name: str
    first: int
    replaced: int
    expected: int
    left: int


@dataclass(frozen=True)
class Kind:
    """Outcomes that are alike. names: of every one of them, where there are few."""

    code: str
    words: str
    count: int
    names: list[str]


@dataclass(frozen=True)
class InWords:
    """The preview of one code for many."""

    sentences: list[str]
    classes: list[OfClass]
    replaced: list[Kind]
    left: list[Kind]
    warnings: list[str]


def in_words(effect: BulkEffect, classes: Mapping[int, str], *, by: User) -> InWords:
    """The whole preview, as this person may see it. classes: names by key. One query."""
    few = [one for kind in _by_code(effect, by).values() if len(kind) <= MOST_NAMED for one in kind]
    rows = Pupil.objects.filter(school_id=by.school_id, pk__in={one.pupil_id for one in few})
    pupils = {pupil.pk: pupil.name for pupil in rows}
    names = {
        one: f"{pupils[one.pupil_id]}, {classes[one.class_id]}, {session_in_words(*one.slot)}"
        for one in few
    }
    return InWords(
        sentences=_sentences(effect),
        classes=_of_classes(effect, classes),
        replaced=_kinds(effect, by, names, (REPLACED,)),
        left=_kinds(effect, by, names, (STAYS, KNOWN, SAME)),
        warnings=_warnings(effect.wanted),
    )


def when_in_words(first: Half, last: Half) -> str:
    """As in "12 November 2026, morning" or "12 November 2026 to 17 November 2026"."""
    if first == last:
        return f"{full_day(first.day)}, {half_name(first.half)}"
    begins = full_day(first.day) + (", from the afternoon" if first.half == "PM" else "")
    ends = full_day(last.day) + (", until the end of the morning" if last.half == "AM" else "")
    between = ", to" if first.half == "PM" else " to"
    return begins if first.day == last.day else f"{begins}{between} {ends}"


def whom_in_words(whom: str, keys: Collection[Any], classes: Mapping[int, str]) -> str:
    """As in "Year 4, Year 5", "Kestrel" or "12 pupils by name"."""
    if whom == SCHOOL:
        return "the whole school"
    if whom == YEARS:
        return ", ".join(year_group_name(group) for group in sorted(keys))
    if whom == CLASSES:
        return ", ".join(sorted(classes.get(key, "a class") for key in keys))
    return f"{counted(len(keys), 'pupils')} by name"


def of_act(change: BulkChange, classes: Mapping[int, str]) -> dict[str, str]:
    """For whom and when something was entered, in words."""
    scope = change.scope
    first = Half(change.first_day, scope.get("first_half", "AM"))
    last = Half(change.last_day, scope.get("last_half", "PM"))
    whom = whom_in_words(scope.get("whom", SCHOOL), scope.get("keys", []), classes)
    return {"whom": whom, "when": when_in_words(first, last), "did": did_in_words(change)}


def did_in_words(change: BulkChange) -> str:
    """As in "58 first entries, 3 marks replaced, 61 entries to come"."""
    scope = change.scope
    parts = [
        (scope.get(FIRST, 0), "first entries", "first entry"),
        (scope.get(REPLACED, 0), "marks replaced", "mark replaced"),
        (scope.get(EXPECTED, 0), "entries to come", "entry to come"),
    ]
    return ", ".join(counted(count, many, one) for count, many, one in parts if count)


def session_in_words(day: date, half: str) -> str:
    return f"{full_day(day)}, {half_name(half)}"


def _sentences(effect: BulkEffect) -> list[str]:
    first, replaced, expected = (len(effect.of(kind)) for kind in (FIRST, REPLACED, EXPECTED))
    left = len(effect.outcomes) - first - replaced - expected
    code, sessions = effect.wanted.code, effect.sessions
    meets = counted(len(sessions.begun) + len(sessions.to_come), "sessions")
    found = [f"{_pupils(effect.outcomes)} in {meets}."]
    if first:
        entries = counted(first, "first entries", "first entry")
        found.append(f"{entries} of {code}, where no mark is yet.")
    if replaced:
        found.append(
            f"{counted(replaced, 'marks')} replaced by {code}. The old entry stays visible."
        )
    if expected:
        found.append(
            f"{counted(expected, 'entries', 'entry')} to come: {code} is expected, and entered "
            "when the register opens."
        )
    if left:
        found.append(f"{counted(left, 'entries', 'entry')} left alone.")
    if sessions.closed:
        keep = "keeps" if len(sessions.closed) == 1 else "keep"
        closed = counted(len(sessions.closed), "sessions")
        found.append(f"{closed} closed without warning {keep} Y4.")
    if sessions.without:
        named = ", ".join(full_day(day) for day in sessions.without[:MOST_DAYS])
        more = len(sessions.without) - MOST_DAYS
        also = f" and {counted(more, 'more days', 'more day')}" if more > 0 else ""
        found.append(f"The school does not meet on {named}{also}.")
    return found


def question(effect: BulkEffect) -> str:
    """As in "Enter Y2 for 58 pupils?"."""
    return f"Enter {effect.wanted.code} for {_pupils(effect.changes)}?"


def _pupils(outcomes: Sequence[Outcome]) -> str:
    return counted(len({one.pupil_id for one in outcomes}), "pupils")


def _of_classes(effect: BulkEffect, classes: Mapping[int, str]) -> list[OfClass]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for one in effect.outcomes:
        counts[one.class_id][one.what] += 1
    return [
        OfClass(
            name,
            counts[key][FIRST],
            counts[key][REPLACED],
            counts[key][EXPECTED],
            counts[key][STAYS] + counts[key][KNOWN] + counts[key][SAME],
        )
        for key, name in classes.items()
        if key in counts
    ]


def _by_code(effect: BulkEffect, by: User) -> dict[tuple[str, str], list[Outcome]]:
    found: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in effect.of(REPLACED, STAYS, KNOWN, SAME):
        found[one.what, shown_code(by, one.code)].append(one)
    return found


def _kinds(
    effect: BulkEffect, by: User, names: Mapping[Outcome, str], wanted: Sequence[str]
) -> list[Kind]:
    order = list(codes.CODES)
    found = [
        Kind(
            code,
            f"{codes.meaning(code)}: {_why(what, code)}",
            len(outcomes),
            [names[one] for one in outcomes if one in names],
        )
        for (what, code), outcomes in _by_code(effect, by).items()
        if what in wanted
    ]
    return sorted(found, key=lambda kind: order.index(kind.code))


def _why(what: str, code: str) -> str:
    if what == REPLACED:
        return "replaced"
    if what == SAME:
        return "there already"
    if what == KNOWN:
        return "expected already"
    if codes.counts_as(code).on_site:
        return "was there"
    return "is somewhere else" if code in ACTIVITIES else "a reason is recorded"


def _warnings(wanted: Wanted) -> list[str]:
    found = [CAUTIONS[wanted.code]] if wanted.code in CAUTIONS else []
    if wanted.whom == SCHOOL and wanted.code[:1] == "Y":
        found.append(
            "This is for the whole school. Where the whole site was closed without warning, close "
            "the school in the calendar instead: then everybody gets Y4, and the calendar knows it."
        )
    return found
