"""An illness found to be a holiday: one reason, and a record for every mark."""

from datetime import date

import pytest

from audit.models import Act
from registers.actions.amend_range import RangeRefused, Sessions, amend_range, marks_in_range
from registers.models import Mark
from registers.refusals import MarkAlreadyChanged, ReasonMissing
from schools.permissions import NotPermitted
from tests.factories.registers import MarkFactory, RegisterFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom

DAYS = [date(2026, 11, day) for day in (2, 3, 4)]
ALL = Sessions(DAYS[0], "AM", DAYS[-1], "PM")


@pytest.fixture
def ill(classroom: Classroom) -> Classroom:
    """The first pupil was ill for three days, both halves of each; the registers are taken."""
    for day in DAYS:
        for half in ("AM", "PM"):
            SessionFactory(school=classroom.school, day=day, half=half)
            register = RegisterFactory(
                school=classroom.school,
                school_class=classroom.school_class,
                day=day,
                half=half,
                submitted_by=classroom.teacher,
            )
            MarkFactory(register=register, pupil=classroom.pupils[0], code="I")
    return classroom


def seen(room: Classroom, sessions: Sessions = ALL, code: str = "I") -> list[int]:
    found = marks_in_range(pupil=room.pupils[0], sessions=sessions, code=code)
    return [mark.pk for mark in found]


def amend(room: Classroom, **how):
    known = {
        "by": room.person("office"), "pupil": room.pupils[0], "sessions": ALL, "old_code": "I",
        "new_code": "G", "reason": "Seen at the airport", "at": room.at("10:00"),
    } | how  # fmt: skip
    known.setdefault("seen", seen(room, known["sessions"], known["old_code"]))
    return amend_range(**known)


def codes(room: Classroom) -> list[str]:
    marks = Mark.objects.in_force().filter(pupil=room.pupils[0], day__in=DAYS)
    return list(marks.order_by("day", "half").values_list("code", flat=True))


def test_every_mark_keeps_its_first_entry_and_gets_a_record_of_its_own(ill):
    new = amend(ill)
    assert codes(ill) == ["G"] * 6
    assert {(mark.amendment, mark.reason) for mark in new} == {(True, "Seen at the airport")}
    assert Mark.objects.filter(pupil=ill.pupils[0], day__in=DAYS).count() == 12
    act = Act.objects.get(act="amend_range")
    assert (act.detail["marks"], act.reason) == (6, "Seen at the airport")


def test_the_range_begins_and_ends_with_its_own_sessions(ill):
    amend(ill, sessions=Sessions(DAYS[0], "PM", DAYS[2], "AM"))
    assert codes(ill) == ["I", "G", "G", "G", "G", "I"]


def test_present_gets_the_stroke_of_its_half(ill):
    amend(ill, new_code="/")
    assert codes(ill) == ["/", "\\"] * 3


def test_the_number_of_queries_does_not_grow(ill, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        amend(ill)


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ({"reason": " \u200b"}, ReasonMissing),
        ({"old_code": "M"}, RangeRefused),
        ({"new_code": "C"}, (NotPermitted, RangeRefused)),
        ({"new_code": "L"}, RangeRefused),
        ({"new_code": "Y4"}, RangeRefused),
        ({"new_code": "C2"}, (NotPermitted, RangeRefused)),
        ({"new_code": "X"}, RangeRefused),
        ({"sessions": Sessions(DAYS[2], "AM", DAYS[0], "PM"), "seen": [1]}, RangeRefused),
        ({"sessions": Sessions(date(2024, 9, 2), "AM", DAYS[0], "PM"), "seen": [1]}, RangeRefused),
        ({"seen": []}, MarkAlreadyChanged),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_half_saved(ill, how, fault):
    with pytest.raises(fault):
        amend(ill, **how)
    assert codes(ill) == ["I"] * 6


def test_the_headteacher_too_gives_no_leave_for_sessions_that_are_past(ill):
    with pytest.raises(RangeRefused, match="Leave is granted before it begins"):
        amend(ill, by=ill.person("headteacher"), new_code="C")


def test_a_mark_changed_since_it_was_shown_stops_the_whole_change(ill):
    shown = seen(ill)
    amend(ill, sessions=Sessions(DAYS[1], "AM", DAYS[1], "AM"), new_code="M")
    with pytest.raises(MarkAlreadyChanged):
        amend(ill, seen=shown)
    assert codes(ill).count("G") == 0


@pytest.mark.parametrize("role", ["class_teacher", "senco", "safeguarding_lead", "admin"])
def test_only_who_may_amend_any_mark_changes_several(ill, role):
    with pytest.raises(NotPermitted):
        amend(ill, by=ill.person(role))


def typed(**fields):
    return {
        "first": "2/11/2026", "first_half": "AM", "last": "4/11/2026", "last_half": "PM",
        "old": "I", "new": "G", "reason": "Seen at the airport", "do": "look",
    } | fields  # fmt: skip


def test_the_page_shows_what_would_change_and_then_changes_it(screen, ill):
    address = f"/pupils/{ill.pupils[0].pk}/marks/change/"
    page = screen.client.post(address, typed()).text
    assert "6 marks would change." in page
    assert "Monday 2 November 2026, morning" in page
    assert codes(ill) == ["I"] * 6
    answer = screen.client.post(address, typed(do="change", seen=seen(ill)), follow=True)
    assert "6 marks changed." in answer.text
    assert codes(ill) == ["G"] * 6


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first": "soon"}, "Enter a day such as"),
        ({"reason": ""}, "Enter the reason for the change."),
        ({"new": "ZZ"}, "Choose the new code."),
        ({"old": "M"}, "No mark with that code"),
        ({"do": "change", "seen": ["1", "x", "99999999999999999999"]}, "have changed since you"),
    ],
)
def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(screen, ill, fields, sentence):
    answer = screen.client.post(f"/pupils/{ill.pupils[0].pk}/marks/change/", typed(**fields))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert codes(ill) == ["I"] * 6


def test_another_schools_pupil_is_not_found_and_a_teacher_may_not(screen, ill):
    stranger = Classroom().pupils[0]
    assert screen.client.get(f"/pupils/{stranger.pk}/marks/change/").status_code == 404
    screen.sign_in(ill.teacher)
    assert screen.client.get(f"/pupils/{ill.pupils[0].pk}/marks/change/").status_code == 403


def test_in_a_register_not_submitted_yet_the_reason_is_a_note_and_no_amendment(classroom):
    room = Classroom(school=classroom.school)
    pupil = room.pupils[0]
    room.mark(pupil, "I", by=room.person("office"))
    today = Sessions(room.day, "AM", room.day, "PM")
    amend(room, sessions=today)
    now = room.entries(pupil)[0]
    assert (now.code, now.amendment, now.comment) == ("G", False, "Seen at the airport")
