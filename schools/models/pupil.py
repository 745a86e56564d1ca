"""The pupils, and the facts about them that begin and end."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from schools.models.school_class import days
from toolkit.names import search_key, sort_key


class Pupil(models.Model):
    """A child who is or was on this school's admission register."""

    class Sex(models.TextChoices):
        FEMALE = "F"
        MALE = "M"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="pupils")
    upn = models.CharField(max_length=13)
    upn_is_temporary = models.BooleanField(default=False)
    legal_surname = models.CharField(max_length=120)
    legal_forename = models.CharField(max_length=120)
    middle_names = models.CharField(max_length=200, blank=True)
    preferred_surname = models.CharField(max_length=120, blank=True)
    preferred_forename = models.CharField(max_length=120, blank=True)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    address1 = models.CharField(max_length=120, blank=True)
    address2 = models.CharField(max_length=120, blank=True)
    address3 = models.CharField(max_length=120, blank=True)
    address4 = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    ethnicity = models.CharField(max_length=60, blank=True)
    first_language = models.CharField(max_length=60, blank=True)
    future_address = models.TextField(blank=True, help_text="Where the family has said it moves.")
    future_address_from = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change, by hand or by a file."
    )
    sort_key = models.CharField(max_length=400, editable=False, help_text="Surname first.")
    search_key = models.CharField(max_length=800, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "upn"], name="one_pupil_for_a_upn"),
            models.CheckConstraint(
                condition=Q(upn__regex=r"^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$"),
                name="upn_has_its_shape",
            ),
            models.CheckConstraint(
                condition=~Q(legal_surname="") & ~Q(legal_forename=""), name="a_pupil_has_a_name"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "sort_key"], name="pupils_by_name"),
            GinIndex(
                fields=["school", "search_key"],
                opclasses=["int8_ops", "gin_trgm_ops"],
                name="pupils_found",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def forename(self) -> str:
        """The forename in use."""
        return self.preferred_forename or self.legal_forename

    @property
    def surname(self) -> str:
        """The surname in use."""
        return self.preferred_surname or self.legal_surname

    @property
    def name(self) -> str:
        """Forename and surname in use."""
        return f"{self.forename} {self.surname}"

    @property
    def full_legal_name(self) -> str:
        """Forename, middle names and surname in law."""
        parts = (self.legal_forename, self.middle_names, self.legal_surname)
        return " ".join(part for part in parts if part)

    def set_keys(self) -> None:
        """Work out the keys by which the pupil is sorted and found; bulk writers call it too."""
        self.sort_key = sort_key(f"{self.surname}, {self.forename}")
        names = [self.legal_forename, self.middle_names, self.legal_surname]
        names += [self.preferred_forename, self.preferred_surname]
        self.search_key = search_key(" ".join(name for name in names if name))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)


class PupilFlag(models.Model):
    """A fact about a pupil that holds from one day to another."""

    class Kind(models.TextChoices):
        SEN = "sen", "Special educational needs"
        FSM = "fsm", "Free school meals"
        PUPIL_PREMIUM = "pupil_premium", "Pupil premium"
        EAL = "eal", "English as an additional language"
        LOOKED_AFTER = "looked_after", "Looked after"
        CHILD_PROTECTION = "child_protection", "Child protection plan"
        CHILD_IN_NEED = "child_in_need", "Child in need"
        SOCIAL_WORKER = "social_worker", "Has a social worker"
        YOUTH_JUSTICE = "youth_justice", "Has a youth justice worker"
        YOUNG_CARER = "young_carer", "Young carer"
        SERVICE_CHILD = "service_child", "Service child"
        MOBILE_CHILD = "mobile_child", "Mobile child"
        MEDICAL_NEED = "medical_need", "Medical need"
        LONG_TERM_ILLNESS = "long_term_illness", "Long-term illness"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=17, choices=Kind)
    value = models.CharField(max_length=1, blank=True, help_text="K or E for SEN; else empty.")
    start = models.DateField()
    end = models.DateField(null=True, blank=True, help_text="The last day, included.")
    worker_name = models.CharField(max_length=120, blank=True, help_text="Of the worker it names.")
    worker_phone = models.CharField(max_length=40, blank=True)
    worker_email = models.CharField(max_length=254, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change, by hand or by a file."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pupil", "kind"],
                condition=Q(end__isnull=True),
                name="one_open_flag_of_a_kind",
            ),
            ExclusionConstraint(
                name="flags_of_a_kind_share_no_day",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    ("pupil", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="a_flag_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(kind="sen", value__in=["K", "E"]) | (~Q(kind="sen") & Q(value="")),
                name="only_sen_has_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.pupil_id}"
