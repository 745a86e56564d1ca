"""Whom the headteacher has named to decide, and for how long."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from schools.models.school_class import days


class Delegation(models.Model):
    """One capability of the headteacher's, lent to one person from a day to a day."""

    class Capability(models.TextChoices):
        LEAVE = "decide_leave", "Decide leave of absence"
        PENALTIES = "decide_penalties", "Decide requests for penalty notices"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    capability = models.CharField(max_length=16, choices=Capability)
    user = models.ForeignKey("schools.User", on_delete=models.PROTECT, related_name="delegations")
    start = models.DateField()
    end = models.DateField(help_text="The last day, included.")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="a_delegation_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(capability__in=["decide_leave", "decide_penalties"]),
                name="what_a_head_may_delegate",
            ),
            ExclusionConstraint(
                name="one_delegate_of_a_kind_at_a_time",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    ("capability", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["school", "user"], name="delegations_of_a_person")]

    def __str__(self) -> str:
        return f"{self.capability} by {self.user_id}"
