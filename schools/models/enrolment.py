"""When a pupil is on the roll, and in which class and year group."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from schools.models.school_class import days

# The rule of `on_the_roll` for queries in SQL; {day} is the column or value that holds the day.
ON_THE_ROLL = """
    membership.start <= {day} AND (membership."end" IS NULL OR membership."end" >= {day})
    AND enrolment.start <= {day} AND (enrolment."end" IS NULL OR enrolment."end" >= {day})
"""


class DatedQuerySet[Row: models.Model](models.QuerySet[Row]):
    def on(self, day: date) -> Self:
        """Rows that hold on the day."""
        return self.filter(Q(end__isnull=True) | Q(end__gte=day), start__lte=day)


class MembershipQuerySet(DatedQuerySet["ClassMembership"]):
    def on_the_roll(self, *, school_id: int, day: date) -> "models.QuerySet[ClassMembership]":
        """Who is in which class on the day: both the time in it and the stay on the roll hold.

        Those whose class is not known are among them, without one.
        """
        return self.on(day).filter(
            Q(enrolment__end__isnull=True) | Q(enrolment__end__gte=day),
            enrolment__start__lte=day,
            school_id=school_id,
        )


class Enrolment(models.Model):
    """One stay on the roll, from the first day to the last."""

    class Kind(models.TextChoices):
        SINGLE = "C", "Single registration"
        MAIN = "M", "Main of a dual registration"
        SUBSIDIARY = "S", "Subsidiary of a dual registration"
        GUEST = "G", "Guest"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="enrolments")
    start = models.DateField(help_text="The first day on the roll.")
    end = models.DateField(null=True, blank=True, help_text="The last day on the roll.")
    kind = models.CharField(max_length=1, choices=Kind, default=Kind.SINGLE)
    kind_in_files = models.CharField(
        max_length=1, choices=Kind, blank=True,
        help_text="What it was before it was changed by hand; files that repeat that say no news.",
    )  # fmt: skip
    leaving_ground = models.CharField(
        max_length=1, blank=True, help_text="The paragraph of SI 2024/208 regulation 9(1)."
    )
    last_school = models.CharField(max_length=120, blank=True)
    next_school = models.CharField(max_length=120, blank=True)
    next_school_from = models.DateField(null=True, blank=True, help_text="First day there.")

    objects = DatedQuerySet["Enrolment"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="an_enrolment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(leaving_ground="")
                | Q(leaving_ground__regex=r"^[a-o]$", end__isnull=False),
                name="a_ground_of_regulation_9",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["C", "M", "S", "G"]), name="a_known_kind_of_enrolment"
            ),
            ExclusionConstraint(
                name="enrolments_do_not_overlap",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    ("pupil", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} from {self.start}"


class ClassMembership(models.Model):
    """The class and year group of an enrolled pupil over some days.

    The class is empty where it is not known: before the year in which the school was loaded.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="memberships")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="memberships")
    school_class = models.ForeignKey(
        "schools.SchoolClass",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    year_group = models.CharField(max_length=2, blank=True, help_text="N1, N2, R, or 1 to 13.")
    start = models.DateField()
    end = models.DateField(null=True, blank=True, help_text="The last day, included.")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="a_membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(year_group__regex=r"^(|N1|N2|R|[1-9]|1[0-3])$"),
                name="a_known_year_group",
            ),
            ExclusionConstraint(
                name="one_class_at_a_time",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    ("pupil", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["school", "school_class"], name="members_of_a_class")]

    def __str__(self) -> str:
        return f"{self.pupil_id} in {self.school_class_id} from {self.start}"
