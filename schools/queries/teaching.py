"""Find the classes that somebody has, has had, and will have."""

from dataclasses import dataclass
from datetime import date

from schools.models import ClassTeacher, User


@dataclass(frozen=True)
class Teaching:
    """A class of a person from a day on. state: now, later or over."""

    row: ClassTeacher
    state: str


def teaching(*, person: User, on: date) -> list[Teaching]:
    """The person's classes and cover, those that go on first, then the latest."""
    rows = ClassTeacher.objects.filter(school_id=person.school_id, user=person)
    rows = rows.select_related("school_class").order_by("-start", "school_class__name")
    found = [Teaching(row, _state(row, on=on)) for row in rows]
    return sorted(found, key=lambda one: one.state == "over")


def _state(row: ClassTeacher, *, on: date) -> str:
    if row.end is not None and row.end < on:
        return "over"
    return "later" if row.start > on else "now"
