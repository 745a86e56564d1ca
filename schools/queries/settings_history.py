"""What changed in a school's settings, from when, and by whom; and what holds and is planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.models import Act
from schools.changes import in_words
from schools.dated_settings import KINDS, Kind, Settings, facts_of, rows_of

WITHDRAWN = "withdraw_planned_settings"


@dataclass(frozen=True)
class FactChanged:
    """One fact, with its name in the table."""

    fact: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One change. starts: the day from which it holds, empty for facts that are not dated."""

    what: str
    starts: date | None
    by_name: str
    at: datetime
    changes: list[FactChanged]


@dataclass(frozen=True)
class Standing:
    """What holds today (None: nothing recorded) and what is planned."""

    kind: Kind
    now: Settings | None
    planned: list[Settings]


def standing_settings(*, school_id: int, today: date) -> list[Standing]:
    """Every kind of dated settings. One query for each kind."""
    found = []
    for kind in KINDS.values():
        rows = rows_of(kind.table, school_id=school_id, today=today)
        holds = [row for row in rows if row.valid_from <= today]
        planned = [row for row in rows if row.valid_from > today]
        found.append(Standing(kind, holds[0] if holds else None, planned))
    return found


def settings_history(*, school_id: int, kind: Kind) -> list[Line]:
    """Every change, the newest first; rows that a file brought have no act of their own."""
    acts = list(
        Act.objects.filter(school_id=school_id, act__in=[kind.act, WITHDRAWN])
        .select_related("by")
        .order_by("-at", "-pk")
    )
    told = {act.subject_id for act in acts if act.act == kind.act}
    lines = [_line_of(act) for act in acts if act.act == kind.act or _is_of(act, kind)]
    rows = kind.table._default_manager.filter(school_id=school_id).order_by("valid_from")
    before: Mapping[str, Any] = {}
    for row in rows.select_related("recorded_by"):
        facts = facts_of(row)
        if row.pk not in told:
            changes = [
                FactChanged(name, in_words(before.get(name)), in_words(value))
                for name, value in facts.items()
                if before.get(name) != value
            ]
            lines.append(Line("Loaded", row.valid_from, _author(row), row.recorded_at, changes))
        before = facts
    return sorted(lines, key=lambda line: line.at, reverse=True)


def school_history(*, school_id: int) -> list[Line]:
    """Every change that somebody made to the school's own facts, the newest first."""
    acts = Act.objects.filter(school_id=school_id, act="edit_school").select_related("by")
    return [_line_of(act) for act in acts.order_by("-at", "-pk")]


def _author(row: Settings) -> str:
    return "from a file" if row.recorded_by.is_system else row.recorded_by.name


def _is_of(act: Act, kind: Kind) -> bool:
    return act.act == WITHDRAWN and act.detail.get("kind") == kind.slug


def _line_of(act: Act) -> Line:
    detail = act.detail
    starts = date.fromisoformat(detail["from"]) if detail.get("from") else None
    name = act.by.name if act.by else ""
    if act.act == WITHDRAWN:
        return Line("Taken back before it began", starts, name, act.at, [])
    changes = [FactChanged(fact, *pair) for fact, pair in detail.get("changes", {}).items()]
    return Line("Changed", starts, name, act.at, changes)
