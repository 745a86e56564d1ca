"""The school office on a Thursday in November, and the pages that it opens."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from schools.models import Parent, Pupil, User
from tests.factories.people import (
    ClassTeacherFactory,
    EnrolmentFactory,
    ParentFactory,
    PupilFactory,
    PupilParentFactory,
    UserFactory,
)
from tests.registers.classroom import THURSDAY, Classroom

LAST_YEAR = date(2025, 9, 2)


class Office:
    """A school with one class, and somebody of the office who has signed in."""

    def __init__(self) -> None:
        self.room = Classroom()
        self.school = self.room.school
        self.person = self.room.person("office", job_title="School office", forename="Ola")
        self.client = Client()
        self.sign_in(self.person)

    def sign_in(self, person: User) -> None:
        self.client.force_login(person)

    def as_role(self, role: str, **facts: Any) -> User:
        """Somebody else signs in, who teaches the class where the role is of classes."""
        person = UserFactory(school=self.school, role=role, **facts)
        if role == "class_teacher":
            ClassTeacherFactory(school_class=self.room.school_class, user=person)
        self.sign_in(person)
        return person

    def pupil(self, **facts: Any) -> Pupil:
        """A pupil in the class since the term began."""
        return self.room.newcomer(**facts)

    def leaver(self, *, end: date = date(2026, 6, 12), **facts: Any) -> Pupil:
        """A pupil who has left."""
        pupil = PupilFactory(school=self.school, **facts)
        EnrolmentFactory(pupil=pupil, start=LAST_YEAR, end=end)
        return pupil

    def parent_of(self, *pupils: Pupil, link: dict[str, Any] | None = None, **facts: Any) -> Parent:
        """One parent whom these pupils share."""
        parent = ParentFactory(school=self.school, **facts)
        for pupil in pupils:
            PupilParentFactory(pupil=pupil, parent=parent, **(link or {}))
        return parent

    def address(self, name: str, *keys: int) -> str:
        return reverse(f"people:{name}", args=keys)

    def open(self, name: str, /, *keys: int, **asked: Any) -> Any:
        return self.client.get(self.address(name, *keys), asked)

    def text(self, name: str, /, *keys: int, **asked: Any) -> str:
        answer = self.open(name, *keys, **asked)
        assert answer.status_code == 200, answer.status_code
        return str(answer.text)

    def post(self, name: str, /, *keys: int, **typed: Any) -> Any:
        return self.client.post(self.address(name, *keys), typed)

    @property
    def today(self) -> date:
        return THURSDAY
