"""The classes of a school, and who teaches them when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower


class DayRange(Func):
    """The days from a start to an end, both included; an empty end leaves it open."""

    function = "DATERANGE"
    output_field = DateRangeField()


def days(start: str = "start", end: str = "end") -> DayRange:
    return DayRange(start, end, RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class SchoolClass(models.Model):
    """A group of pupils whose register is taken together."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="classes")
    name = models.CharField(max_length=60)
    former_names = ArrayField(
        models.CharField(max_length=60), default=list, blank=True,
        help_text="By which a file may still call it.",
    )  # fmt: skip
    year_groups = ArrayField(
        models.CharField(max_length=2), default=list, blank=True,
        help_text="For which it was made here; empty where files brought it.",
    )  # fmt: skip
    starts_on = models.DateField(null=True, blank=True, help_text="Its first day, where made here.")

    class Meta:
        constraints = [
            models.UniqueConstraint("school", Lower("name"), name="one_class_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_class_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ClassTeacher(models.Model):
    """Who teaches a class from one day to another, or covers it for a day."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="teachers")
    user = models.ForeignKey("schools.User", on_delete=models.PROTECT, related_name="teaches")
    start = models.DateField()
    end = models.DateField(null=True, blank=True, help_text="The last day, included.")
    is_cover = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="teaching_ends_after_start",
            ),
            ExclusionConstraint(
                name="a_teacher_has_a_class_once",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    ("school_class", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["school", "user"], name="teaching_by_person")]

    def __str__(self) -> str:
        return f"{self.user_id} teaches {self.school_class_id}"
