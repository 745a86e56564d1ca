"""A school that was not closed after all: Y4 goes, and what it replaced comes back."""

from registers.actions.submit_register import submit_register
from tests.calendar.office import Office, codes
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY


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


def test_what_comes_back_in_a_register_that_is_not_submitted_is_an_amendment_too(
    office: Office,
) -> None:
    room = office.room
    room.mark(room.pupils[0], "L", minutes=7, at="8:57")
    office.close()
    office.reopen(room.at("9:50"))
    assert codes(office) == ["L", "", ""]
    back, closed, first = room.entries(room.pupils[0])
    assert [(one.code, one.amendment) for one in (back, closed, first)] == [
        ("L", True), ("Y4", True), ("L", False),
    ]  # fmt: skip
    assert (back.minutes_late, back.arrived_at) == (7, first.arrived_at)
    assert "not closed after all" in back.reason


def test_reopening_leaves_y4_that_a_taken_register_had_first(office: Office) -> None:
    room = office.room
    office.close()
    submit_register(by=office.person, school_class=room.school_class, day=THURSDAY, half="AM",
                    at=room.at("9:45"))  # fmt: skip
    effect = office.reopen(room.at("9:50"))
    assert (effect.cleared, effect.put_back, effect.left) == (0, 0, 3)
    assert codes(office) == ["Y4", "Y4", "Y4"]


def test_known_absences_are_expected_again_after_reopening(office: Office) -> None:
    PlanFactory(pupil=office.room.pupils[0], code="I", start=THURSDAY)
    office.close()
    assert codes(office) == ["Y4", "Y4", "Y4"]
    office.reopen(office.room.at("9:50"))
    assert codes(office) == ["I", "", ""]
