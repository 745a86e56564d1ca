"""Make one valid, unremarkable register, and one mark in it."""

from datetime import UTC, date, datetime

import factory

from registers.models import Mark, Plan, Register
from tests.factories.people import PupilFactory, SchoolClassFactory, UserFactory


class RegisterFactory(factory.django.DjangoModelFactory):
    """The submitted register of a Monday morning; submitted=False leaves it open."""

    class Meta:
        model = Register

    class Params:
        submitted = True

    school_class = factory.SubFactory(SchoolClassFactory)
    school = factory.SelfAttribute("school_class.school")
    day = date(2025, 9, 8)
    half = "AM"
    submitted_at = factory.Maybe("submitted", datetime(2025, 9, 8, 8, 0, tzinfo=UTC), None)
    submitted_by = factory.Maybe(
        "submitted", factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school")), None
    )
    submitted_title = factory.Maybe("submitted", "Class teacher", "")
    submitted_role = factory.Maybe("submitted", "class_teacher", "")


class MarkFactory(factory.django.DjangoModelFactory):
    """A present mark of a submitted Monday morning; say only what your test is about."""

    class Meta:
        model = Mark

    class Params:
        absent_without_leave = factory.Trait(code="O")

    register = factory.SubFactory(RegisterFactory)
    school = factory.SelfAttribute("register.school")
    pupil = factory.SubFactory(PupilFactory, school=factory.SelfAttribute("..school"))
    day = factory.SelfAttribute("register.day")
    half = factory.SelfAttribute("register.half")
    code = factory.LazyAttribute(lambda made: "/" if made.half == "AM" else "\\")
    entered_by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))
    entered_title = "Class teacher"
    entered_role = "class_teacher"
    entered_at = datetime(2025, 9, 8, 7, 57, tzinfo=UTC)
    source = Mark.Source.REGISTER


class PlanFactory(factory.django.DjangoModelFactory):
    """A day of illness that the office was told of beforehand."""

    class Meta:
        model = Plan

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    code = "I"
    start = date(2025, 9, 8)
    end = factory.SelfAttribute("start")
    recorded_by = factory.SubFactory(
        UserFactory, school=factory.SelfAttribute("..school"), role="office"
    )
    recorded_title = "School office"
    recorded_role = "office"
    recorded_at = datetime(2025, 9, 8, 7, 30, tzinfo=UTC)
