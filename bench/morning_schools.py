"""Make schools in which today's morning can be marked, each class with a teacher signed in."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # The clients need no Django.
    from schools.models import SchoolClass, User

BATCH = 5_000
TERM = timedelta(60)  # Everybody came so long ago.
KNOWN_ABSENCE = "I"


class Room(NamedTuple):
    """A class, its teacher and the cookie of the sign-in; keys all of them.

    away: whom the office expects to be ill, so that the register has the mark when it opens.
    """

    school_id: int
    class_id: int
    teacher_id: int
    cookie: str
    here: tuple[int, ...]
    away: int


def make_schools(sizes: Sequence[int], *, pupils: int, day: date) -> list[list[Room]]:
    """One school for each size, with that many classes of so many pupils; its classes.

    Each meets on the morning of the day, and its registers have been open since midnight.
    """
    from django.contrib.auth.hashers import make_password

    from schools.models import ClassTeacher, SchoolClass, SchoolSettings, Session, User
    from tests.factories.schools import SchoolFactory, SchoolSettingsFactory

    schools = [SchoolFactory() for _ in sizes]
    for school in schools:
        SchoolSettingsFactory(school=school)
    SchoolSettings.objects.filter(school__in=schools).update(
        am_opens=time(0, 0), am_closes=time(0, 30)
    )
    Session.objects.bulk_create(Session(school=school, day=day, half="AM") for school in schools)
    classes = SchoolClass.objects.bulk_create(
        SchoolClass(school=school, name=f"Class {number}")
        for school, size in zip(schools, sizes, strict=True)
        for number in range(size)
    )
    nobodys = make_password(None)
    teachers = User.objects.bulk_create(
        User(
            school_id=one.school_id, email=f"teacher{one.pk}@larkrise.example", title="Mr",
            forename="Amos", surname=f"Fell{one.pk}", job_title="Class teacher",
            roles=["class_teacher"], password=nobodys,
        )
        for one in classes
    )  # fmt: skip
    ClassTeacher.objects.bulk_create(
        ClassTeacher(
            school_id=one.school_id, school_class=one, user=teacher, start=day - TERM
        )
        for one, teacher in zip(classes, teachers, strict=True)
    )  # fmt: skip
    members = _pupils(classes, pupils, day)
    rooms: dict[int, list[Room]] = {school.pk: [] for school in schools}
    for one, teacher in zip(classes, teachers, strict=True):
        *here, away = members[one.pk]
        room = Room(one.school_id, one.pk, teacher.pk, _signed_in(teacher), tuple(here), away)
        rooms[one.school_id].append(room)
    _plans([room for found in rooms.values() for room in found], day)
    return list(rooms.values())


def _pupils(classes: "Sequence[SchoolClass]", number: int, day: date) -> dict[int, list[int]]:
    """Put so many pupils on the roll of each class; their keys by class."""
    from schools.models import ClassMembership, Enrolment, Pupil
    from tests.factories.people import upn_of

    seats = [one for one in classes for _ in range(number)]
    people = []
    for seat, one in enumerate(seats):
        pupil = Pupil(
            school_id=one.school_id, upn=upn_of(600_000_000 + seat), legal_forename="Robin",
            legal_surname=f"Barley{seat}", date_of_birth=date(day.year - 8, 3, 14),
        )  # fmt: skip
        pupil.set_keys()
        people.append(pupil)
    Pupil.objects.bulk_create(people, batch_size=BATCH)
    stays = Enrolment.objects.bulk_create(
        [Enrolment(school_id=one.school_id, pupil=one, start=day - TERM) for one in people],
        batch_size=BATCH,
    )
    ClassMembership.objects.bulk_create(
        [
            ClassMembership(school_id=one.school_id, enrolment=stay, pupil_id=stay.pupil_id,
                            school_class=one, year_group="4", start=stay.start)
            for one, stay in zip(seats, stays, strict=True)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    members: dict[int, list[int]] = {one.pk: [] for one in classes}
    for one, pupil in zip(seats, people, strict=True):
        members[one.pk].append(pupil.pk)
    return members


def _plans(rooms: Sequence[Room], day: date) -> None:
    from registers.models import Plan
    from schools.models import User
    from toolkit import clock

    authors = dict(User.objects.filter(is_system=True).values_list("school_id", "pk"))
    Plan.objects.bulk_create(
        Plan(
            school_id=room.school_id, pupil_id=room.away, code=KNOWN_ABSENCE, start=day, end=day,
            recorded_by_id=authors[room.school_id], recorded_role="office",
            recorded_at=clock.now(),
        )
        for room in rooms
    )  # fmt: skip


def _signed_in(teacher: "User") -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(teacher.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = teacher.get_session_auth_hash()
    session.save()
    return session.session_key or ""
