"""Who was found at an evacuation, tick by tick."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class FireRoll(models.Model):
    """One calling of the roll, from its first tick until somebody closes it."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True, help_text="What whoever closed it wrote.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(closed_at__isnull=True),
                name="one_open_fire_roll",
            )
        ]

    def __str__(self) -> str:
        return f"fire roll of {self.opened_at}"


class FireTick(models.Model):
    """Somebody found a pupil, or took that back; never changed, the latest one counts.

    Closing a roll writes one that is not found, at the moment of closing, for each pupil who was
    still to find.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    roll = models.ForeignKey(FireRoll, on_delete=models.PROTECT, related_name="ticks")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="+")
    found = models.BooleanField()
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ticked_at = models.DateTimeField()
    client_id = models.UUIDField(
        null=True, blank=True, help_text="The device's own number for the tick."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "client_id"],
                condition=Q(client_id__isnull=False),
                name="a_tick_is_saved_once",
            )
        ]
        indexes = [models.Index(fields=["school", "roll", "pupil"], name="ticks_of_a_roll")]

    def __str__(self) -> str:
        return f"{self.pupil_id} in {self.roll_id}"
