"""Parents and other contacts, and what each is to a pupil."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Parent(models.Model):
    """One grown-up; brothers and sisters share the row.

    A number that cannot be right is kept as written, with an empty international form.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=20, blank=True)
    forename = models.CharField(max_length=120, blank=True)
    surname = models.CharField(max_length=120)
    mobile = models.CharField(max_length=40, blank=True, help_text="As written.")
    mobile_number = models.CharField(max_length=20, blank=True, help_text="E.164, or empty.")
    phone = models.CharField(max_length=40, blank=True, help_text="As written.")
    phone_number = models.CharField(max_length=20, blank=True, help_text="E.164, or empty.")
    email = models.CharField(max_length=254, blank=True, help_text="As written.")
    email_is_usable = models.BooleanField(default=False)
    address1 = models.CharField(max_length=120, blank=True)
    address2 = models.CharField(max_length=120, blank=True)
    address3 = models.CharField(max_length=120, blank=True)
    address4 = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change, by hand or by a file."
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged",
        help_text="The same person, as somebody judged; reversible.",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(surname=""), name="a_parent_has_a_surname"),
        ]
        indexes = [
            models.Index(fields=["school", "mobile_number"], name="parents_by_mobile"),
            models.Index(fields=["school", "surname"], name="parents_by_surname"),
            GinIndex(
                fields=["school", "mobile_number", "phone_number"],
                opclasses=["int8_ops", "gin_trgm_ops", "gin_trgm_ops"],
                name="parents_found_by_number",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)


class PupilParent(models.Model):
    """What a parent or other contact is to one pupil, and in which order they are called."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="contacts")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="pupils")
    priority = models.PositiveSmallIntegerField(help_text="1 is called first; 1 to 9.")
    relationship = models.CharField(max_length=60, blank=True)
    parental_responsibility = models.BooleanField(null=True)
    lives_with_pupil = models.BooleanField(null=True)
    is_parent = models.BooleanField(null=True, help_text="Education Act 1996 section 576.")
    may_contact = models.BooleanField(null=True)
    may_text = models.BooleanField(null=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change, by hand or by a file."
    )
    ended_on = models.DateField(
        null=True, blank=True, help_text="From this day on no longer a contact; kept all the same."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pupil", "parent"], name="one_link_to_a_parent"
            ),
            models.CheckConstraint(condition=Q(priority__range=(1, 9)), name="priority_is_1_to_9"),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} of {self.pupil_id}"
