"""Make one valid, unremarkable school, its settings and its sessions."""

from datetime import UTC, date, datetime, time

import factory

from schools.models import School, SchoolSettings, Session, User


class SchoolFactory(factory.django.DjangoModelFactory):
    """A primary school with a number that no other has, and its system account."""

    class Meta:
        model = School
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Larkrise Primary {number}")
    urn = factory.Sequence(lambda number: f"{100000 + number}")
    phase = School.Phase.PRIMARY

    @factory.post_generation
    def system(school: School, create: bool, extracted: object, **facts: object) -> None:  # noqa: N805
        if create:
            User.objects.create_user(
                email=f"system@{school.urn}.invalid",
                school=school,
                is_system=True,
                is_active=False,
            )


class SchoolSettingsFactory(factory.django.DjangoModelFactory):
    """Registers at 8:50 to 9:20 and 13:30 to 13:45, since long ago."""

    class Meta:
        model = SchoolSettings

    school = factory.SubFactory(SchoolFactory)
    valid_from = date(2020, 9, 1)
    am_opens = time(8, 50)
    am_closes = time(9, 20)
    pm_opens = time(13, 30)
    pm_closes = time(13, 45)
    session_ends_am = time(12, 0)
    session_ends_pm = time(15, 20)
    first_contact_by = time(10, 0)
    recorded_by = factory.LazyAttribute(lambda made: User.objects.system(made.school))
    recorded_at = datetime(2020, 8, 1, 9, 0, tzinfo=UTC)


class SessionFactory(factory.django.DjangoModelFactory):
    """A Monday morning on which the school meets."""

    class Meta:
        model = Session

    school = factory.SubFactory(SchoolFactory)
    day = date(2025, 9, 8)
    half = "AM"
