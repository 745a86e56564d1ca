"""Every page has the same answer to who is in a class on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from registers.closing import session_marks
from registers.queries.missing_registers import missing_registers
from registers.queries.roll import roll
from registers.queries.todays_registers import todays_registers
from registers.queries.untaken_days import untaken_days
from schools.models import ClassMembership, Enrolment, Pupil
from schools.queries.admission_register import register_lines
from schools.queries.cover import bare_classes
from schools.queries.pupil_list import pupils_on_roll
from tests.factories.people import ClassMembershipFactory
from tests.factories.registers import RegisterFactory
from tests.registers.classroom import Classroom

DAY = timedelta(days=1)


@dataclass
class Roll:
    """A class that has only the one pupil, and another of the same school."""

    room: Classroom
    pupil: Pupil
    other: Classroom

    def stay(self, **facts: object) -> None:
        """The stay on the roll, whatever the time in the class says."""
        Enrolment.objects.filter(pupil=self.pupil).update(**facts)


@pytest.fixture
def only(db: None) -> Roll:
    """Somebody alone in a class."""
    room = Classroom(pupils=1)
    return Roll(room, room.pupils[0], Classroom(school=room.school, pupils=0))


def by_roll(only: Roll) -> bool:
    shown = roll(school_class=only.room.school_class, day=only.room.day)
    return only.pupil in [row.pupil for row in shown]


def by_todays_registers(only: Roll) -> bool:
    at = only.room.at("8:55")
    listed = todays_registers(by=only.room.person("office"), day=only.room.day, at=at)
    return only.room.school_class in [one.school_class for one in listed]


def by_missing_registers(only: Roll) -> bool:
    at = only.room.at("12:00")
    missing = missing_registers(by=only.room.person("office"), on=only.room.day, at=at)
    return only.room.school_class.pk in [one.class_id for one in missing]


def by_untaken_days(only: Roll) -> bool:
    RegisterFactory(school_class=only.other.school_class, day=only.room.day)
    before = only.room.day + DAY
    return bool(untaken_days(school_id=only.room.school.pk, before=before))


def by_a_closure(only: Roll) -> bool:
    found = session_marks(school_id=only.room.school.pk, day=only.room.day, half="AM")
    return found.unmarked.get(only.pupil.pk) == only.room.school_class.pk


def by_cover(only: Roll) -> bool:
    only.room.school_class.teachers.all().delete()
    found = bare_classes(school_id=only.room.school.pk, on=only.room.day)
    return only.room.school_class in found


def by_the_list_of_pupils(only: Roll) -> bool:
    found = pupils_on_roll(
        by=only.room.person("office"), on=only.room.day, school_class=only.room.school_class
    )
    return only.pupil in found


def by_the_admission_register(only: Roll) -> bool:
    name = only.room.school_class.name
    lines = register_lines(school=only.room.school, on=only.room.day)
    return only.pupil in [line.stay.pupil for line in lines if line.class_name == name]


ASKED = [
    by_roll,
    by_todays_registers,
    by_missing_registers,
    by_untaken_days,
    by_a_closure,
    by_cover,
    by_the_list_of_pupils,
    by_the_admission_register,
]
Asked = Callable[[Roll], bool]


@pytest.mark.parametrize("asked", ASKED)
def test_a_pupil_of_the_class_is_in_it(only: Roll, asked: Asked) -> None:
    assert asked(only)


@pytest.mark.parametrize("asked", ASKED)
def test_a_pupil_who_joins_tomorrow_is_not_yet_in_the_class(only: Roll, asked: Asked) -> None:
    only.stay(start=only.room.day + DAY)
    assert not asked(only)


@pytest.mark.parametrize("asked", ASKED)
def test_a_pupil_who_joins_today_is_in_the_class(only: Roll, asked: Asked) -> None:
    only.stay(start=only.room.day)
    assert asked(only)


@pytest.mark.parametrize("asked", ASKED)
def test_a_pupil_who_left_yesterday_is_in_the_class_no_more(only: Roll, asked: Asked) -> None:
    only.stay(end=only.room.day - DAY)
    assert not asked(only)


@pytest.mark.parametrize("asked", ASKED)
def test_a_pupil_is_in_the_class_on_the_last_day_too(only: Roll, asked: Asked) -> None:
    only.stay(end=only.room.day)
    assert asked(only)


@pytest.mark.parametrize("asked", [one for one in ASKED if one is not by_untaken_days])
def test_a_pupil_who_moved_today_is_in_the_new_class_only(only: Roll, asked: Asked) -> None:
    old = ClassMembership.objects.get(pupil=only.pupil)
    ClassMembership.objects.filter(pk=old.pk).update(end=only.room.day - DAY)
    ClassMembershipFactory(
        school_class=only.other.school_class,
        enrolment=old.enrolment,
        start=only.room.day,
        end=None,
    )
    assert not asked(only)
    assert asked(Roll(only.other, only.pupil, only.room))


def test_nobody_of_another_school_is_on_the_roll(only: Roll) -> None:
    Classroom()
    found = ClassMembership.objects.on_the_roll(school_id=only.room.school.pk, day=only.room.day)
    assert set(found.values_list("school_id", flat=True)) == {only.room.school.pk}
