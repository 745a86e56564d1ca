"""What the office asks a teacher to do about a register, inside the product."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Reminder(models.Model):
    """One asking of one person to take a register; it is over once that is taken or it is read."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey(
        "schools.SchoolClass", on_delete=models.PROTECT, related_name="reminders"
    )
    day = models.DateField()
    half = models.CharField(max_length=2)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(half__in=["AM", "PM"]), name="a_reminder_has_half"),
            models.UniqueConstraint(
                fields=["school", "school_class", "day", "half", "to"],
                condition=Q(read_at__isnull=True),
                name="one_unread_reminder",
            ),
        ]
        indexes = [models.Index(fields=["school", "to", "day"], name="reminders_of_a_person")]

    def __str__(self) -> str:
        return f"to {self.to_id} about {self.school_class_id}, {self.day} {self.half}"
