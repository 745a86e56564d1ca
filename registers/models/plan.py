"""Known absences: what the office was told before the register opens."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rules import codes


class PlanQuerySet(models.QuerySet["Plan"]):
    def standing(self) -> "PlanQuerySet":
        """Plans that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def on(self, day: date, half: str) -> "PlanQuerySet":
        """Standing plans that cover the session."""
        return self.on_day(day).filter(half__in=["", half])

    def on_day(self, day: date) -> "PlanQuerySet":
        """Standing plans that cover a session of the day."""
        return self.standing().filter(
            Q(weekday__isnull=True) | Q(weekday=day.weekday()), start__lte=day, end__gte=day
        )

    def by_weight(self) -> "PlanQuerySet":
        """The plan that decides a session first: a suspension's, then the one recorded last.

        A suspended pupil is excluded whatever is agreed or told meanwhile.
        """
        return self.order_by(F("suspension").desc(nulls_last=True), "-recorded_at", "-pk")


class Plan(models.Model):
    """A code that the office expects for a pupil over some sessions; not yet a mark.

    It becomes a mark when the session's register opens, or is offered in the row where the
    code is one of attending somewhere else.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="plans")
    code = models.CharField(max_length=2)
    start = models.DateField()
    end = models.DateField(help_text="The last day, included.")
    half = models.CharField(max_length=2, blank=True, help_text="AM, PM, or empty for both.")
    weekday = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Only on this day of the week, Monday being 0."
    )
    timetable = models.ForeignKey(
        "registers.Timetable", null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    suspension = models.ForeignKey(
        "registers.Suspension",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plans",
    )
    message = models.ForeignKey(
        "registers.Message", null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    activity = models.ForeignKey(
        "registers.Activity", null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    bulk_change = models.ForeignKey(
        "registers.BulkChange",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plans",
        help_text="The act for many pupils that it was part of.",
    )
    note = models.TextField(blank=True, help_text="The office's words; never on a register.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_title = models.CharField(max_length=80, blank=True)
    recorded_role = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="a_plan_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(half__in=["", "AM", "PM"]), name="a_plan_is_of_a_session_or_days"
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=True) | Q(weekday__lte=6),
                name="a_plan_is_of_a_day_of_the_week",
            ),
            models.CheckConstraint(
                condition=Q(code__in=sorted(codes.CODES)), name="plan_code_is_known"
            ),
        ]
        indexes = [models.Index(fields=["school", "start", "end"], name="plans_by_day")]

    def __str__(self) -> str:
        return f"{self.code} for {self.pupil_id} from {self.start}"
