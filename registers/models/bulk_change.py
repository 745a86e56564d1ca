"""One act that entered a code for many pupils at once, and whether it was taken back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rules import codes


class BulkChange(models.Model):
    """A code for a range of pupils and sessions, with one reason; its marks name it.

    scope: whom and which sessions it was for, and how many marks were filled, replaced and left.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=2)
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.TextField()
    scope = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_title = models.CharField(max_length=80, blank=True)
    made_role = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="a_bulk_change_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(code__in=sorted(codes.CODES)), name="bulk_code_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_bulk_change_says_why"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="an_undone_bulk_change_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["school", "made_at"], name="bulk_changes_by_moment")]

    def __str__(self) -> str:
        return f"{self.code} from {self.first_day} to {self.last_day}"
