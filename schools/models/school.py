"""The school itself, and the settings that it had on each day."""

from django.db import models
from django.db.models import F, Q

from rules.punctuality import MAXIMUM_WINDOW_MINUTES
from schools.models.dated import Dated, DatedSettings


class School(models.Model):
    """One school; every other row with a school's data names it."""

    class Phase(models.TextChoices):
        PRIMARY = "primary"
        SECONDARY = "secondary"
        SPECIAL = "special"
        ALL_THROUGH = "all_through"

    name = models.CharField(max_length=120)
    urn = models.CharField(max_length=6, unique=True, help_text="Six digits.")
    la_code = models.CharField(max_length=3, blank=True)
    establishment = models.CharField(max_length=4, blank=True)
    phase = models.CharField(max_length=11, choices=Phase, blank=True)
    address1 = models.CharField(max_length=120, blank=True)
    address2 = models.CharField(max_length=120, blank=True)
    address3 = models.CharField(max_length=120, blank=True)
    address4 = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    headteacher = models.CharField(max_length=120, blank=True)
    loaded = models.JSONField(
        default=dict,
        blank=True,
        help_text="Facts and register times as the last file gave them; ours stand while it stays.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(urn__regex=r"^[0-9]{6}$"), name="urn_is_six_digits"),
        ]

    def __str__(self) -> str:
        return self.name


def window(opens: str, closes: str) -> Q:
    """The register closes after it opens and within the longest lawful window."""
    from datetime import timedelta

    longest = timedelta(minutes=MAXIMUM_WINDOW_MINUTES)
    return Q(**{f"{closes}__gt": F(opens)}) & Q(**{f"{closes}__lte": F(opens) + longest})


class SchoolSettings(Dated):
    """The register times of a school from one day on; times are school local."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="settings")
    am_opens = models.TimeField()
    am_closes = models.TimeField(help_text="The last minute that is still late before closing.")
    pm_opens = models.TimeField()
    pm_closes = models.TimeField()
    session_ends_am = models.TimeField()
    session_ends_pm = models.TimeField()
    first_contact_by = models.TimeField(null=True, blank=True)
    first_texts_at = models.TimeField(null=True, blank=True, help_text="9:30 unless set.")

    objects = DatedSettings["SchoolSettings"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "valid_from"], name="one_start_of_settings"),
            models.CheckConstraint(
                condition=window("am_opens", "am_closes"), name="am_register_is_open_30_minutes"
            ),
            models.CheckConstraint(
                condition=window("pm_opens", "pm_closes"), name="pm_register_is_open_30_minutes"
            ),
            models.CheckConstraint(
                condition=Q(session_ends_am__gt=F("am_closes"))
                & Q(pm_opens__gte=F("session_ends_am"))
                & Q(session_ends_pm__gt=F("pm_closes")),
                name="the_day_runs_in_order",
            ),
        ]
