"""Two parents that look like one, and what a person decided about them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class LookAlike(models.Model):
    """A pair, judged once: merged (the second's links moved to the first), or kept apart.

    moved holds what undoing a merge needs, and is empty where they are kept apart. before, after:
    the facts of each link that the merge touched, by its key. order: the keys of the links in
    force of each pupil whose contacts moved up, by the pupil's key. other_version: the second
    parent's version when they were merged.
    """

    class Judgement(models.TextChoices):
        MERGED = "merged"
        APART = "apart"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey("schools.Parent", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("schools.Parent", on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=6, choices=Judgement)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    moved = models.JSONField(default=dict, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("other")), name="a_pair_is_of_two_parents"),
            models.CheckConstraint(
                condition=Q(judgement__in=["merged", "apart"]), name="a_known_judgement"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undoing_says_who_and_when",
            ),
        ]
        indexes = [models.Index(fields=["school", "judgement"], name="judged_pairs")]

    def __str__(self) -> str:
        return f"{self.kept_id} and {self.other_id}: {self.judgement}"
