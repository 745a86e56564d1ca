"""What a parent told the school about an absence, and whom it is about."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rules import codes


class Message(models.Model):
    """A message about one pupil or several, such as brothers and sisters.

    It expects nothing of the registers until it is confirmed: what transport staff say, and what
    a teacher passes on, waits for the office to speak to a parent. code: what the office
    records, empty while that is open. The plans that follow from it name it.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", "Phone call"
        EMAIL = "email", "E-mail"
        NOTE = "note", "Note or letter"
        IN_PERSON = "in_person", "In person"
        TRANSPORT = "transport", "Transport staff"

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=9, choices=Channel)
    from_whom = models.CharField(max_length=120)
    words = models.TextField(help_text="The reason as it was given; never on a register.")
    code = models.CharField(max_length=2, blank=True)
    first_day = models.DateField()
    first_half = models.CharField(max_length=2, default="AM")
    last_day = models.DateField(help_text="The last day of absence, included.")
    last_half = models.CharField(max_length=2, default="PM")
    expected_back = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_title = models.CharField(max_length=80, blank=True)
    recorded_role = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_with = models.CharField(max_length=120, blank=True, help_text="With which parent.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day"))
                | Q(last_day=F("first_day")) & ~Q(first_half="PM", last_half="AM"),
                name="a_message_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(first_half__in=["AM", "PM"]) & Q(last_half__in=["AM", "PM"]),
                name="a_message_is_of_sessions",
            ),
            models.CheckConstraint(
                condition=Q(code__in=["", *sorted(codes.CODES)]), name="message_code_is_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(code=""),
                name="a_confirmed_message_has_a_code",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="a_withdrawn_message_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["school", "first_day", "last_day"], name="messages_by_day")]

    def __str__(self) -> str:
        return f"{self.channel} from {self.first_day}"


class MessagePupil(models.Model):
    """One pupil whom the message is about.

    back_on, back_half: the session from which the pupil is not away because of it any more, where
    that was before its end.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="about")
    pupil = models.ForeignKey("schools.Pupil", on_delete=models.PROTECT, related_name="messages")
    back_on = models.DateField(null=True, blank=True)
    back_half = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "message", "pupil"], name="a_message_names_a_pupil_once"
            ),
            models.CheckConstraint(
                condition=Q(back_on__isnull=True, back_half="")
                | Q(back_on__isnull=False, back_half__in=["AM", "PM"]),
                name="a_pupil_is_back_in_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pupil_id} in {self.message_id}"


class Activity(models.Model):
    """An approved activity away from school for several pupils, such as a trip (V B K P W).

    Source: SI 2024/208, regulation 10: the nature of the activity is recorded.
    """

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=1)
    nature = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    supervised_by = models.CharField(max_length=120)
    first_day = models.DateField()
    first_half = models.CharField(max_length=2, default="AM")
    last_day = models.DateField()
    last_half = models.CharField(max_length=2, default="PM")
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
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(code__in=["V", "B", "K", "P", "W"]), name="activity_code_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(nature="") & ~Q(place="") & ~Q(supervised_by=""),
                name="an_activity_says_what_where_and_with_whom",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gt=F("first_day"))
                | Q(last_day=F("first_day")) & ~Q(first_half="PM", last_half="AM"),
                name="an_activity_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "first_day", "last_day"], name="activities_by_day")
        ]

    def __str__(self) -> str:
        return f"{self.code} from {self.first_day}"
