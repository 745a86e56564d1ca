"""Register times hold from a day on, and the registers of that day follow them."""

from datetime import date, time

import pytest

from audit.models import Act
from registers.queries.session_facts import session_facts
from schools.actions.set_register_times import RegisterTimes, warning_of
from schools.actions.withdraw_planned_settings import withdraw_planned_settings
from schools.changes import ChangedMeanwhile
from schools.dated_settings import KINDS, SettingsRefused
from schools.models import SchoolSettings
from schools.permissions import NotPermitted
from tests.factories.people import UserFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom
from tests.settings.keeper import FRIDAY, MONDAY, THURSDAY, Keeper


def test_new_times_hold_from_their_day_and_not_before(keeper: Keeper) -> None:
    for day in (THURSDAY, FRIDAY):
        SessionFactory(school=keeper.school, day=day)
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    old = session_facts(school_id=keeper.school.pk, day=THURSDAY, half="AM")
    new = session_facts(school_id=keeper.school.pk, day=FRIDAY, half="AM")
    assert (old.opens, old.closes) == (time(8, 50), time(9, 20))
    assert (new.opens, new.closes) == (time(8, 40), time(9, 10))


def test_a_late_mark_is_judged_by_the_times_of_its_day(keeper: Keeper) -> None:
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    SessionFactory(school=keeper.school, day=FRIDAY)
    room = Classroom(school=keeper.school, day=FRIDAY)
    room.mark(room.pupils[0], "L", at="9:15")
    [mark] = room.entries(room.pupils[0])
    assert (mark.code, mark.minutes_late) == ("U", 35)


def test_a_change_is_a_new_row_and_the_old_one_stays(keeper: Keeper) -> None:
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    first, second = SchoolSettings.objects.filter(school=keeper.school).order_by("valid_from")
    assert (first.am_opens, first.recorded_by == keeper.person) == (time(8, 50), False)
    assert (second.valid_from, second.recorded_by, second.recorded_at) == (
        FRIDAY, keeper.person, keeper.now,
    )  # fmt: skip


def test_a_change_leaves_one_audit_entry_with_what_it_was(keeper: Keeper) -> None:
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    act = Act.objects.get(school=keeper.school, act="set_register_times")
    assert act.detail["from"] == "2026-11-13"
    assert act.detail["changes"]["am_opens"] == ["8:50", "8:40"]
    assert "session_ends_am" not in act.detail["changes"]


@pytest.mark.parametrize(
    ("changed", "sentence", "field"),
    [
        ({"am_closes": "09:21"}, "would be open for 31 minutes. 30 minutes is the longest",
         "am_closes"),
        ({"pm_closes": "14:01"}, "The afternoon's register would be open for 31", "pm_closes"),
        ({"am_closes": "08:50"}, "closes at 8:50, before it opens", "am_closes"),
        ({"session_ends_am": "09:20"}, "The morning ends at 9:20, before its register",
         "session_ends_am"),
        ({"pm_opens": "11:59", "pm_closes": "12:20"}, "before the morning ends at 12:00",
         "pm_opens"),
        ({"session_ends_pm": "13:50"}, "The afternoon ends at 13:50", "session_ends_pm"),
    ],
)  # fmt: skip
def test_times_that_cannot_be_are_refused_in_words(
    keeper: Keeper, changed: dict[str, str], sentence: str, field: str
) -> None:
    with pytest.raises(SettingsRefused, match=sentence) as refusal:
        keeper.set_times(**changed)
    assert refusal.value.field == field
    assert SchoolSettings.objects.filter(school=keeper.school).count() == 1


def test_a_window_of_exactly_30_minutes_is_right(keeper: Keeper) -> None:
    keeper.set_times(am_opens="08:45", am_closes="09:15")
    assert SchoolSettings.objects.filter(school=keeper.school).count() == 2


def test_windows_of_two_lengths_are_warned_of() -> None:
    facts = {
        "am_opens": time(8, 50), "am_closes": time(9, 20), "pm_opens": time(13, 30),
        "session_ends_am": time(12), "session_ends_pm": time(15, 20),
    }  # fmt: skip
    said = warning_of(RegisterTimes(pm_closes=time(13, 45), **facts))
    assert "open for 30 minutes and the afternoon's for 15" in said
    assert warning_of(RegisterTimes(pm_closes=time(14, 0), **facts)) == ""


