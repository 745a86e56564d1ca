"""A school that closes without warning: Y4 for everybody, over what it may replace and no more."""

from datetime import date

import pytest

from audit.models import Act
from registers.calendar_change import MarksInTheWay, PreviewTooOld
from registers.calendar_lines import CalendarRefused
from registers.changes import Change
from registers.models import Mark, Register
from registers.queries.todays_registers import todays_registers
from registers.refusals import NotForThisDay, WrongForThisPupil
from schools.models import CalendarPeriod
from schools.permissions import NotPermitted
from tests.calendar.office import TRAINING, Office, codes
from tests.registers.classroom import THURSDAY

FRIDAY = date(2026, 11, 13)


def test_everybody_without_a_mark_gets_y4_at_once(office: Office) -> None:
    effect = office.close()
    assert codes(office) == ["Y4", "Y4", "Y4"]
    assert (effect.filled, effect.replaced, effect.stays, effect.later) == (3, 0, 0, 1)
    assert office.sessions(THURSDAY) == [("AM", "unplanned"), ("PM", "unplanned")]
    [mark] = Mark.objects.filter(school=office.school, pupil=office.room.pupils[0])
    assert (mark.entered_by, mark.entered_role, mark.entered_title, mark.source) == (
        office.person, "office", "Office manager", "office",
    )  # fmt: skip
    assert not mark.amendment


def test_the_next_register_shows_the_closure(office: Office) -> None:
    office.close()
    page = office.room.page(at="9:45")
    assert [row.code for row in page.rows] == ["Y4", "Y4", "Y4"]
    assert (page.state, page.left, page.may_mark) == ("closed", 0, False)
    listed = todays_registers(by=office.person, day=THURSDAY, at=office.now)
    assert [(one.state, one.left) for one in listed] == [("closed", 0), ("closed", 0)]


def test_nothing_but_y4_is_entered_then(office: Office) -> None:
    office.close()
    with pytest.raises(WrongForThisPupil, match="only Y4"):
        office.room.mark(office.room.pupils[0], "/", at="9:45")
    assert codes(office) == ["Y4", "Y4", "Y4"]


@pytest.mark.parametrize("code", ["/", "L", "N", "O", "U"])
def test_y4_amends_what_it_may_replace_in_a_taken_register(office: Office, code: str) -> None:
    room = office.room
    room.take()
    if code != "/":
        minutes = {"L": 5, "U": 40}.get(code)
        room.change(room.pupils[0], code, by=office.person, minutes=minutes)
    effect = office.close()
    assert codes(office) == ["Y4", "Y4", "Y4"]
    new, old = room.entries(room.pupils[0])[:2]
    assert (new.amendment, new.reason) == (True, "School closed without warning: Snow")
    assert (old.code, old.closed_at, old.closed_by) == (code, office.now, office.person)
    assert (effect.filled, effect.replaced) == (0, 3)


@pytest.mark.parametrize("code", ["/", "L", "N", "O", "U"])
def test_y4_amends_what_it_replaces_in_a_register_that_is_not_submitted_yet(
    office: Office, code: str
) -> None:
    room = office.room
    minutes = {"L": 5, "U": 40}.get(code)
    room.mark(room.pupils[0], code, by=office.person, minutes=minutes, at="9:35")
    office.close()
    new, old = room.entries(room.pupils[0])[:2]
    assert (new.code, new.amendment, new.reason) == (
        "Y4", True, "School closed without warning: Snow",
    )  # fmt: skip
    assert (old.code, old.amendment, old.closed_at) == (code, False, office.now)
    first = room.entries(room.pupils[1])[0]
    assert (first.code, first.amendment, first.reason) == ("Y4", False, "")


@pytest.mark.parametrize("code", ["K", "B", "V", "P", "W", "I", "M"])
def test_y4_leaves_what_it_may_not_replace(office: Office, code: str) -> None:
    room = office.room
    room.mark_all()
    room.save(Change(room.pupils[0].pk, code, comment="At the pool"), by=office.person)
    effect = office.close()
    assert codes(office) == [code, "Y4", "Y4"]
    assert (effect.replaced, effect.stays) == (2, 1)


