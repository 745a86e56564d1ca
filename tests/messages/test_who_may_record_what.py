"""Who records a message, what has to wait, and what is refused with a sentence."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.actions.record_message import record_message
from registers.models import Mark, Message, Plan
from registers.refusals import CodeNotPermitted, NeedsTheHeadteacher
from registers.roll_refusals import NotInOrder
from schools.models import Enrolment
from schools.permissions import NotPermitted
from tests.messages.desk import MessageDesk
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY

DAY = timedelta(days=1)
WEDNESDAY = THURSDAY - DAY


def faults(desk, *pupils, **facts):
    with pytest.raises(NotInOrder) as refused:
        desk.record(*pupils, **facts)
    assert not Message.objects.exists()
    assert not Plan.objects.exists()
    assert not Act.objects.exists()
    return {fault.field: fault.sentence for fault in refused.value.faults}


def test_a_teacher_passes_it_on_and_nothing_is_expected(desk):
    message = desk.pass_on()
    assert message.confirmed_at is None
    desk.opens()
    assert desk.expected(desk.kofi) == [""] * 4
    assert desk.standing(desk.kofi) == ""


def test_a_teacher_chooses_no_code(desk):
    with pytest.raises(CodeNotPermitted):
        desk.record(by=desk.teacher)
    assert not Message.objects.exists()


def test_a_teacher_passes_on_only_of_their_own_class(desk):
    other = MessageDesk(school=desk.school)
    with pytest.raises(NotPermitted):
        desk.pass_on(other.kofi)
    with pytest.raises(NotPermitted):
        desk.pass_on(desk.kofi, other.kofi)
    assert not Message.objects.exists()


def test_a_year_lead_passes_on_of_the_years_they_lead(desk):
    year = desk.kofi.memberships.get().year_group
    lead = desk.person("year_lead", year_groups=[year])
    assert desk.pass_on(by=lead).recorded_role == "year_lead"
    with pytest.raises(NotPermitted):
        desk.pass_on(by=desk.person("year_lead", year_groups=["6"]))


def test_what_a_safeguarding_lead_was_told_waits_for_the_office(desk):
    lead = desk.person("safeguarding_lead")
    message = desk.record(by=lead, code="").message
    assert message.confirmed_at is None
    with pytest.raises(NotPermitted):
        desk.confirm(message, by=lead)
    with pytest.raises(CodeNotPermitted):
        desk.record(by=lead)


@pytest.mark.parametrize("role", ["senco", "governor", "admin"])
def test_nobody_else_records_one(desk, role):
    with pytest.raises(NotPermitted):
        desk.record(by=desk.person(role))


def test_what_transport_staff_say_waits_even_when_the_office_writes_it_down(desk):
    message = desk.record(channel="transport", from_whom="The taxi driver").message
    assert (message.confirmed_at, message.code) == (None, "I")
    assert desk.expected(desk.kofi) == [""] * 4
    asked = desk.record(desk.ama, channel="transport", confirmed_with="Mum").message
    assert asked.confirmed_with == "Mum"
    assert desk.expected(desk.ama) == ["I"] * 4


@pytest.mark.parametrize("code", ["C", "C1", "J1", "S", "T"])
def test_leave_is_the_headteachers_to_give_before_it_begins(desk, code):
    with pytest.raises(NeedsTheHeadteacher, match="Only the headteacher records"):
        desk.record(code=code)
    assert desk.record(by=desk.head, code=code).message.code == code
    if code != "T":
        late = {"by": desk.head, "code": code, "at": "8:51"}
        with pytest.raises(NotInOrder, match="has begun"):
            desk.record(desk.ama, **late)


@pytest.mark.parametrize("code", ["C2", "D", "Z", "#"])
def test_nobody_records_what_needs_a_timetable_or_is_never_recorded(desk, code):
    with pytest.raises(CodeNotPermitted):
        desk.record(by=desk.head, code=code)


def test_y5_is_only_for_who_may_see_it(desk):
    with pytest.raises(CodeNotPermitted):
        desk.record(code="Y5")
    assert desk.record(by=desk.head, code="Y5").message.code == "Y5"


@pytest.mark.parametrize(
    ("code", "said"), [("N", "Leave the code open"), ("V", "record it as a trip"), ("L", "late")]
)
def test_a_code_that_cannot_be_planned_is_refused(desk, code, said):
    assert said in faults(desk, code=code)["code"]


def test_everything_that_is_missing_is_said_at_once(desk):
    found = faults(desk, channel="pigeon", from_whom=" ", words="", code="")
    assert set(found) == {"channel", "from_whom", "words", "code"}


def test_without_a_pupil_it_is_refused(desk):
    with pytest.raises(NotInOrder, match="Choose the pupil"):
        record_message(by=desk.clerk, pupils=[], told=desk.told(), at=desk.now)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"last_day": WEDNESDAY}, "last_day"),
        ({"last_day": THURSDAY, "first_half": "PM", "last_half": "AM"}, "last_half"),
        ({"last_day": date(2028, 11, 12)}, "last_day"),
        ({"first_day": date(2026, 10, 11)}, "first_day"),
        ({"first_day": date(2028, 1, 10), "last_day": date(2028, 1, 10)}, "first_day"),
        ({"first_day": date(2026, 11, 14), "last_day": date(2026, 11, 15)}, "first_day"),
        ({"expected_back": WEDNESDAY}, "expected_back"),
        ({"first_half": "noon"}, "first_half"),
        ({"words": "x" * 2001}, "words"),
        ({"from_whom": "x" * 121}, "from_whom"),
    ],
)
def test_days_and_words_that_cannot_be_are_refused(desk, facts, field):
    assert field in faults(desk, **facts)


def test_a_pupil_who_is_not_on_the_roll_all_the_while_is_named(desk):
    Enrolment.objects.filter(pupil=desk.ama).update(end=THURSDAY)
    found = faults(desk, desk.kofi, desk.ama)
    assert desk.ama.name in found["last_day"]


def test_taking_a_pupil_off_the_roll_ends_what_the_message_expects(desk):
    message = desk.record(last_day=MONDAY).message
    desk.remove(last_day=FRIDAY)
    plan = Plan.objects.get(message=message)
    assert plan.end == FRIDAY
    assert Mark.objects.count() == 0
