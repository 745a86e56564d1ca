"""What a school said of the columns of another system's files, to be proposed the next time."""

from django.conf import settings
from django.db import models

from registers.mapping.fields import KINDS


class ColumnMapping(models.Model):
    """One choice for one set of headings; a newer one for the same headings takes its place.

    headings: those of the file it was last chosen for. fields: what a column holds, by its
    heading as `mapping.proposing` simplifies it. codes: what codes that are not ours mean.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=KINDS)
    headings_key = models.CharField(max_length=64, help_text="SHA-256 of the sorted headings.")
    headings = models.JSONField(default=list)
    fields = models.JSONField(default=dict)
    codes = models.JSONField(default=dict, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "headings_key"], name="one_mapping_for_the_headings"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["marks", "pupils"]), name="a_known_kind_of_mapping"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {len(self.headings)} headings"