def test_nothing_takes_effect_in_the_past(keeper: Keeper) -> None:
    with pytest.raises(SettingsRefused, match="not on 11 November 2026"):
        keeper.set_times(date(2026, 11, 11), am_opens="08:55")


def test_today_is_early_enough(keeper: Keeper) -> None:
    keeper.set_times(THURSDAY, am_opens="08:55")
    assert SchoolSettings.objects.filter(school=keeper.school, valid_from=THURSDAY).exists()


def test_nobodys_lateness_changes_once_the_days_registers_have_opened(keeper: Keeper) -> None:
    SessionFactory(school=keeper.school, day=THURSDAY)
    with pytest.raises(SettingsRefused, match="have opened at 8:50, so new times begin tomorrow"):
        keeper.set_times(THURSDAY, am_opens="08:55")
    keeper.now = keeper.at(THURSDAY, "8:40")
    assert keeper.set_times(THURSDAY, am_opens="08:55")


def test_families_are_reached_after_the_register_has_closed(keeper: Keeper) -> None:
    with pytest.raises(SettingsRefused, match="cannot all be reached by 7:00"):
        keeper.set_times(first_contact_by="07:00")


def test_a_second_change_of_the_same_day_takes_the_place_of_the_first(keeper: Keeper) -> None:
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    keeper.set_times(am_opens="08:45", am_closes="09:15")
    [planned] = SchoolSettings.objects.filter(school=keeper.school, valid_from=FRIDAY)
    assert planned.am_opens == time(8, 45)
    changes = Act.objects.filter(act="set_register_times").order_by("pk")
    assert [act.detail["changes"]["am_opens"] for act in changes] == [
        ["8:50", "8:40"], ["8:40", "8:45"],
    ]  # fmt: skip


def test_the_second_of_two_people_is_told_what_differs(keeper: Keeper) -> None:
    seen = keeper.seen("register-times")
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    with pytest.raises(ChangedMeanwhile) as late:
        keeper.set_times(MONDAY, seen=seen, am_opens="08:45", am_closes="09:15")
    told = {one.fact: (one.now, one.typed) for one in late.value.differences}
    assert told["am_opens"] == ("8:40", "8:45")
    assert not SchoolSettings.objects.filter(valid_from=MONDAY).exists()


def test_nothing_different_is_no_change(keeper: Keeper) -> None:
    keeper.set_times(THURSDAY)
    with pytest.raises(SettingsRefused, match="Nothing is different"):
        keeper.set_times(FRIDAY)


def test_a_planned_change_is_taken_back(keeper: Keeper) -> None:
    planned = keeper.set_times(am_opens="08:40", am_closes="09:10")
    withdraw_planned_settings(
        by=keeper.person, kind=KINDS["register-times"], row_id=planned.pk, at=keeper.now
    )
    assert SchoolSettings.objects.filter(school=keeper.school).count() == 1
    act = Act.objects.get(act="withdraw_planned_settings")
    assert act.detail["facts"]["am_opens"] == "8:40"


def test_what_holds_already_is_not_taken_back(keeper: Keeper) -> None:
    row = keeper.set_times(THURSDAY, am_opens="08:55")
    with pytest.raises(SettingsRefused, match="hold already"):
        withdraw_planned_settings(
            by=keeper.person, kind=KINDS["register-times"], row_id=row.pk, at=keeper.now
        )
    assert SchoolSettings.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("role", ["office", "class_teacher", "senior_leader", "governor"])
def test_only_those_who_keep_the_settings_change_them(keeper: Keeper, role: str) -> None:
    keeper.person = UserFactory(school=keeper.school, role=role)
    with pytest.raises(NotPermitted):
        keeper.set_times(am_opens="08:55")
    assert SchoolSettings.objects.filter(school=keeper.school).count() == 1


def test_another_schools_times_stay(keeper: Keeper) -> None:
    other = Keeper()
    keeper.set_times(am_opens="08:40", am_closes="09:10")
    assert SchoolSettings.objects.filter(school=other.school).count() == 1
