"""Agreed timetables that change what is recorded for a pupil: part-time, and of two schools."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from schools.models.school_class import days

WEEK = [f"{day}-{half}" for day in range(5) for half in ("AM", "PM")]  # "0-AM": Monday morning.


class Timetable(models.Model):
    """Which sessions of a week a pupil is not due at this school, from a day to a day.

    A part-time timetable has C2 then (X below compulsory school age), always with an end; a dual
    registration has D, with an end where one is known. away: sessions of the week, such as "0-AM".
    """

    class Kind(models.TextChoices):
        PART_TIME = "part_time", "Part-time timetable"
        DUAL = "dual", "Registered at another school as well"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="timetables")
    kind = models.CharField(max_length=9, choices=Kind)
    start = models.DateField()
    end = models.DateField(null=True, blank=True, help_text="The last day, included.")
    away = ArrayField(models.CharField(max_length=4), help_text="Sessions not due here: 0-AM.")
    reason = models.TextField(blank=True)
    hours = models.TextField(blank=True, help_text="The times agreed, in words.")
    agreed_with = models.ForeignKey(
        "schools.Parent", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="A parent the pupil normally lives with.",
    )  # fmt: skip
    agreed_on = models.DateField(null=True, blank=True)
    other_school = models.CharField(max_length=120, blank=True)
    authority_told_on = models.DateField(null=True, blank=True)
    worker_told_on = models.DateField(
        null=True, blank=True, help_text="The social worker, or the Virtual School."
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_title = models.CharField(max_length=80, blank=True)
    recorded_role = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who ended it before its time; `end` is then the last day it held.",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was ended before it had begun."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="a_timetable_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(away__contained_by=WEEK) & Q(away__len__gte=1),
                name="a_timetable_names_sessions",
            ),
            models.CheckConstraint(
                condition=Q(kind="dual") & ~Q(other_school="")
                | Q(
                    kind="part_time",
                    end__isnull=False,
                    agreed_on__isnull=False,
                    agreed_with__isnull=False,
                ),
                name="a_timetable_is_agreed",
            ),
            ExclusionConstraint(
                name="one_timetable_of_a_kind_at_a_time",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    ("pupil", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.pupil_id} from {self.start}"


class TimetableReview(models.Model):
    """A day on which a part-time timetable is looked at again, and what came of it."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    timetable = models.ForeignKey(Timetable, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "timetable", "due_on"], name="one_review_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, recorded_by__isnull=True)
                | Q(held_on__isnull=False, recorded_by__isnull=False) & ~Q(outcome=""),
                name="a_review_held_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.timetable_id} on {self.due_on}"
