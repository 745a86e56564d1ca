"""Why and by whom a pupil's name was deleted from the admission register."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Removal(models.Model):
    """One deletion from the roll on a ground of SI 2024/208 regulation 9, kept for good.

    The ground is empty for a pupil not of compulsory school age; evidence then says why.
    conditions: each condition of the ground in words, and how it was met. consultation: who was
    consulted and with what result, or why nobody was. ended: the memberships and plans that it
    ended, as they were, so that it can be taken back.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        "schools.Enrolment", on_delete=models.PROTECT, related_name="removals"
    )
    ground = models.CharField(
        max_length=1, blank=True, help_text="A paragraph of regulation 9(1), a to o."
    )
    last_day = models.DateField()
    conditions = models.JSONField(default=list)
    evidence = models.TextField(blank=True)
    consultation = models.TextField(blank=True)
    consulted_on = models.DateField(null=True, blank=True)
    return_made_on = models.DateField(
        null=True, blank=True, help_text="When the authority had the return of regulation 13(4)."
    )
    return_not_needed = models.TextField(blank=True, help_text="Why no return is due.")
    social_worker_told_on = models.DateField(null=True, blank=True)
    youth_justice_told_on = models.DateField(null=True, blank=True)
    virtual_school_told_on = models.DateField(null=True, blank=True)
    not_told = models.TextField(blank=True, help_text="Why a worker of the pupil was not told.")
    ended = models.JSONField(default=dict)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_title = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__regex=r"^[a-o]$") | Q(ground="") & ~Q(evidence=""),
                name="a_removal_has_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(return_made_on__isnull=False) | ~Q(return_not_needed=""),
                name="the_return_is_made_first",
            ),
        ]
        indexes = [models.Index(fields=["school", "last_day"], name="removals_by_day")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} on ground {self.ground}"


class RemovalTelling(models.Model):
    """That a worker of the pupil was told after the removal was decided; kept for good like it.

    words: how it was done and what was said.
    """

    class Whom(models.TextChoices):
        SOCIAL_WORKER = "social_worker", "Social worker"
        YOUTH_JUSTICE = "youth_justice", "Youth justice worker"
        VIRTUAL_SCHOOL = "virtual_school", "Virtual School"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    removal = models.ForeignKey(Removal, on_delete=models.PROTECT, related_name="tellings")
    whom = models.CharField(max_length=14, choices=Whom)
    told_on = models.DateField()
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_title = models.CharField(max_length=80, blank=True)
    recorded_role = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "removal", "whom"], name="each_worker_is_told_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_telling_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.whom} told of removal {self.removal_id}"


class RemovalWithdrawal(models.Model):
    """The taking back of a removal before its last day was over; kept for good like it."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    removal = models.ForeignKey(Removal, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "removal"], name="a_removal_is_taken_back_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawal_says_why"),
        ]

    def __str__(self) -> str:
        return f"withdrawal of removal {self.removal_id}"
