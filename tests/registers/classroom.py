"""A class on a school day, and what people do with its registers."""

from datetime import date, datetime, time
from typing import Any

from registers.actions.change_mark import change_mark
from registers.actions.save_marks import save_marks
from registers.actions.submit_register import submit_register
from registers.changes import Change, Saved
from registers.models import Mark, Register
from registers.queries.history import history
from registers.queries.register_page import RegisterPage, register_page
from schools.models import Pupil, School, SchoolClass, User
from tests.factories.people import (
    ClassMembershipFactory,
    ClassTeacherFactory,
    EnrolmentFactory,
    PupilFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.factories.schools import SchoolFactory, SchoolSettingsFactory, SessionFactory
from toolkit import clock

THURSDAY = date(2026, 11, 12)


class Classroom:
    """One class with its teacher on one day; the school meets in both halves of it."""

    def __init__(
        self,
        *,
        pupils: int = 3,
        day: date = THURSDAY,
        closure: str = "",
        school: School | None = None,
    ) -> None:
        self.day = day
        self.school = school or SchoolFactory()
        if school is None:
            SchoolSettingsFactory(school=self.school)
            for half in ("AM", "PM"):
                SessionFactory(school=self.school, day=day, half=half, closure=closure)
        self.school_class: SchoolClass = SchoolClassFactory(school=self.school)
        self.teacher = self.person("class_teacher", job_title="Class teacher, Year 4")
        ClassTeacherFactory(school_class=self.school_class, user=self.teacher)
        self.pupils = [
            self.newcomer(legal_surname=f"Ashdown{number:03}") for number in range(pupils)
        ]

    def person(self, *roles: str, **facts: Any) -> User:
        """Somebody who works at this school."""
        return UserFactory(school=self.school, roles=list(roles), **facts)

    def newcomer(self, **facts: Any) -> Pupil:
        """One more pupil in the class, in the order of the register."""
        pupil = PupilFactory(school=self.school, **facts)
        enrolment = EnrolmentFactory(pupil=pupil)
        ClassMembershipFactory(school_class=self.school_class, enrolment=enrolment)
        return pupil

    def at(self, clock_time: str, *, day: date | None = None) -> datetime:
        """The moment at which the school's clock shows the time."""
        hours, _, minutes = clock_time.partition(":")
        return clock.at_school(day or self.day, time(int(hours), int(minutes)))

    def save(
        self,
        *changes: Change,
        by: User | None = None,
        at: str = "8:55",
        day: date | None = None,
        half: str = "AM",
        on: date | None = None,
    ) -> Saved:
        """Save changes in the register of `day`, at a time of the day `on`."""
        return save_marks(
            by=by or self.teacher,
            school_class=self.school_class,
            day=day or self.day,
            half=half,
            changes=changes,
            at=self.at(at, day=on or day),
        )

    def mark(self, pupil: Pupil, code: str, *, minutes: int | None = None, **how: Any) -> Saved:
        """Save one mark."""
        return self.save(Change(pupil.pk, code, minutes), **how)

    def mark_all(self, code: str = "/", **how: Any) -> Saved:
        """Save the same code for everybody."""
        return self.save(*[Change(pupil.pk, code) for pupil in self.pupils], **how)

    def submit(
        self, *, by: User | None = None, at: str = "9:00", half: str = "AM", on: date | None = None
    ) -> Register:
        return submit_register(
            by=by or self.teacher,
            school_class=self.school_class,
            day=self.day,
            half=half,
            at=self.at(at, day=on),
        )

    def take(self) -> Register:
        """Mark everybody present and submit the morning's register."""
        self.mark_all()
        return self.submit()

    def change(
        self,
        pupil: Pupil,
        code: str,
        *,
        by: User | None = None,
        reason: str = "The bus was late",
        minutes: int | None = None,
        seen: int | None = None,
        at: str = "9:30",
        on: date | None = None,
    ) -> Mark:
        """Change a mark of the morning's register."""
        return change_mark(
            by=by or self.teacher,
            school_class=self.school_class,
            day=self.day,
            half="AM",
            pupil_id=pupil.pk,
            code=code,
            minutes=minutes,
            reason=reason,
            seen_version=seen,
            at=self.at(at, day=on),
        )

    def page(self, *, by: User | None = None, at: str = "8:55", half: str = "AM") -> RegisterPage:
        return register_page(
            school_class=self.school_class,
            day=self.day,
            half=half,
            at=self.at(at),
            by=by or self.teacher,
        )

    def entries(self, pupil: Pupil, *, half: str = "AM") -> list[Mark]:
        """Every entry for the pupil's session, the newest first."""
        return history(school_id=self.school.pk, pupil_id=pupil.pk, day=self.day, half=half)

    def standing(self, pupil: Pupil, *, half: str = "AM") -> str:
        """The code in force, or nothing."""
        found = [mark.code for mark in self.entries(pupil, half=half) if mark.closed_at is None]
        return "".join(found)

    def saved_rows(self) -> tuple[int, int, int]:
        """How many marks, closed marks and registers the school has."""
        marks = Mark.objects.filter(school=self.school)
        closed = marks.filter(closed_at__isnull=False)
        return marks.count(), closed.count(), Register.objects.filter(school=self.school).count()
