"""Who came late and who left during the day, as the late desk wrote it down."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Arrival(models.Model):
    """A pupil who came after the register had opened.

    outcome: as rules.punctuality has it. code: what the register holds because of it, empty
    where the mark was left alone; a child who comes after the session's end is absent from it
    and in the building all the same.
    """

    class Outcome(models.TextChoices):
        PRESENT = "present"
        LATE = "L"
        AFTER_CLOSING = "U"
        ABSENT = "absent"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="arrivals")
    day = models.DateField()
    half = models.CharField(max_length=2, help_text="The session that it was judged by.")
    arrived_at = models.TimeField(help_text="School local time.")
    outcome = models.CharField(max_length=7, choices=Outcome)
    code = models.CharField(max_length=2, blank=True)
    minutes_late = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.CharField(max_length=120, blank=True, help_text="In the office's words.")
    brought_by = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_title = models.CharField(max_length=80, blank=True)
    recorded_role = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pupil", "day", "half"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_arrival_in_a_session",
            ),
            models.CheckConstraint(condition=Q(half__in=["AM", "PM"]), name="an_arrival_has_half"),
            models.CheckConstraint(
                condition=Q(outcome__in=["present", "L", "U", "absent"]),
                name="an_arrival_was_judged",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="a_withdrawn_arrival_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["school", "day"], name="arrivals_by_day")]

    def __str__(self) -> str:
        return f"{self.pupil_id} at {self.arrived_at} on {self.day}"


class Departure(models.Model):
    """A pupil who left during the school day, and perhaps came back; no mark changes by it.

    Source: a pupil who was present when the register was taken keeps the mark; see RULES on
    leaving after registration in docs/policy.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="departures")
    day = models.DateField()
    left_at = models.TimeField(help_text="School local time.")
    with_whom = models.CharField(max_length=120)
    why = models.CharField(max_length=200)
    expected_back = models.TimeField(null=True, blank=True)
    returned_at = models.TimeField(null=True, blank=True, help_text="School local time.")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_title = models.CharField(max_length=80, blank=True)
    recorded_role = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    return_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    return_recorded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pupil", "day"],
                condition=Q(returned_at__isnull=True, withdrawn_at__isnull=True),
                name="nobody_leaves_twice_without_return",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("left_at")),
                name="a_return_follows_the_departure",
            ),
            models.CheckConstraint(
                condition=Q(expected_back__isnull=True) | Q(expected_back__gt=F("left_at")),
                name="a_return_is_expected_after_the_departure",
            ),
            models.CheckConstraint(
                condition=Q(
                    returned_at__isnull=True,
                    return_recorded_by__isnull=True,
                    return_recorded_at__isnull=True,
                )
                | Q(
                    returned_at__isnull=False,
                    return_recorded_by__isnull=False,
                    return_recorded_at__isnull=False,
                ),
                name="a_return_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(with_whom="") & ~Q(why=""), name="a_departure_says_with_whom_and_why"
            ),
        ]
        indexes = [models.Index(fields=["school", "day"], name="departures_by_day")]

    def __str__(self) -> str:
        return f"{self.pupil_id} at {self.left_at} on {self.day}"
