"""What the dated settings of a school share."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, Self

from django.conf import settings
from django.db import models


class HasStart(Protocol):
    """Anything that holds from a day until the next of its kind."""

    @property
    def valid_from(self) -> date: ...


def in_force_of[Row: HasStart](rows: Sequence[Row], day: date) -> Row | None:
    """Of rows by their start, the latest that began by the day; for a day before all, the first."""
    begun = [row for row in rows if row.valid_from <= day] or rows[:1]
    return begun[-1] if begun else None


class DatedSettings[Row: models.Model](models.QuerySet[Row]):
    def in_force(self, day: date) -> Row | None:
        """The settings of the latest start up to the day; for a day before all, the first."""
        found = self.filter(valid_from__lte=day).order_by("-valid_from").first()
        return found or self.order_by("valid_from").first()


class Dated(models.Model):
    """Settings that hold from a day until the next of their kind; who recorded them, and when."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} from {self.valid_from}"

    def as_new(self, **facts: object) -> Self:
        """The same settings as a new row, with these facts instead; not saved."""
        values = {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if not field.primary_key
        }
        return type(self)(**(values | facts))
