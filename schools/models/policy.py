"""The school's own rules: bands, triggers and stages, home visits, and what needs approval."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from schools.models.dated import Dated, DatedSettings

STAGES = ("office_check", "letter", "meeting", "welfare_officer", "local_authority")
STAGE_NAMES = [
    "Office check",
    "Letter",
    "Meeting and plan",
    "Welfare officer",
    "Local authority",
]
STAGE_LEADS = ["office", "family_liaison", "family_liaison", "attendance_lead", "headteacher"]


def stage_names() -> list[str]:
    """The names of the five stages until a school gives its own."""
    return list(STAGE_NAMES)


def stage_leads() -> list[str]:
    """The role that leads each stage until a school says otherwise."""
    return list(STAGE_LEADS)


class AttendancePolicy(Dated):
    """Edges in percent of possible sessions; triggers in sessions, occasions, days and weeks."""

    attendance_high = models.DecimalField(
        max_digits=4, decimal_places=1, default=Decimal(95), help_text="Good is above it."
    )
    attendance_low = models.DecimalField(
        max_digits=4, decimal_places=1, default=Decimal(90), help_text="A concern is below it."
    )
    severe_absence = models.DecimalField(
        max_digits=4, decimal_places=1, default=Decimal(50), help_text="Severe from it on."
    )
    unauthorised_percent = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(10))
    late_sessions = models.PositiveSmallIntegerField(default=5, help_text="L and U in a half term.")
    illness_occasions = models.PositiveSmallIntegerField(default=3)
    illness_days = models.PositiveSmallIntegerField(default=5, help_text="School days in a row.")
    minimum_sessions = models.PositiveSmallIntegerField(
        default=20, help_text="Possible sessions before a percentage counts."
    )
    review_weeks = models.PositiveSmallIntegerField(default=4, help_text="School weeks.")
    visit_on_day = models.PositiveSmallIntegerField(
        default=2, help_text="The school day without reason or contact on which to visit."
    )
    visit_on_day_protected = models.PositiveSmallIntegerField(
        default=1, help_text="The same with a child protection plan."
    )
    unexplained_becomes_o = models.BooleanField(
        default=False, help_text="N becomes O without a person after the fifth school day."
    )
    letters_need_approval = models.BooleanField(default=True)
    requests_need_approval = models.BooleanField(
        default=True, help_text="Requests to the authority wait for the headteacher."
    )
    stage_names = ArrayField(models.CharField(max_length=60), size=5, default=stage_names)
    stage_leads = ArrayField(models.CharField(max_length=20), size=5, default=stage_leads)

    objects = DatedSettings["AttendancePolicy"].as_manager()

    class Meta:
        verbose_name = "attendance policy"
        constraints = [
            models.UniqueConstraint(fields=["school", "valid_from"], name="one_start_of_policy"),
            models.CheckConstraint(
                condition=Q(attendance_high__lte=100)
                & Q(attendance_low__lte=F("attendance_high"))
                & Q(attendance_low__gt=0)
                & Q(severe_absence__gt=0, severe_absence__lte=100)
                & Q(unauthorised_percent__gt=0, unauthorised_percent__lte=100),
                name="bands_lie_in_order",
            ),
            models.CheckConstraint(
                condition=Q(stage_names__len=5) & Q(stage_leads__len=5), name="five_stages"
            ),
        ]
