"""A register of an earlier day shows the name that its class had then, wherever it is shown."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest

from registers.keeping.month_pages import Pages
from registers.keeping.month_table import month_table
from registers.queries.month_of_entries import MonthOfEntries, month_of_entries
from registers.queries.register_page import RegisterPage, register_page
from registers.queries.todays_registers import todays_registers
from schools.actions.rename_class import rename_class
from schools.models import SchoolClass
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom
from tests.registers.screen import Screen, screen

__all__ = ["screen"]
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def room(db: None) -> Classroom:
    """A register was taken, and from the next day the class is called Oak."""
    room = Classroom()
    SchoolClass.objects.filter(pk=room.school_class.pk).update(name="Merlin")
    room.take()
    for days in (1, 4):
        SessionFactory(school=room.school, day=room.day + timedelta(days=days), half="AM")
    rename(room, "Oak", day=room.day + timedelta(days=1))
    return room


def rename(room: Classroom, name: str, *, day: date) -> None:
    now = SchoolClass.objects.get(pk=room.school_class.pk)
    rename_class(
        by=room.person("office"),
        class_id=now.pk,
        name=name,
        seen_name=now.name,
        at=room.at("0:05", day=day),
    )
    room.school_class.refresh_from_db()


def page(room: Classroom, day: date, *, seen_on: date) -> RegisterPage:
    return register_page(
        school_class=room.school_class,
        day=day,
        half="AM",
        at=room.at("10:00", day=seen_on),
        by=room.person("office"),
    )


def test_a_register_has_the_name_of_its_day(room: Classroom) -> None:
    friday = room.day + timedelta(days=1)
    assert page(room, room.day, seen_on=friday).class_name == "Merlin"
    assert page(room, friday, seen_on=friday).class_name == "Oak"


def test_of_several_names_each_holds_until_the_next(room: Classroom) -> None:
    friday, monday = room.day + timedelta(days=1), room.day + timedelta(days=4)
    rename(room, "Elm", day=monday)
    names = [page(room, day, seen_on=monday).class_name for day in (room.day, friday, monday)]
    assert names == ["Merlin", "Oak", "Elm"]


def test_the_list_of_an_earlier_day_has_the_names_of_that_day(room: Classroom) -> None:
    friday = room.day + timedelta(days=1)
    by, at = room.person("office"), room.at("10:00", day=friday)
    for day, name in ((room.day, "Merlin"), (friday, "Oak")):
        assert {one.class_name for one in todays_registers(by=by, day=day, at=at)} == {name}


def test_the_page_the_print_and_the_list_show_the_name_then(screen: Screen) -> None:
    room = screen.classroom
    SchoolClass.objects.filter(pk=room.school_class.pk).update(name="Merlin")
    room.take()
    friday = room.day + timedelta(days=1)
    rename(room, "Oak", day=friday)
    screen.client.force_login(room.person("office"))
    screen.set_now("9:00", day=friday)
    for address in (
        screen.address(),
        screen.address("mark", room.pupils[0].pk),
        f"/registers/?day={room.day}",
    ):
        text = screen.client.get(address).text
        assert "Merlin" in text
        assert "Oak" not in text


def month(room: Classroom) -> MonthOfEntries:
    return month_of_entries(school=room.school, month=NOVEMBER)


def test_the_copy_of_a_month_calls_each_entry_by_the_name_of_its_day(room: Classroom) -> None:
    room.mark_all(day=room.day + timedelta(days=1))
    rows = csv.DictReader(StringIO(month_table(month(room)).decode()))
    names = {(row["date"], row["class"]) for row in rows}
    assert names == {("2026-11-12", "Merlin"), ("2026-11-13", "Oak")}


def test_a_week_in_which_the_name_changed_has_both(room: Classroom) -> None:
    assert [week.class_name for week in Pages(month(room)).weeks()][:1] == ["Merlin, then Oak"]
