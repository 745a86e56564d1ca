"""A classroom whose teacher can sign in, and what the office asks of them."""

from typing import Any

from registers.actions.remind_teacher import Reminded, remind_teacher
from registers.asked import standing_reminders
from schools.models import User
from tests.factories.people import ClassTeacherFactory, hashed
from tests.registers.classroom import Classroom

PASSWORD = "nine amber kites drift"


def can_sign_in(person: User) -> User:
    """The person, who has chosen a password."""
    person.password = hashed(PASSWORD)
    person.save()
    return person


def awake(room: Classroom) -> Classroom:
    """The classroom, whose teacher can sign in."""
    can_sign_in(room.teacher)
    return room


def covered(room: Classroom, **facts: str) -> User:
    """Somebody who covers the class that day."""
    supply = can_sign_in(room.person("class_teacher", **facts))
    ClassTeacherFactory(
        school_class=room.school_class, user=supply, start=room.day, end=room.day, is_cover=True
    )
    return supply


def remind(room: Classroom, *, at: str = "9:22", by: User | None = None, **what: Any) -> Reminded:
    return remind_teacher(
        by=by or room.person("office"),
        school_class=room.school_class,
        day=what.get("day", room.day),
        half=what.get("half", "AM"),
        at=room.at(at, day=what.get("on")),
    )


def waits(room: Classroom) -> list[int]:
    """Who is asked for a register of the day now."""
    return [one.to_id for one in standing_reminders(school_id=room.school.pk, day=room.day)]
