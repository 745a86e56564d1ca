"""A school with settings, and the attendance lead who keeps them, on a Thursday."""

import re
from datetime import date, datetime, time
from typing import Any

from django.test import Client

from schools.actions.set_policy import set_policy
from schools.actions.set_register_times import RegisterTimes, set_register_times
from schools.dated_settings import KINDS, rows_of, version_of
from schools.models import School, User
from tests.factories.people import UserFactory
from tests.factories.schools import SchoolFactory, SchoolSettingsFactory
from toolkit import clock

THURSDAY, FRIDAY, MONDAY = date(2026, 11, 12), date(2026, 11, 13), date(2026, 11, 16)
TIMES = {
    "am_opens": "08:50",
    "am_closes": "09:20",
    "pm_opens": "13:30",
    "pm_closes": "14:00",
    "session_ends_am": "12:00",
    "session_ends_pm": "15:20",
    "first_contact_by": "10:00",
    "first_texts_at": "09:30",
}


class Keeper:
    """Whoever keeps the settings of one school."""

    def __init__(self) -> None:
        self.school: School = SchoolFactory(phone="01632 960001", postcode="ZZ1 1AA")
        self.times = SchoolSettingsFactory(school=self.school)
        self.person: User = UserFactory(school=self.school, role="attendance_lead")
        self.now = clock.at_school(THURSDAY, time(9, 40))

    def at(self, day: date, clock_time: str = "9:40") -> datetime:
        hours, _, minutes = clock_time.partition(":")
        return clock.at_school(day, time(int(hours), int(minutes)))

    def seen(self, slug: str) -> str:
        today = clock.local(self.now).date()
        return version_of(rows_of(KINDS[slug].table, school_id=self.school.pk, today=today))

    def set_times(self, starts: date = FRIDAY, *, seen: str = "", **changed: str) -> Any:
        typed = {name: time.fromisoformat(text) for name, text in {**TIMES, **changed}.items()}
        return set_register_times(
            by=self.person,
            times=RegisterTimes(**typed),
            valid_from=starts,
            seen=seen or self.seen("register-times"),
            at=self.now,
        )

    def set_policy(self, starts: date = THURSDAY, *, seen: str = "", **facts: Any) -> Any:
        return set_policy(
            by=self.person,
            facts=facts,
            valid_from=starts,
            seen=seen or self.seen("attendance-policy"),
            at=self.now,
        )


def form_of(page: Client, address: str) -> dict[str, str]:
    """What the form at the address would send if nobody touched it."""
    text = page.get(address).text
    sent = {}
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        box = 'type="checkbox"' in tag
        if name and (not box or "checked" in tag) and name[1] != "csrfmiddlewaretoken":
            sent[name[1]] = value[1] if value else ("on" if box else "")
    for name, inside in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', text, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        sent[name] = chosen[1] if chosen else ""
    for name, inside in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', text, re.S):
        sent[name] = inside.strip()
    return sent
