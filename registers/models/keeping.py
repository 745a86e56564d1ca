"""Monthly copies of the registers, and what retention removed: both kept for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class KeptCopy(models.Model):
    """The read-only copy of all registers of one month; a later copy never replaces an earlier."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="The first day of the month.")
    made_at = models.DateTimeField()
    marks = models.PositiveIntegerField(help_text="Entries in it, those replaced included.")
    table_name = models.CharField(max_length=120, help_text="The CSV file's name.")
    table_sha256 = models.CharField(max_length=64)
    pages_name = models.CharField(max_length=120, help_text="The PDF file's name.")
    pages_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="a_copy_is_of_a_month"),
            models.UniqueConstraint(
                fields=["school", "month", "made_at"], name="one_copy_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"registers of {self.month:%Y-%m}"


class Purge(models.Model):
    """One removal of entries past retention: how many of what, up to when, and their hash."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    entered_before = models.DateTimeField(help_text="Only entries made before it were removed.")
    marks = models.PositiveIntegerField()
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, help_text="Of the removed rows as CSV, by key.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["school", "at"], name="purges_by_time")]

    def __str__(self) -> str:
        return f"{self.marks} entries before {self.entered_before}"
