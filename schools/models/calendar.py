"""The school's calendar as it was given, and the sessions that follow from it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

HALVES = models.Q(half__in=["AM", "PM"])


class StandingPeriods(models.Manager["CalendarPeriod"]):
    """The calendar as it is now: without the lines that somebody took out of it."""

    def get_queryset(self) -> models.QuerySet["CalendarPeriod"]:
        return super().get_queryset().filter(removed_at__isnull=True)


class CalendarPeriod(models.Model):
    """One line of the calendar: a half term, or days on which the school does not meet.

    A line that a person changed is kept as removed, beside the one that took its place, so that
    a file with the old one does not bring it back. Loaded lines have nobody as recorded_by.
    """

    class Kind(models.TextChoices):
        TERM = "term"
        INSET = "inset"
        BANK_HOLIDAY = "bank_holiday"
        PLANNED_CLOSURE = "planned_closure"
        UNPLANNED_CLOSURE = "unplanned_closure"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField(help_text="The last day, included.")
    kind = models.CharField(max_length=17, choices=Kind)
    name = models.CharField(max_length=120, blank=True)
    session = models.CharField(max_length=2, blank=True, help_text="AM, PM, or empty for both.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_title = models.CharField(max_length=80, blank=True, help_text="Job title then.")
    recorded_role = models.CharField(max_length=20, blank=True, help_text="The role then.")
    recorded_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = StandingPeriods()
    every = models.Manager["CalendarPeriod"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "start", "end", "kind", "session"],
                condition=Q(removed_at__isnull=True),
                name="one_calendar_line",
            ),
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="a_period_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(session__in=["", "AM", "PM"]),
                name="a_period_is_of_a_session_or_the_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "term",
                        "inset",
                        "bank_holiday",
                        "planned_closure",
                        "unplanned_closure",
                    ]
                ),
                name="a_period_has_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.start} to {self.end}"


class SessionQuerySet(models.QuerySet["Session"]):
    def between(self, first: date, last: date) -> "SessionQuerySet":
        """Sessions from first to last, both days included."""
        return self.filter(day__range=(first, last))

    def meeting(self) -> "SessionQuerySet":
        """Sessions at which the school meets: not those of an unplanned closure."""
        return self.filter(closure="")


class Session(models.Model):
    """Half a school day. An unplanned closure keeps its session, which accepts only Y4."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    half = models.CharField(max_length=2)
    closure = models.CharField(max_length=9, blank=True, help_text='Empty, or "unplanned".')

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "day", "half"], name="one_session"),
            models.CheckConstraint(condition=HALVES, name="a_session_is_am_or_pm"),
            models.CheckConstraint(
                condition=Q(closure__in=["", "unplanned"]), name="a_session_meets_or_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.half}"
