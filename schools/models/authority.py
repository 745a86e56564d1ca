"""The local authority that the school answers to, and the head of the school's own letters."""

from django.db import models
from django.db.models import Q

from schools.models.dated import Dated, DatedSettings


class AuthorityProfile(Dated):
    """Where returns, referrals and requests go, and what the authority has asked for."""

    name = models.CharField(max_length=120)
    attendance_email = models.CharField(max_length=254, blank=True)
    attendance_phone = models.CharField(max_length=40, blank=True)
    portal = models.URLField(max_length=300, blank=True)
    missing_education_email = models.CharField(max_length=254, blank=True)
    penalty_email = models.CharField(max_length=254, blank=True)
    virtual_school_email = models.CharField(max_length=254, blank=True)
    return_every_weeks = models.PositiveSmallIntegerField(
        default=4, help_text="Weeks between attendance returns; at least one in a month."
    )
    wants_joiners_at_start = models.BooleanField(
        default=False, help_text="It asked for pupils who enter the lowest class in September."
    )
    wants_leavers_at_end = models.BooleanField(
        default=False, help_text="It asked for pupils who leave the top class in July."
    )

    objects = DatedSettings["AuthorityProfile"].as_manager()

    class Meta:
        verbose_name = "authority's profile"
        constraints = [
            models.UniqueConstraint(fields=["school", "valid_from"], name="one_start_of_authority"),
            models.CheckConstraint(
                condition=Q(return_every_weeks__range=(1, 4)), name="a_return_in_every_month"
            ),
        ]


class Letterhead(Dated):
    """What stands at the head and foot of the school's letters; the logo is PNG or JPEG."""

    heading = models.CharField(max_length=120)
    address = models.TextField(blank=True, help_text="A line for each line.")
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.CharField(max_length=200, blank=True)
    signatory = models.CharField(max_length=120, blank=True)
    signatory_title = models.CharField(max_length=80, blank=True)
    logo = models.BinaryField(null=True, blank=True)
    logo_type = models.CharField(max_length=10, blank=True, help_text="image/png or image/jpeg.")

    objects = DatedSettings["Letterhead"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "valid_from"], name="one_start_of_letterhead"
            ),
            models.CheckConstraint(
                condition=Q(logo__isnull=True, logo_type="")
                | Q(logo__isnull=False, logo_type__in=["image/png", "image/jpeg"]),
                name="a_logo_is_png_or_jpeg",
            ),
        ]
