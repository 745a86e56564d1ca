"""A code for many pupils: what it fills, what it replaces, what it leaves, and who may."""

from datetime import timedelta

import pytest

from audit.models import Act
from registers.actions.bulk_mark import BulkPreviewTooOld, NothingToChange
from registers.actions.open_registers import open_registers
from registers.bulk_wanted import CLASSES, PUPILS, YEARS, BulkRefused
from registers.changes import Change
from registers.models import BulkChange, Mark, Plan, Register
from rules.sessions import Session as Half
from tests.bulk.many import FRIDAY, SNOW, Many, kinds
from tests.factories.registers import PlanFactory
from tests.factories.roll import SuspensionFactory
from tests.registers.classroom import THURSDAY


def test_every_session_without_a_mark_gets_its_first_entry(many: Many) -> None:
    change = many.enter()
    assert many.codes(many.kestrel) == many.codes(many.wren) == ["Y2", "Y2", "Y2"]
    [mark] = Mark.objects.filter(pupil=many.kestrel.pupils[0])
    assert (mark.entered_by, mark.entered_role, mark.entered_title, mark.source) == (
        many.person, "office", "Office manager", "office",
    )  # fmt: skip
    assert (mark.amendment, mark.comment, mark.bulk_change) == (False, "", change)
    assert many.codes(half="PM") == ["", "", ""]


@pytest.mark.parametrize("code", ["N", "O"])
def test_an_absence_that_nothing_excuses_is_replaced_by_an_amendment(many: Many, code: str) -> None:
    room = many.kestrel
    room.mark(room.pupils[0], code, by=many.person, at="9:00")
    many.enter()
    new, old = room.entries(room.pupils[0])
    assert (new.code, new.amendment, new.reason) == ("Y2", True, SNOW)
    assert (old.code, old.closed_at, old.closed_by) == (code, many.now, many.person)


@pytest.mark.parametrize("code", ["/", "L", "U", "I", "M", "V", "B", "Y1", "G"])
def test_whatever_else_stands_stays(many: Many, code: str) -> None:
    room = many.kestrel
    minutes = {"L": 5, "U": 40}.get(code)
    what = Change(room.pupils[0].pk, code, minutes, comment="Swimming at the pool")
    room.save(what, by=many.person, at="9:35")
    many.enter()
    assert many.codes() == [code, "Y2", "Y2"]
    assert len(room.entries(room.pupils[0])) == 1


def test_an_unexplained_absence_takes_the_place_of_nothing(many: Many) -> None:
    room = many.kestrel
    room.mark(room.pupils[0], "O", by=many.person)
    many.enter("N", reason="The register was lost")
    assert many.codes() == ["O", "N", "N"]


def test_the_gap_in_a_taken_register_is_filled_with_the_reason_as_a_note(many: Many) -> None:
    room = many.kestrel
    room.take()
    late = room.newcomer()
    many.enter()
    [mark] = room.entries(late)
    assert (mark.code, mark.amendment, mark.comment) == ("Y2", False, SNOW)
    assert many.codes() == ["/", "/", "/"]


def test_a_year_group_alone_is_meant(many: Many) -> None:
    many.enter(whom=YEARS, keys=frozenset({"5"}))
    assert (many.codes(many.kestrel), many.codes(many.wren)) == (["", "", ""], ["Y2"] * 3)


def test_a_class_alone_is_meant(many: Many) -> None:
    many.enter(whom=CLASSES, keys=frozenset({many.kestrel.school_class.pk}))
    assert (many.codes(many.kestrel), many.codes(many.wren)) == (["Y2"] * 3, ["", "", ""])


def test_pupils_are_meant_by_name(many: Many) -> None:
    chosen = {many.kestrel.pupils[1].pk, many.wren.pupils[0].pk}
    many.enter(whom=PUPILS, keys=frozenset(chosen))
    assert many.codes(many.kestrel) == ["", "Y2", ""]
    assert many.codes(many.wren) == ["Y2", "", ""]


def test_sessions_to_come_are_expected_and_hold_no_mark(many: Many) -> None:
    last = Half(FRIDAY, "AM")
    effect = many.preview(last=last)
    assert kinds(effect) == {"first": 6, "expected": 12}
    change = many.enter(last=last)
    assert many.codes(half="PM") == ["", "", ""]
    plans = Plan.objects.filter(bulk_change=change, pupil=many.kestrel.pupils[0]).order_by("start")
    assert [(one.code, one.start, one.end, one.half) for one in plans] == [
        ("Y2", THURSDAY, THURSDAY, "PM"), ("Y2", FRIDAY, FRIDAY, "AM"),
    ]  # fmt: skip
    open_registers(school=many.school, day=THURSDAY, half="PM", at=many.time("13:30"))
    assert many.codes(half="PM") == ["Y2", "Y2", "Y2"]
    mark = Mark.objects.get(pupil=many.kestrel.pupils[0], half="PM")
    assert (mark.bulk_change, mark.source) == (change, "plan")


