"""Suspensions and permanent exclusions, and the provision from the sixth day."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from schools.models.school_class import days


class Suspension(models.Model):
    """Sessions from which a pupil is excluded: E, then the code of the provision made.

    A permanent exclusion has no last day until the pupil is back or off the roll.
    """

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", "Suspension"
        PERMANENT = "permanent", "Permanent exclusion"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="suspensions")
    kind = models.CharField(max_length=10, choices=Kind)
    reason_kind = models.CharField(max_length=40, help_text="A reason of the national census.")
    start = models.DateField()
    start_half = models.CharField(max_length=2, default="AM")
    end = models.DateField(null=True, blank=True, help_text="The last day, included.")
    end_half = models.CharField(max_length=2, default="PM")
    notice_on = models.DateField(help_text="When the parents were told in writing.")
    notice_days = models.TextField(help_text="The days as the notice names them.")
    provision_from = models.DateField(null=True, blank=True)
    provision_code = models.CharField(max_length=1, blank=True, help_text="K, B or D.")
    provision_place = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_title = models.CharField(max_length=80, blank=True)
    recorded_role = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True, kind="permanent") | Q(end__gte=F("start")),
                name="a_suspension_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(start_half__in=["AM", "PM"]) & Q(end_half__in=["AM", "PM"]),
                name="a_suspension_is_of_sessions",
            ),
            models.CheckConstraint(
                condition=Q(provision_from__isnull=True, provision_code="")
                | Q(provision_from__gte=F("start"), provision_code__in=["K", "B", "D"]),
                name="provision_has_a_day_and_a_code",
            ),
            ExclusionConstraint(
                name="one_suspension_at_a_time",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    ("pupil", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.pupil_id} from {self.start}"
