"""A school with an autumn of two half terms, and what the office does with its calendar."""

from datetime import date, datetime
from typing import Any

from registers.actions.add_calendar_period import add_calendar_period
from registers.actions.change_calendar_period import change_calendar_period
from registers.actions.close_school import close_school
from registers.actions.move_day import move_day
from registers.actions.remove_calendar_period import remove_calendar_period
from registers.actions.reopen import reopen
from registers.queries.calendar_effect import CalendarEffect, version_of
from rules.sessions import CalendarRow
from schools.models import CalendarPeriod, School, Session, User
from tests.factories.schools import SchoolFactory, SchoolSettingsFactory
from tests.factories.settings import CalendarPeriodFactory, materialise
from tests.registers.classroom import THURSDAY, Classroom

TRAINING = date(2026, 9, 2)


class Office:
    """One class on a Thursday in November, and the school's calendar around it."""

    def __init__(self) -> None:
        self.school: School = SchoolFactory()
        SchoolSettingsFactory(school=self.school)
        self.first = self.line("term", date(2026, 9, 2), date(2026, 10, 23), name="Autumn 1")
        self.second = self.line("term", date(2026, 11, 2), date(2026, 12, 18), name="Autumn 2")
        self.inset = self.line("inset", TRAINING, TRAINING, name="Training")
        materialise(self.school)
        self.room = Classroom(school=self.school)
        self.person = self.room.person("office", job_title="Office manager")
        self.now = self.room.at("9:40")

    def line(self, kind: str, start: date, end: date, **facts: Any) -> CalendarPeriod:
        made: CalendarPeriod = CalendarPeriodFactory(
            school=self.school, kind=kind, start=start, end=end, **facts
        )
        return made

    @property
    def seen(self) -> str:
        return version_of(list(CalendarPeriod.objects.filter(school=self.school)))

    def how(self, **other: Any) -> dict[str, Any]:
        return {"by": self.person, "seen": self.seen, "at": self.now, **other}

    def add(self, start: date, end: date | None = None, kind: str = "inset",
            name: str = "", session: str = "", **other: Any) -> CalendarEffect:  # fmt: skip
        row = CalendarRow(start, end or start, kind, name, session)
        return add_calendar_period(row=row, **self.how(**other))

    def change(self, period: CalendarPeriod, **facts: Any) -> CalendarEffect:
        row = CalendarRow(
            facts.get("start", period.start),
            facts.get("end", period.end),
            facts.get("kind", period.kind),
            facts.get("name", period.name),
            period.session,
        )
        return change_calendar_period(period=period, row=row, **self.how())

    def remove(self, period: CalendarPeriod, **other: Any) -> CalendarEffect:
        return remove_calendar_period(period=period, **self.how(**other))

    def move(self, period: CalendarPeriod, to: date) -> CalendarEffect:
        return move_day(period=period, to=to, **self.how())

    def close(self, day: date = THURSDAY, half: str = "", *, planned: bool = False,
              name: str = "Snow", **other: Any) -> CalendarEffect:  # fmt: skip
        return close_school(day=day, half=half, planned=planned, name=name, **self.how(**other))

    def reopen(self, at: datetime | None = None) -> CalendarEffect:
        closure = CalendarPeriod.objects.get(school=self.school, kind="unplanned_closure")
        return reopen(period=closure, **self.how(at=at or self.now))

    def sessions(self, day: date) -> list[tuple[str, str]]:
        found = Session.objects.filter(school=self.school, day=day).order_by("half")
        return list(found.values_list("half", "closure"))

    def count(self) -> int:
        return Session.objects.filter(school=self.school).count()

    def colleague(self, *roles: str) -> User:
        return self.room.person(*roles)


def codes(office: Office, half: str = "AM") -> list[str]:
    """The codes in force of the class, in the order of its register."""
    return [office.room.standing(pupil, half=half) for pupil in office.room.pupils]
