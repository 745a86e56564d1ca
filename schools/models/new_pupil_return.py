"""What the local authority must be told of a pupil whose name was entered on the roll."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from rules import new_pupil_return


class NewPupilReturn(models.Model):
    """The return of SI 2024/208 regulation 13(1) for one stay on the roll, made or due."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        "schools.Enrolment", on_delete=models.PROTECT, related_name="new_pupil_returns"
    )
    entered_on = models.DateField(help_text="When the name was entered in the register.")
    made_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "enrolment"], name="one_return_of_an_enrolment"
            ),
            models.CheckConstraint(
                condition=Q(
                    made_on__isnull=True, recorded_by__isnull=True, recorded_at__isnull=True
                )
                | Q(made_on__isnull=False, recorded_by__isnull=False, recorded_at__isnull=False),
                name="a_return_made_says_who_and_when",
            ),
        ]
        indexes = [models.Index(fields=["school", "made_on"], name="returns_to_be_made")]

    def __str__(self) -> str:
        return f"return of {self.enrolment_id}"

    @property
    def due_by(self) -> date:
        """The last day on which it is in time."""
        return new_pupil_return.due_by(self.entered_on)
