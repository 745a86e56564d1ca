"""What somebody did, kept for good."""

from django.conf import settings
from django.db import models


class Act(models.Model):
    """One act by one person; the database lets nobody change or delete it."""

    school = models.ForeignKey(
        "schools.School", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Empty only for acts on the whole installation.",
    )  # fmt: skip
    act = models.CharField(max_length=40, help_text="The action's name, such as change_mark.")
    subject_kind = models.CharField(max_length=40, blank=True, help_text="Such as registers.Mark.")
    subject_id = models.BigIntegerField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict, help_text="Facts of the act, by name.")

    class Meta:
        indexes = [
            models.Index(fields=["school", "subject_kind", "subject_id"], name="act_by_subject"),
            models.Index(fields=["school", "at"], name="act_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.act} at {self.at:%Y-%m-%d %H:%M}"
