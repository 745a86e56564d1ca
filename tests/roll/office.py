"""A class in a term of school days, with the people who decide who is due when."""

from datetime import date, datetime, timedelta
from typing import Any

from registers.actions.agree_part_time import PartTime, agree_part_time
from registers.actions.record_suspension import record_suspension
from registers.actions.register_dual import DualRegistration, register_dual
from registers.actions.remove_from_roll import remove_from_roll
from registers.excluded import Excluded
from registers.leaving import Leaving
from registers.models import Mark, Register, Removal, Suspension, Timetable
from registers.queries.roll import OnRoll, roll
from rules.codes import with_right_stroke
from schools.models import Pupil, Session, User
from tests.factories.people import ParentFactory, PupilParentFactory
from tests.registers.classroom import THURSDAY, Classroom

TERM_ENDS = date(2026, 12, 18)
HALVES = ("AM", "PM")
FRIDAY = THURSDAY + timedelta(days=1)
MONDAY = THURSDAY + timedelta(days=4)


def weekdays(first: date, last: date) -> list[date]:
    """The days from Monday to Friday, both ends included."""
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if day.weekday() < 5]


class Office(Classroom):
    """A term of school days around Thursday 12 November 2026, and one pupil to decide about."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        Session.objects.bulk_create(
            [
                Session(school=self.school, day=day, half=half)
                for day in weekdays(date(2026, 9, 1), TERM_ENDS)
                for half in HALVES
            ],
            ignore_conflicts=True,
        )
        self.pupil: Pupil = self.pupils[0]
        self.head = self.person("headteacher", job_title="Headteacher")
        self.clerk = self.person("office", job_title="School office")
        self.parent = ParentFactory(school=self.school)
        PupilParentFactory(pupil=self.pupil, parent=self.parent, lives_with_pupil=True)
        self.now: datetime = self.at("8:00")

    def row(self, day: date, half: str = "AM", pupil: Pupil | None = None) -> OnRoll | None:
        """The pupil's line on the register of that session."""
        rows = roll(school_class=self.school_class, day=day, half=half)
        found = [row for row in rows if row.pupil == (pupil or self.pupil)]
        return found[0] if found else None

    def planned(self, day: date, half: str = "AM") -> str | None:
        row = self.row(day, half)
        return row.planned if row else None

    def mark_days(self, days: list[date], codes: str = "O") -> None:
        """Marks of the pupil in taken registers: a code for both halves, or one for each."""
        for day in days:
            for half, code in zip(HALVES, codes * (2 // len(codes)), strict=True):
                register = Register.objects.create(
                    school=self.school,
                    school_class=self.school_class,
                    day=day,
                    half=half,
                    submitted_at=self.at("9:00", day=day),
                    submitted_by=self.teacher,
                    submitted_role="class_teacher",
                )
                Mark.objects.create(
                    school=self.school,
                    register=register,
                    pupil=self.pupil,
                    day=day,
                    half=half,
                    code=with_right_stroke(code, half=half),
                    entered_by=self.teacher,
                    entered_role="class_teacher",
                    entered_at=self.at("9:00", day=day),
                    source="register",
                )

    def wanted_part_time(self, **facts: Any) -> PartTime:
        start = facts.setdefault("start", MONDAY)
        known: dict[str, Any] = {
            "end": TERM_ENDS,
            "away": frozenset({"0-PM", "4-PM"}),
            "hours": "8:50 to 12:00 on Mondays and Fridays",
            "reason": "Coming back after a long illness",
            "not_for_behaviour": True,
            "agreed_with": self.parent,
            "agreed_on": THURSDAY,
            "reviews": (start + timedelta(days=21),),
            "authority_told_on": THURSDAY,
        }
        return PartTime(**(known | facts))

    def agree(self, *, by: User | None = None, pupil: Pupil | None = None, **facts) -> Timetable:
        return agree_part_time(
            by=by or self.clerk,
            pupil=pupil or self.pupil,
            wanted=self.wanted_part_time(**facts),
            at=self.now,
        )

    def register_dual(self, *, by: User | None = None, **facts: Any) -> Timetable:
        known: dict[str, Any] = {
            "start": MONDAY,
            "end": None,
            "away": frozenset({"2-AM", "2-PM"}),
            "other_school": "Alder Special School",
            "is_main": True,
        }
        return register_dual(
            by=by or self.clerk,
            pupil=self.pupil,
            wanted=DualRegistration(**(known | facts)),
            at=self.now,
        )

    def wanted_suspension(self, **facts: Any) -> Excluded:
        known: dict[str, Any] = {
            "kind": "suspension",
            "reason_kind": "DB",
            "start": FRIDAY,
            "end": MONDAY,
            "notice_on": THURSDAY,
            "notice_days": "Friday 13 and Monday 16 November",
        }
        return Excluded(**(known | facts))

    def suspend(self, *, by: User | None = None, **facts: Any) -> Suspension:
        return record_suspension(
            by=by or self.clerk,
            pupil=self.pupil,
            wanted=self.wanted_suspension(**facts),
            at=self.now,
        )

    def wanted_leaving(self, **facts: Any) -> Leaving:
        known: dict[str, Any] = {
            "last_day": FRIDAY,
            "ground": "a",
            "evidence": {"elsewhere": "Alder Primary wrote on 10 November."},
            "consultation": "Nobody had to be: an ordinary change of school.",
            "return_made_on": THURSDAY,
            "next_school": "Alder Primary",
            "next_school_from": MONDAY,
        }
        return Leaving(**(known | facts))

    def remove(self, *, by: User | None = None, **facts: Any) -> Removal:
        return remove_from_roll(
            by=by or self.head,
            pupil=self.pupil,
            wanted=self.wanted_leaving(**facts),
            at=self.now,
        )
