"""Save a change of settings as a new dated row, and tell an edit that came too late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from audit.actions.record import record
from schools.changes import ChangedMeanwhile, Difference, in_words
from schools.models import (
    AttendancePolicy,
    AuthorityProfile,
    Letterhead,
    SchoolSettings,
    User,
)
from schools.school_lock import hold_school
from toolkit import clock
from toolkit.days import full_day

NOT_FACTS = frozenset({"id", "school_id", "valid_from", "recorded_by_id", "recorded_at"})
Settings = SchoolSettings | AttendancePolicy | AuthorityProfile | Letterhead


class SettingsRefused(Exception):
    """The settings cannot be right; its text says why. field: what to mend, or empty."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Kind:
    """One kind of dated settings: its address, its name on a page, its table, its action."""

    slug: str
    name: str
    table: type[Settings]
    act: str

    @property
    def page(self) -> str:
        """The name of the address on which it is changed."""
        return f"settings:{self.slug}"

    @property
    def history(self) -> str:
        """The name of the address that shows its changes."""
        return f"settings:{self.slug}-history"


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("register-times", "Register times", SchoolSettings, "set_register_times"),
        Kind("attendance-policy", "Attendance policy", AttendancePolicy, "set_policy"),
        Kind("authority", "Local authority", AuthorityProfile, "set_authority"),
        Kind("letterhead", "Letterhead and logo", Letterhead, "set_letterhead"),
    )
}


def facts_of(row: Settings) -> dict[str, Any]:
    """What the row says, without since when and by whom; a logo as its length and content."""
    facts = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in NOT_FACTS
    }
    if facts.get("logo"):
        content = bytes(facts["logo"])
        facts["logo"] = f"{len(content):,} bytes, {sha256(content).hexdigest()[:8]}"
    return facts


def rows_of(table: type[Settings], *, school_id: int, today: date) -> list[Settings]:
    """The row in force today, if any, and after it those that are planned."""
    every: list[Settings] = list(
        table._default_manager.filter(school_id=school_id)
        .select_related("recorded_by")
        .order_by("valid_from")
    )
    started = [row for row in every if row.valid_from <= today]
    return started[-1:] + [row for row in every if row.valid_from > today]


def version_of(rows: Iterable[Settings]) -> str:
    """A word that changes with the row in force, with its content, and with what is planned."""
    told = [(row.pk, str(row.valid_from), sorted(map(repr, facts_of(row).items()))) for row in rows]
    return sha256(repr(told).encode()).hexdigest()[:20]


def hold_settings(by: User) -> None:
    """Let nobody else change the settings of the person's school until the transaction ends."""
    hold_school(by.school.urn)


def standing_on(table: type[Settings], *, school_id: int, day: date) -> Settings | None:
    """The row that began by the day, the latest; None before the first."""
    found: Settings | None = (
        table._default_manager.filter(school_id=school_id, valid_from__lte=day)
        .order_by("-valid_from")
        .first()
    )
    return found


def save_dated(
    *,
    table: type[Settings],
    act: str,
    facts: Mapping[str, Any],
    valid_from: date,
    seen: str,
    by: User,
    at: datetime,
) -> Settings:
    """Save the facts as the settings from that day on; the older rows stay as they are.

    A change of today's or of a planned start takes its place, with both in the audit entry.
    seen: the version of the rows that the person saw (`version_of`). Facts not given stay.
    Raises SettingsRefused for a day that has passed or for no change, and ChangedMeanwhile where
    somebody else was first.
    """
    today = clock.local(at).date()
    if valid_from < today:
        raise SettingsRefused(
            f"A change takes effect today or later, not on {full_day(valid_from)}: what was "
            "decided under the old settings keeps them.",
            field="valid_from",
        )
    hold_settings(by)
    known = rows_of(table, school_id=by.school_id, today=today)
    if seen != version_of(known):
        raise ChangedMeanwhile(_differences(known[-1] if known else None, facts))
    base = standing_on(table, school_id=by.school_id, day=valid_from)
    stamp = {"recorded_by_id": by.pk, "recorded_at": at, "valid_from": valid_from}
    if base is None:
        new: Settings = table(school_id=by.school_id, **stamp, **facts)
    else:
        new = base.as_new(**stamp, **facts)
    before = facts_of(base) if base is not None else {}
    after = facts_of(new)
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    if base is not None and not changed:
        raise SettingsRefused("Nothing is different. Change something, or go back.")
    if base is not None and base.valid_from == valid_from:
        new.pk = base.pk
    new.save(force_update=new.pk is not None)
    record(
        act=act,
        by=by,
        at=at,
        school_id=by.school_id,
        subject=new,
        detail={
            "from": valid_from.isoformat(),
            "changes": {
                name: [in_words(before.get(name)), in_words(value)]
                for name, value in changed.items()
            },
        },
    )
    return new


def _differences(current: Settings | None, typed: Mapping[str, Any]) -> list[Difference]:
    now = facts_of(current) if current is not None else {}
    return [
        Difference(name, in_words(now.get(name)), in_words(value))
        for name, value in typed.items()
        if not isinstance(value, bytes) and now.get(name) != value
    ]