def test_what_is_expected_already_stays(many: Many) -> None:
    pupil, suspended = many.kestrel.pupils[:2]
    PlanFactory(pupil=pupil, code="I", start=FRIDAY)
    PlanFactory(pupil=suspended, code="V", start=FRIDAY)
    change = many.enter(first=Half(FRIDAY, "AM"))
    assert kinds(many.preview(first=Half(FRIDAY, "AM"))) == {"known": 2, "same": 4}
    assert not Plan.objects.filter(bulk_change=change, pupil__in=[pupil, suspended]).exists()
    open_registers(school=many.school, day=FRIDAY, half="AM", at=many.time("8:50", FRIDAY))
    marks = Mark.objects.filter(school=many.school, day=FRIDAY)
    assert sorted(marks.values_list("code", flat=True)) == ["I", *["Y2"] * 4]


def test_a_suspension_stays_what_it_is(many: Many) -> None:
    pupil = many.kestrel.pupils[0]
    suspension = SuspensionFactory(pupil=pupil)
    PlanFactory(pupil=pupil, code="E", start=FRIDAY, suspension=suspension)
    change = many.enter(first=Half(FRIDAY, "AM"))
    assert not Plan.objects.filter(bulk_change=change, pupil=pupil).exists()


def test_a_register_that_is_begun_holds_the_known_absences_of_its_class(many: Many) -> None:
    ill, chosen = many.kestrel.pupils[:2]
    PlanFactory(pupil=ill, code="I", start=THURSDAY)
    many.enter(whom=PUPILS, keys=frozenset({chosen.pk}))
    assert many.codes() == ["I", "Y2", ""]


def test_no_register_is_begun_in_which_nothing_is_written(many: Many) -> None:
    many.enter(whom=PUPILS, keys=frozenset({many.kestrel.pupils[0].pk}))
    assert Register.objects.filter(school=many.school).count() == 1


def test_a_closed_session_keeps_to_y4(many: Many) -> None:
    many.office.close()
    with pytest.raises(BulkRefused, match="closed without warning in all of these sessions"):
        many.preview()
    effect = many.preview(last=Half(FRIDAY, "AM"))
    assert effect.sessions.closed == [Half(THURSDAY, "AM"), Half(THURSDAY, "PM")]
    many.enter(last=Half(FRIDAY, "AM"))
    assert many.codes() == ["Y4", "Y4", "Y4"]


def test_days_without_a_session_are_named(many: Many) -> None:
    many.office.add(FRIDAY, name="Training")
    effect = many.preview(last=Half(FRIDAY + timedelta(days=3), "AM"))
    assert effect.sessions.without == [FRIDAY]


def test_one_act_and_one_audit_entry_say_what_was_done(many: Many) -> None:
    many.kestrel.mark(many.kestrel.pupils[0], "N", by=many.person)
    many.kestrel.mark(many.kestrel.pupils[1], "I", by=many.person)
    many.enter(last=Half(THURSDAY, "PM"))
    change = BulkChange.objects.get(school=many.school)
    act = Act.objects.get(school=many.school, act="bulk_mark")
    assert (act.reason, act.by, act.subject_id) == (SNOW, many.person, change.pk)
    assert change.scope == {
        "whom": "school", "keys": [], "first_half": "AM", "last_half": "PM",
        "first": 4, "replaced": 1, "expected": 6, "same": 0, "stays": 1,
    }  # fmt: skip
    assert act.detail == change.scope | {"code": "Y2"}


def test_a_mark_that_came_since_the_preview_is_asked_about_again(many: Many) -> None:
    seen = many.preview().version
    many.kestrel.mark(many.kestrel.pupils[0], "/", at="9:00")
    with pytest.raises(BulkPreviewTooOld):
        many.enter(seen=seen)
    assert many.codes() == ["/", "", ""]
    assert not BulkChange.objects.exists()


def test_a_mark_that_would_have_stayed_anyhow_is_not_asked_about(many: Many) -> None:
    pupil = many.kestrel.pupils[0]
    many.kestrel.mark(pupil, "I", by=many.person)
    seen = many.preview().version
    many.kestrel.mark(pupil, "M", by=many.person)
    many.enter(seen=seen)
    assert many.codes() == ["M", "Y2", "Y2"]


def test_the_same_again_changes_nothing(many: Many) -> None:
    many.enter()
    with pytest.raises(NothingToChange):
        many.enter()
    assert BulkChange.objects.count() == 1


def test_entering_takes_as_many_queries_for_sixty_pupils_as_for_six(
    many: Many, django_assert_max_num_queries
) -> None:
    for number in range(60):
        many.kestrel.newcomer(legal_surname=f"Zed{number:02}")
    many.kestrel.mark_all("N")
    last = Half(FRIDAY, "PM")
    seen = many.preview(last=last).version
    with django_assert_max_num_queries(33):
        many.enter(last=last, seen=seen)
    assert Mark.objects.in_force().filter(code="Y2").count() == 66


def test_a_known_absence_of_one_half_is_kept_in_a_range_of_both(many: Many) -> None:
    pupil = many.kestrel.pupils[0]
    PlanFactory(pupil=pupil, code="I", start=THURSDAY, end=THURSDAY, half="AM")
    many.enter(last=Half(THURSDAY, "PM"), at=many.time("14:00"))
    assert many.codes()[0] == "I"
    assert many.codes(half="PM")[0] == "Y2"
