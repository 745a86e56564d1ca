"""The register of one class for one session, and who submitted it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Register(models.Model):
    """One class, one day, one half. It exists from the first mark on, never because it was seen.

    The class is empty for old marks of pupils whose class then is not known.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey(
        "schools.SchoolClass",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="registers",
    )
    day = models.DateField()
    half = models.CharField(max_length=2)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_title = models.CharField(max_length=80, blank=True, help_text="Job title then.")
    submitted_role = models.CharField(max_length=20, blank=True, help_text="The role then.")
    imported_at = models.DateTimeField(
        null=True, blank=True, help_text="When its marks were loaded as those of a taken register."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "day", "half", "school_class"],
                name="one_register",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(half__in=["AM", "PM"]), name="a_register_is_am_or_pm"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True, submitted_role="")
                | (
                    Q(submitted_at__isnull=False, submitted_by__isnull=False)
                    & ~Q(submitted_role="")
                ),
                name="submitting_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_class_id} {self.day} {self.half}"

    def is_taken(self) -> bool:
        """Whether it was submitted, or loaded as a taken register."""
        return self.submitted_at is not None or self.imported_at is not None
