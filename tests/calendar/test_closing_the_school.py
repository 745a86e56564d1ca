"""A school that closes without warning: Y4 for everybody, over what it may replace and no more."""

from datetime import date

import pytest

from audit.models import Act
from registers.actions.enter_closures import enter_closures
from registers.actions.submit_register import submit_register
from registers.calendar_change import MarksInTheWay, PreviewTooOld
from registers.calendar_lines import CalendarRefused
from registers.closure_tasks import closure_due, run_closures
from registers.models import Mark, Register
from registers.queries.todays_registers import todays_registers
from registers.refusals import NotForThisDay, WrongForThisPupil
from schools.models import CalendarPeriod
from schools.permissions import NotPermitted
from tests.calendar.office import TRAINING, Office
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY
from toolkit import clock

FRIDAY = date(2026, 11, 13)


def codes(office: Office, half: str = "AM") -> list[str]:
    return [office.room.standing(pupil, half=half) for pupil in office.room.pupils]


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


@pytest.mark.parametrize("code", ["K", "B", "V", "P", "W", "I", "M"])
def test_y4_leaves_what_it_may_not_replace(office: Office, code: str) -> None:
    room = office.room
    room.mark_all()
    room.mark(room.pupils[0], code, by=office.person)
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


def test_the_afternoon_of_a_closed_day_waits_for_its_register(office: Office) -> None:
    office.close()
    assert codes(office, "PM") == ["", "", ""]
    assert enter_closures(school=office.school, at=office.room.at("13:29")) == 0
    assert enter_closures(school=office.school, at=office.room.at("13:30")) == 3
    assert codes(office, "PM") == ["Y4", "Y4", "Y4"]
    mark = Mark.objects.filter(school=office.school, half="PM")[0]
    assert (mark.entered_by, mark.entered_role, mark.source) == (office.person, "office", "plan")


def test_entering_the_closure_again_does_nothing(office: Office) -> None:
    office.close()
    at = office.room.at("13:30")
    enter_closures(school=office.school, at=at)
    before = office.room.saved_rows()
    assert enter_closures(school=office.school, at=at) == 0
    assert office.room.saved_rows() == before
    assert Act.objects.filter(school=office.school, act="enter_closures").count() == 1


def test_the_job_runs_when_a_closed_register_would_have_opened(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.close(FRIDAY)
    at = office.room.at
    assert closure_due(office.school, at("20:00")) is None
    assert closure_due(office.school, at("8:49", day=FRIDAY)) is None
    due = at("8:50", day=FRIDAY)
    assert closure_due(office.school, at("8:52", day=FRIDAY)) == due
    monkeypatch.setattr(clock, "now", lambda: at("8:52", day=FRIDAY))
    run_closures(school_id=office.school.pk, due_at=due)
    found = Mark.objects.filter(school=office.school, day=FRIDAY)
    assert sorted(found.values_list("half", "code")) == [("AM", "Y4")] * 3


def test_the_job_catches_up_after_the_worker_was_away(office: Office) -> None:
    office.close(FRIDAY)
    monday = office.room.at("10:00", day=date(2026, 11, 16))
    assert closure_due(office.school, monday) == office.room.at("13:30", day=FRIDAY)
    assert enter_closures(school=office.school, at=monday) == 6


def test_a_closure_that_a_file_brought_writes_nothing(office: Office) -> None:
    from tests.factories.settings import CalendarPeriodFactory, materialise

    CalendarPeriodFactory(school=office.school, closed=THURSDAY)
    materialise(office.school)
    assert enter_closures(school=office.school, at=office.now) == 0
    assert Mark.objects.count() == 0


def test_a_known_absence_of_a_closed_day_gives_way_to_y4(office: Office) -> None:
    PlanFactory(pupil=office.room.pupils[0], start=FRIDAY)
    office.close(FRIDAY)
    enter_closures(school=office.school, at=office.room.at("8:50", day=FRIDAY))
    assert set(Mark.objects.values_list("code", flat=True)) == {"Y4"}


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


def test_reopening_clears_y4_where_nothing_was_before(office: Office) -> None:
    office.close()
    later = office.room.at("9:50")
    effect = office.reopen(later)
    assert (effect.cleared, effect.put_back, effect.left) == (3, 0, 0)
    assert codes(office) == ["", "", ""]
    assert office.room.saved_rows() == (3, 3, 1)
    assert office.sessions(THURSDAY) == [("AM", ""), ("PM", "")]
    office.room.take()
    assert codes(office) == ["/", "/", "/"]


def test_reopening_puts_back_what_y4_replaced(office: Office) -> None:
    room = office.room
    room.mark_all()
    room.mark(room.pupils[0], "L", minutes=7, at="8:57")
    room.submit()
    office.close()
    effect = office.reopen(room.at("9:50"))
    assert (effect.cleared, effect.put_back, effect.left) == (0, 3, 0)
    assert codes(office) == ["L", "/", "/"]
    now = room.entries(room.pupils[0])[0]
    assert (now.minutes_late, now.amendment) == (7, True)
    assert "not closed after all" in now.reason


def test_reopening_leaves_y4_that_a_taken_register_had_first(office: Office) -> None:
    room = office.room
    office.close()
    submit_register(by=office.person, school_class=room.school_class, day=THURSDAY, half="AM",
                    at=room.at("9:45"))  # fmt: skip
    effect = office.reopen(room.at("9:50"))
    assert (effect.cleared, effect.put_back, effect.left) == (0, 0, 3)
    assert codes(office) == ["Y4", "Y4", "Y4"]


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
