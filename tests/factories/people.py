"""Make one valid, unremarkable person: somebody on the staff, or a pupil."""

from datetime import date
from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from stdnum.gb import upn

from schools.models import (
    ClassMembership,
    ClassTeacher,
    Enrolment,
    Parent,
    Pupil,
    PupilParent,
    SchoolClass,
    User,
)
from tests.factories.schools import SchoolFactory

PASSWORD = "seven quiet herons wade"
TERM_BEGAN = date(2025, 9, 1)


hashed = cache(make_password)  # Hashing is slow by design.


def upn_of(number: int) -> str:
    """A UPN with its right check letter; each number gives another."""
    digits = f"886{number:09d}"
    return upn.calc_check_digit(digits) + digits


class UserFactory(factory.django.DjangoModelFactory):
    """A class teacher. Say role="office" for another; typed=PASSWORD lets them sign in."""

    class Meta:
        model = User

    class Params:
        role = "class_teacher"
        typed = None

    school = factory.SubFactory(SchoolFactory)
    email = factory.Sequence(lambda number: f"person{number}@larkrise.example")
    title = "Miss"
    forename = "Ada"
    surname = factory.Sequence(lambda number: f"Marlowe{number}")
    job_title = "Class teacher"
    roles = factory.LazyAttribute(lambda made: [made.role] if made.role else [])
    password = factory.LazyAttribute(lambda made: hashed(made.typed))


class SchoolClassFactory(factory.django.DjangoModelFactory):
    """A class of its own name."""

    class Meta:
        model = SchoolClass

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda number: f"Class {number}")


class ClassTeacherFactory(factory.django.DjangoModelFactory):
    """A teacher who has had the class since the term began."""

    class Meta:
        model = ClassTeacher

    school_class = factory.SubFactory(SchoolClassFactory)
    school = factory.SelfAttribute("school_class.school")
    user = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"))
    start = TERM_BEGAN


class PupilFactory(factory.django.DjangoModelFactory):
    """A child of eight, of compulsory school age."""

    class Meta:
        model = Pupil

    school = factory.SubFactory(SchoolFactory)
    upn = factory.Sequence(upn_of)
    legal_surname = factory.Sequence(lambda number: f"Barley{number}")
    legal_forename = "Robin"
    date_of_birth = date(2017, 3, 14)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """A stay on the roll since the term began."""

    class Meta:
        model = Enrolment

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    start = TERM_BEGAN


class ClassMembershipFactory(factory.django.DjangoModelFactory):
    """A Year 4 pupil, in a class for as long as the enrolment lasts.

    Say school_class=… to put several pupils in one class; the pupil is then of its school.
    """

    class Meta:
        model = ClassMembership

    school_class = factory.SubFactory(SchoolClassFactory)
    school = factory.SelfAttribute("school_class.school")
    enrolment = factory.SubFactory(
        EnrolmentFactory,
        pupil=factory.SubFactory(PupilFactory, school=factory.SelfAttribute("...school")),
    )
    pupil = factory.SelfAttribute("enrolment.pupil")
    year_group = "4"
    start = factory.SelfAttribute("enrolment.start")
    end = factory.SelfAttribute("enrolment.end")


class ParentFactory(factory.django.DjangoModelFactory):
    """A parent with a name and no more."""

    class Meta:
        model = Parent

    school = factory.SubFactory(SchoolFactory)
    forename = "Sam"
    surname = factory.Sequence(lambda number: f"Barley{number}")


class PupilParentFactory(factory.django.DjangoModelFactory):
    """The first parent of a pupil."""

    class Meta:
        model = PupilParent

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    parent = factory.SubFactory(ParentFactory, school=factory.SelfAttribute("..school"))
    priority = 1