def test_y4_never_replaces_dual_registration(office: Office) -> None:
    room = office.room
    room.mark_all()
    register = Register.objects.get(school=office.school)
    mark = Mark.objects.in_force().get(pupil=room.pupils[0])
    Mark.objects.filter(pk=mark.pk).update(closed_at=office.now)
    mark.pk, mark.code, mark.register = None, "D", register
    mark.save(force_insert=True)
    office.close()
    assert codes(office) == ["D", "Y4", "Y4"]


def test_half_a_day_can_be_closed(office: Office) -> None:
    office.room.take()
    office.close(half="PM", at=office.room.at("12:30"))
    assert office.sessions(THURSDAY) == [("AM", ""), ("PM", "unplanned")]
    assert codes(office) == ["/", "/", "/"]
    assert office.room.page(half="AM", at="12:31").state == "taken"


def test_one_audit_entry_says_what_was_done(office: Office) -> None:
    office.room.take()
    office.close(name="Boiler")
    act = Act.objects.get(school=office.school, act="close_school")
    assert (act.reason, act.by) == ("Boiler", office.person)
    assert act.detail["marks replaced"] == 3


def test_a_closure_without_warning_needs_its_reason(office: Office) -> None:
    with pytest.raises(CalendarRefused, match="Enter why"):
        office.close(name="  ")
    assert office.sessions(THURSDAY) == [("AM", ""), ("PM", "")]


def test_a_planned_closure_takes_the_sessions_away(office: Office) -> None:
    office.close(FRIDAY, planned=True, name="Election")
    assert office.sessions(FRIDAY) == []
    office.room.mark_all()
    with pytest.raises(MarksInTheWay):
        office.close(planned=True)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (TRAINING, "2 September 2026: the school has no session then"),
        (date(2026, 11, 14), "14 November 2026 is a Saturday"),
        (date(2026, 10, 28), "28 October 2026: the school has no session then"),
    ],
)
def test_a_day_without_a_session_is_not_closed(office: Office, day: date, sentence: str) -> None:
    with pytest.raises(CalendarRefused, match=sentence):
        office.close(day)


def test_a_closed_day_is_not_closed_twice(office: Office) -> None:
    office.close()
    with pytest.raises(CalendarRefused, match="is closed then already"):
        office.close(name="More snow")
    assert CalendarPeriod.objects.filter(kind="unplanned_closure").count() == 1


def test_y4_is_not_entered_for_a_day_before_there_was_one(office: Office) -> None:
    with pytest.raises(NotForThisDay, match="Y4 may be entered from 19 August 2024"):
        office.close(date(2024, 6, 3))


@pytest.mark.parametrize("role", ["admin", "class_teacher", "family_liaison", "governor"])
def test_only_those_of_the_table_close_the_school(office: Office, role: str) -> None:
    with pytest.raises(NotPermitted):
        office.close(by=office.colleague(role))
    assert office.sessions(THURSDAY) == [("AM", ""), ("PM", "")]


def test_a_closure_on_an_old_preview_is_refused(office: Office) -> None:
    seen = office.seen
    office.add(FRIDAY)
    with pytest.raises(PreviewTooOld):
        office.close(seen=seen)
    assert Mark.objects.count() == 0


def test_closing_takes_as_many_queries_for_thirty_pupils_as_for_three(
    office: Office, django_assert_max_num_queries
) -> None:
    for number in range(30):
        office.room.newcomer(legal_surname=f"Zed{number:02}")
    how = office.how()
    with django_assert_max_num_queries(45):
        office.close(**how)
    assert Mark.objects.in_force().filter(code="Y4").count() == 33


def test_another_school_stays_open(office: Office) -> None:
    other = Office()
    other.room.take()
    office.close()
    assert codes(other) == ["/", "/", "/"]
    assert other.sessions(THURSDAY) == [("AM", ""), ("PM", "")]


def test_a_second_closed_day_leaves_the_first_as_it_is(office: Office) -> None:
    office.close()
    before = office.room.saved_rows()
    effect = office.close(FRIDAY, name="More snow")
    assert {slot.day for slot in effect.closed} == {FRIDAY}
    assert office.room.saved_rows() == before


def test_the_other_half_of_a_closed_half_day_can_be_closed(office: Office) -> None:
    office.close(half="PM")
    effect = office.close(half="AM", name="Boiler")
    assert [slot.half for slot in effect.closed] == ["AM"]
    assert codes(office) == ["Y4", "Y4", "Y4"]
    assert office.sessions(THURSDAY) == [("AM", "unplanned"), ("PM", "unplanned")]
