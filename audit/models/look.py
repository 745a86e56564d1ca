"""Who opened which person's sensitive facts, kept for good."""

from django.conf import settings
from django.db import models


class Look(models.Model):
    """One opening of one page; the database lets nobody change or delete it."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    subject_kind = models.CharField(max_length=40, help_text="Such as schools.Pupil.")
    subject_id = models.BigIntegerField()
    what = models.CharField(max_length=40, help_text="Such as contacts, or safeguarding.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(what="") & ~models.Q(subject_kind=""),
                name="a_look_says_at_what",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "subject_kind", "subject_id"], name="look_by_subject"),
            models.Index(fields=["school", "at"], name="look_by_time"),
            models.Index(fields=["school", "by", "at"], name="look_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.subject_kind} {self.subject_id}"
