"""Make arrivals, departures, messages, activities, bulk changes, reminders and fire rolls."""

from datetime import UTC, date, datetime, time

import factory

from registers.models import (
    Activity,
    Arrival,
    BulkChange,
    Departure,
    FireRoll,
    FireTick,
    Message,
    MessagePupil,
    Reminder,
)
from tests.factories.people import PupilFactory, SchoolClassFactory, UserFactory

DAY = date(2025, 9, 22)
MORNING = datetime(2025, 9, 22, 7, 30, tzinfo=UTC)


class ArrivalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Arrival

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    day = DAY
    half = "AM"
    arrived_at = time(9, 5)
    outcome = "L"
    code = "L"
    minutes_late = 15
    why = "Overslept"
    brought_by = "Mum"
    recorded_by = factory.SubFactory(
        UserFactory, school=factory.SelfAttribute("..school"), role="office"
    )
    recorded_role = "office"
    recorded_at = MORNING


class DepartureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Departure

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    day = DAY
    left_at = time(10, 30)
    with_whom = "Mum"
    why = "Dentist"
    expected_back = time(12, 0)
    recorded_by = factory.SubFactory(
        UserFactory, school=factory.SelfAttribute("..school"), role="office"
    )
    recorded_role = "office"
    recorded_at = MORNING


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Message

    school = factory.SelfAttribute("recorded_by.school")
    channel = "phone"
    from_whom = "Mum"
    words = "A temperature since last night."
    code = "I"
    first_day = DAY
    last_day = DAY
    recorded_by = factory.SubFactory(UserFactory, role="office")
    recorded_role = "office"
    recorded_at = MORNING
    confirmed_by = factory.SelfAttribute("recorded_by")
    confirmed_at = MORNING


class MessagePupilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MessagePupil

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    message = factory.SubFactory(
        MessageFactory,
        recorded_by=factory.SubFactory(
            UserFactory, school=factory.SelfAttribute("...school"), role="office"
        ),
    )


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    school = factory.SelfAttribute("recorded_by.school")
    code = "V"
    nature = "Castle visit"
    place = "Leeds Castle"
    supervised_by = "Miss Okonjo"
    first_day = DAY
    last_day = DAY
    recorded_by = factory.SubFactory(UserFactory, role="office")
    recorded_role = "office"
    recorded_at = MORNING


class BulkChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BulkChange

    school = factory.SelfAttribute("made_by.school")
    code = "Y2"
    first_day = DAY
    last_day = DAY
    reason = "Snow on the roads"
    made_by = factory.SubFactory(UserFactory, role="office")
    made_role = "office"
    made_at = MORNING


class ReminderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reminder

    school_class = factory.SubFactory(SchoolClassFactory)
    school = factory.SelfAttribute("school_class.school")
    day = DAY
    half = "AM"
    to = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))
    sent_by = factory.SubFactory(
        UserFactory, school=factory.SelfAttribute("..school"), role="office"
    )
    sent_at = MORNING


class FireRollFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FireRoll

    school = factory.SelfAttribute("opened_by.school")
    opened_by = factory.SubFactory(UserFactory, role="office")
    opened_at = MORNING


class FireTickFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FireTick

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    roll = factory.SubFactory(
        FireRollFactory,
        opened_by=factory.SubFactory(
            UserFactory, school=factory.SelfAttribute("...school"), role="office"
        ),
    )
    found = True
    ticked_by = factory.SelfAttribute("roll.opened_by")
    ticked_at = MORNING
