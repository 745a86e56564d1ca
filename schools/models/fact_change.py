"""What each fact about a person or a class was before, kept for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class FactChange(models.Model):
    """One fact that somebody or a load changed; the database lets nobody change or delete it.

    before and after are in words, as a page shows them; empty where the fact was not known.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(
        "schools.Pupil", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parent = models.ForeignKey(
        "schools.Parent", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="With a pupil: a fact of the link between the two.",
    )  # fmt: skip
    school_class = models.ForeignKey(
        "schools.SchoolClass", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    fact = models.CharField(max_length=60, help_text="The field's name, such as preferred_surname.")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_import = models.BooleanField(default=False, help_text="A loaded folder brought it.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pupil__isnull=False)
                | Q(parent__isnull=False)
                | Q(school_class__isnull=False),
                name="a_change_is_of_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(before=models.F("after")), name="a_change_changes_something"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "pupil", "at"], name="changes_of_a_pupil"),
            models.Index(fields=["school", "parent", "at"], name="changes_of_a_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.fact} changed"
