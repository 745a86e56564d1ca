"""Taking back what was entered for many, on the day: what returns, what goes, what stays."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.actions.open_registers import open_registers
from registers.bulk_wanted import PUPILS, BulkRefused
from registers.models import Mark, Plan, Register
from registers.planning import end_plans, restore_plans
from rules.sessions import Session as Half
from tests.bulk.many import FRIDAY, SNOW, Many
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY


def test_first_entries_go_and_what_was_replaced_comes_back(many: Many) -> None:
    room = many.kestrel
    room.mark(room.pupils[0], "N", by=many.person)
    found = many.undo(many.enter())
    assert many.codes() == ["N", "", ""]
    assert (len(found.cleared), len(found.put_back)) == (5, 1)
    back, taken_back, _ = room.entries(room.pupils[0])
    assert (back.code, back.amendment, back.reason) == ("N", False, "")
    assert taken_back.closed_by == many.person


def test_in_a_taken_register_it_comes_back_as_an_amendment(many: Many) -> None:
    room = many.kestrel
    room.mark_all("N")
    room.submit()
    many.undo(many.enter())
    back = room.entries(room.pupils[0])[0]
    assert (back.code, back.amendment) == ("N", True)
    assert back.reason == f"Taken back on the same day: {SNOW}"


def test_the_first_entry_of_a_register_that_was_taken_since_stays(many: Many) -> None:
    change = many.enter()
    many.kestrel.submit(at="9:50", by=many.person)
    found = many.undo(change)
    assert [mark.pupil for mark in found.left] == many.kestrel.pupils
    assert (many.codes(many.kestrel), many.codes(many.wren)) == (["Y2"] * 3, ["", "", ""])


def test_what_somebody_changed_since_stays(many: Many) -> None:
    change = many.enter()
    pupil = many.kestrel.pupils[0]
    many.kestrel.mark(pupil, "L", at="9:45", by=many.person, minutes=20)
    found = many.undo(change)
    assert [mark.pupil for mark in found.changed] == [pupil]
    assert many.codes() == ["L", "", ""]


def test_what_it_expected_is_withdrawn_and_what_became_of_it_is_cleared(many: Many) -> None:
    change = many.enter(last=Half(FRIDAY, "PM"))
    open_registers(school=many.school, day=THURSDAY, half="PM", at=many.time("13:30"))
    found = many.undo(change, at=many.time("13:40"))
    assert found.plans == 6
    assert many.codes(half="PM") == ["", "", ""]
    assert not Plan.objects.standing().filter(school=many.school).exists()
    open_registers(school=many.school, day=FRIDAY, half="AM", at=many.time("8:50", FRIDAY))
    assert not Mark.objects.filter(school=many.school, day=FRIDAY).exists()


def test_who_comes_back_to_the_roll_is_not_expected_for_what_was_taken_back(many: Many) -> None:
    change = many.enter(first=Half(FRIDAY, "AM"))
    plans = Plan.objects.filter(pupil=many.kestrel.pupils[0])
    ended = end_plans(plans, last_day=THURSDAY, at=many.now)
    many.undo(change)
    restore_plans(ended, last_day=THURSDAY, at=many.now)
    assert not plans.standing().exists()


def test_what_the_office_was_told_since_is_expected_again(many: Many) -> None:
    change = many.enter()
    PlanFactory(pupil=many.kestrel.pupils[0], code="I", start=THURSDAY)
    many.undo(change)
    assert many.codes() == ["I", "", ""]


def test_a_session_that_was_closed_since_keeps_what_it_has(many: Many) -> None:
    many.kestrel.mark(many.kestrel.pupils[0], "N", by=many.person)
    change = many.enter()
    many.office.close()
    found = many.undo(change)
    assert len(found.left) == 6
    assert many.codes() == ["Y2", "Y2", "Y2"]


def test_it_is_taken_back_once(many: Many) -> None:
    change = many.enter()
    many.undo(change)
    with pytest.raises(BulkRefused, match="taken back already"):
        many.undo(change)
    change.refresh_from_db()
    assert (change.undone_by, change.undone_at) == (many.person, many.time("11:00"))


def test_it_is_taken_back_on_its_day_only(many: Many) -> None:
    change = many.enter()
    with pytest.raises(BulkRefused, match="This was done on 12 November 2026"):
        many.undo(change, at=many.now + timedelta(days=1))
    assert many.codes() == ["Y2", "Y2", "Y2"]


def test_a_colleague_may_take_it_back_and_one_audit_entry_says_so(many: Many) -> None:
    change = many.enter()
    colleague = many.kestrel.person("senior_leader")
    many.undo(change, by=colleague)
    act = Act.objects.get(school=many.school, act="undo_bulk")
    assert (act.by, act.subject_id, act.detail["cleared"]) == (colleague, change.pk, 6)


def test_the_same_pupil_can_be_entered_again_afterwards(many: Many) -> None:
    chosen = {"whom": PUPILS, "keys": frozenset({many.kestrel.pupils[0].pk})}
    many.undo(many.enter(**chosen))
    many.enter("Y1", at=many.time("11:05"), **chosen)
    assert many.codes() == ["Y1", "", ""]


def test_taking_back_asks_nothing_for_each_register(
    many: Many, django_assert_max_num_queries
) -> None:
    monday = Half(date(2026, 11, 2), "AM")
    change = many.enter(first=monday, last=Half(THURSDAY, "AM"))
    assert Register.objects.filter(school=many.school).count() == 34
    with django_assert_max_num_queries(22):
        many.undo(change)


def test_taking_back_takes_as_many_queries_for_sixty_pupils_as_for_six(
    many: Many, django_assert_max_num_queries
) -> None:
    for number in range(60):
        many.kestrel.newcomer(legal_surname=f"Zed{number:02}")
    many.kestrel.mark_all("N")
    change = many.enter(last=Half(FRIDAY, "PM"))
    with django_assert_max_num_queries(22):
        many.undo(change)
    assert not Mark.objects.in_force().filter(code="Y2").exists()
