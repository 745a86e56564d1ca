"""Note what each fact was before it changed, and tell an edit that came too late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import models

from schools.models import FactChange, Parent, Pupil, SchoolClass, User
from toolkit.days import full_day


@dataclass(frozen=True)
class Difference:
    """One fact that somebody else changed meanwhile: its name, what it is now, what was typed."""

    fact: str
    now: str
    typed: str


class ChangedMeanwhile(Exception):
    """Somebody saved the same record since this page was opened; nothing was saved."""

    def __init__(self, differences: list[Difference]) -> None:
        super().__init__(differences)
        self.differences = differences

    def __str__(self) -> str:
        return (
            "Somebody else has changed this since you opened it. Nothing of yours was saved: "
            "look at the differences, then save again."
        )


def in_words(value: object) -> str:
    """A fact as a page shows it; empty where it is not known."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, time):
        return f"{value:%-H:%M}"
    if isinstance(value, list | tuple | frozenset | set):
        return ", ".join(sorted(str(one) for one in value))
    return str(value)


def refuse_if_changed(row: models.Model, *, seen: int, typed: Mapping[str, object]) -> None:
    """Raise ChangedMeanwhile where the row's `version` is no longer the one that was seen.

    The row must be locked. Facts that are now as they were typed are no difference.
    """
    if row.version == seen:  # type: ignore[attr-defined]
        return
    differences = [
        Difference(fact, in_words(getattr(row, fact)), in_words(value))
        for fact, value in typed.items()
        if getattr(row, fact) != value
    ]
    raise ChangedMeanwhile(differences)


def note_changes(
    *,
    school_id: int,
    before: Mapping[str, object],
    after: Mapping[str, object],
    by: User,
    at: datetime,
    pupil: Pupil | None = None,
    parent: Parent | None = None,
    school_class: SchoolClass | None = None,
    is_import: bool = False,
) -> list[FactChange]:
    """Add a line to the history for each fact of `after` that differs; returns the lines.

    A fact of the link between a pupil and a parent names both.
    """
    changes = [
        FactChange(
            school_id=school_id,
            pupil=pupil,
            parent=parent,
            school_class=school_class,
            fact=fact,
            before=in_words(before.get(fact)),
            after=in_words(value),
            by=by,
            at=at,
            is_import=is_import,
        )
        for fact, value in after.items()
        if in_words(before.get(fact)) != in_words(value)
    ]
    return FactChange.objects.bulk_create(changes)
