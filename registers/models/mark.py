"""The entries of the registers; a change closes one and adds another."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from rules import codes


class MarkQuerySet(models.QuerySet["Mark"]):
    def in_force(self) -> "MarkQuerySet":
        """Marks that stand; closed ones are kept but no longer count."""
        return self.filter(closed_at__isnull=True)

    def between(self, first: date, last: date) -> "MarkQuerySet":
        """Marks for sessions from first to last, both days included."""
        return self.filter(day__range=(first, last))


class Mark(models.Model):
    """One entry in the register; nothing in it is ever overwritten."""

    class Half(models.TextChoices):
        AM = "AM", "Morning"
        PM = "PM", "Afternoon"

    class Source(models.TextChoices):
        REGISTER = "register"
        OFFICE = "office"
        LATE_DESK = "late_desk"
        IMPORT = "import"
        PLAN = "plan"
        SYSTEM = "system"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(
        "registers.Register", on_delete=models.PROTECT, related_name="marks"
    )
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="marks")
    day = models.DateField(help_text="Date of the session in school local time.")
    half = models.CharField(max_length=2, choices=Half)
    code = models.CharField(max_length=2, help_text="Register code, SI 2024/208 regulation 10.")
    minutes_late = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Whole minutes after the register opened; L or U only."
    )
    arrived_at = models.TimeField(null=True, blank=True, help_text="School local time.")
    comment = models.TextField(blank=True, help_text="A note; not part of the entry in law.")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_title = models.CharField(max_length=80, blank=True, help_text="Job title then.")
    entered_role = models.CharField(max_length=20, help_text="The role then.")
    entered_at = models.DateTimeField()
    source = models.CharField(max_length=9, choices=Source)
    client_id = models.UUIDField(
        null=True, blank=True, help_text="The device's own number for the change."
    )  # fmt: skip
    amendment = models.BooleanField(
        default=False, help_text="It replaced an entry of a submitted or imported register."
    )
    reason = models.TextField(blank=True, help_text="Why it was amended; only then, and always.")
    bulk_change = models.ForeignKey(
        "registers.BulkChange",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="marks",
        help_text="The act for many pupils that it was part of.",
    )
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="When a later entry, or clearing, ended this one."
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "day", "half", "pupil"],
                condition=Q(closed_at__isnull=True),
                name="one_mark_in_force_per_session",
            ),
            models.UniqueConstraint(
                fields=["school", "client_id"],
                condition=Q(client_id__isnull=False),
                name="a_change_is_saved_once",
            ),
            models.CheckConstraint(condition=Q(half__in=["AM", "PM"]), name="half_is_am_or_pm"),
            models.CheckConstraint(
                condition=Q(code__in=sorted(codes.CODES)), name="mark_code_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(code="/", half="PM") & ~Q(code="\\", half="AM"),
                name="the_stroke_fits_the_half",
            ),
            models.CheckConstraint(
                condition=~Q(code__in=["Z", "#"]), name="a_pupil_on_roll_has_no_z_or_hash"
            ),
            models.CheckConstraint(
                condition=Q(minutes_late__isnull=True) | Q(code__in=sorted(codes.LATE)),
                name="minutes_late_only_with_a_late_code",
            ),
            models.CheckConstraint(
                condition=(Q(amendment=True) & ~Q(reason="")) | Q(amendment=False, reason=""),
                name="an_amendment_says_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(closed_by__isnull=True),
                name="closed_by_only_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(
                    source__in=["register", "office", "late_desk", "import", "plan", "system"]
                ),
                name="mark_source_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "pupil", "day"], name="marks_of_a_pupil"),
            models.Index(fields=["school", "entered_at"], name="marks_as_a_change_feed"),
        ]

    def __str__(self) -> str:
        return f"{self.code} for {self.pupil_id}, {self.day} {self.half}"
