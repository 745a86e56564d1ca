"""Terms, INSET days and holidays: what a change does, and what is refused."""

from datetime import date

import pytest

from audit.models import Act
from registers.calendar_change import MarksInTheWay, PreviewTooOld
from registers.calendar_lines import CalendarRefused
from registers.models import Mark
from schools.models import CalendarPeriod
from schools.permissions import NotPermitted
from tests.calendar.office import TRAINING, Office
from tests.registers.classroom import THURSDAY


def test_the_autumn_has_its_sessions_less_the_training_day(office: Office) -> None:
    assert office.count() == 2 * (38 - 1 + 35)
    assert office.sessions(TRAINING) == []


def test_a_new_term_brings_its_sessions(office: Office) -> None:
    effect = office.add(date(2027, 1, 4), date(2027, 1, 8), kind="term", name="Spring 1")
    assert len(effect.appear) == 10
    assert office.sessions(date(2027, 1, 8)) == [("AM", ""), ("PM", "")]
    [line] = CalendarPeriod.objects.filter(school=office.school, name="Spring 1")
    assert (line.recorded_by, line.recorded_role, line.recorded_at) == (
        office.person, "office", office.now,
    )  # fmt: skip


def test_an_inset_day_takes_its_sessions_away(office: Office) -> None:
    effect = office.add(date(2026, 11, 13), name="Moderation")
    assert [(slot.day.day, slot.half) for slot in effect.vanish] == [(13, "AM"), (13, "PM")]
    assert office.sessions(date(2026, 11, 13)) == []


def test_an_inset_afternoon_leaves_the_morning(office: Office) -> None:
    office.add(date(2026, 11, 13), session="PM")
    assert office.sessions(date(2026, 11, 13)) == [("AM", "")]


def test_the_preview_says_how_many_sessions_the_year_then_has(office: Office) -> None:
    [year] = office.add(date(2026, 11, 13)).years
    assert (year.name, year.before, year.after, year.days_after) == ("2026/27", 144, 142, 71)


def test_a_moved_inset_day_gives_its_old_day_back(office: Office) -> None:
    office.move(office.inset, date(2026, 9, 4))
    assert office.sessions(TRAINING) == [("AM", ""), ("PM", "")]
    assert office.sessions(date(2026, 9, 4)) == []
    [line] = CalendarPeriod.objects.filter(school=office.school, kind="inset")
    assert (line.start, line.name) == (date(2026, 9, 4), "Training")


def test_what_was_changed_is_kept_as_removed(office: Office) -> None:
    office.change(office.inset, start=date(2026, 9, 3), end=date(2026, 9, 3))
    old = CalendarPeriod.every.get(pk=office.inset.pk)
    assert (old.removed_at, old.removed_by) == (office.now, office.person)
    assert CalendarPeriod.objects.filter(school=office.school).count() == 3


def test_a_change_leaves_one_audit_entry_in_words(office: Office) -> None:
    office.move(office.inset, date(2026, 9, 4))
    act = Act.objects.get(school=office.school, act="move_day")
    assert act.by == office.person
    assert act.detail["before"] == ["INSET day: Training, 2 September 2026"]
    assert act.detail["after"] == ["INSET day: Training, 4 September 2026"]


def test_a_term_with_marks_is_not_taken_out(office: Office) -> None:
    office.room.take()
    with pytest.raises(MarksInTheWay, match=r"3 marks on 1 day .*12 November 2026.*never deleted"):
        office.remove(office.second)
    assert office.sessions(THURSDAY) == [("AM", ""), ("PM", "")]
    assert Mark.objects.filter(school=office.school).count() == 3
    assert not Act.objects.filter(school=office.school, act="remove_calendar_period").exists()


def test_a_term_is_not_shortened_over_marks(office: Office) -> None:
    office.room.take()
    with pytest.raises(MarksInTheWay):
        office.change(office.second, start=date(2026, 11, 16))
    assert office.sessions(THURSDAY) == [("AM", ""), ("PM", "")]


@pytest.mark.parametrize("kind", ["inset", "bank_holiday", "planned_closure"])
def test_a_day_with_marks_does_not_become_a_day_without_school(office: Office, kind: str) -> None:
    office.room.take()
    with pytest.raises(MarksInTheWay, match="3 marks"):
        office.add(THURSDAY, kind=kind)


def test_marks_that_were_cleared_are_in_nobodys_way(office: Office) -> None:
    office.room.mark_all()
    office.room.mark_all("")
    office.add(THURSDAY)
    assert office.sessions(THURSDAY) == []
    assert Mark.objects.filter(school=office.school).count() == 3


def test_another_schools_marks_are_in_nobodys_way(office: Office) -> None:
    Office().room.take()
    office.add(THURSDAY)
    assert office.sessions(THURSDAY) == []


def test_the_marks_of_an_afternoon_do_not_hold_the_morning(office: Office) -> None:
    office.room.mark_all("\\", half="PM", at="13:35")
    office.add(THURSDAY, session="AM")
    assert office.sessions(THURSDAY) == [("PM", "")]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"start": date(2026, 11, 13), "end": date(2026, 11, 12)},
         "The last day, 12 November 2026, lies before the first, 13 November 2026."),
        ({"start": date(2026, 11, 14)}, "14 November 2026 is a Saturday."),
        ({"start": date(2026, 11, 14), "end": date(2026, 11, 15)}, "at a weekend"),
        ({"start": date(2026, 12, 1), "end": date(2027, 1, 15), "kind": "term"},
         "These days overlap Autumn 2, 2 November 2026 to 18 December 2026."),
        ({"start": date(2027, 1, 2), "end": date(2027, 2, 5), "kind": "term"},
         "2 January 2027 is a Saturday. A term begins and ends on a weekday."),
        ({"start": date(2027, 1, 4), "end": date(2028, 2, 4), "kind": "term"},
         "longer than a year"),
        ({"start": TRAINING}, "INSET day: Training, 2 September 2026 is in the calendar already."),
        ({"start": TRAINING, "kind": "bank_holiday"}, "covers that already"),
        ({"start": date(2027, 1, 4), "end": date(2027, 1, 8), "kind": "term", "session": "AM"},
         "A term is of whole days."),
        ({"start": date(2026, 11, 13), "kind": "unplanned_closure"}, "Close the school"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_a_sentence(office: Office, line, sentence) -> None:
    before = office.count()
    with pytest.raises(CalendarRefused, match=sentence.replace(".", r"\.")):
        office.add(**line)
    assert office.count() == before
    assert CalendarPeriod.every.filter(school=office.school).count() == 3


def test_a_leap_day_is_a_day_like_any_other(office: Office) -> None:
    office.add(date(2028, 2, 28), date(2028, 3, 3), kind="term", name="Spring 2")
    office.add(date(2028, 2, 29))
    assert office.sessions(date(2028, 2, 29)) == []
    assert office.sessions(date(2028, 3, 1)) == [("AM", ""), ("PM", "")]


def test_a_change_of_nothing_is_refused(office: Office) -> None:
    with pytest.raises(CalendarRefused, match="Nothing is different"):
        office.change(office.inset)


def test_a_term_is_changed_and_not_moved(office: Office) -> None:
    with pytest.raises(CalendarRefused, match="A term is changed, not moved"):
        office.move(office.first, date(2026, 9, 7))


def test_the_second_of_two_people_is_told(office: Office) -> None:
    seen = office.seen
    office.add(date(2026, 11, 13))
    with pytest.raises(PreviewTooOld, match="Somebody else has changed the calendar"):
        office.add(date(2026, 11, 16), seen=seen)
    assert office.sessions(date(2026, 11, 16)) == [("AM", ""), ("PM", "")]


@pytest.mark.parametrize(
    ("role", "kind", "allowed"),
    [
        ("office", "term", True),
        ("admin", "term", True),
        ("admin", "inset", True),
        ("admin", "bank_holiday", True),
        ("admin", "planned_closure", False),
        ("senior_leader", "planned_closure", True),
        ("headteacher", "inset", True),
        ("class_teacher", "inset", False),
        ("governor", "term", False),
    ],
)
def test_terms_are_for_two_kinds_of_people_and_closures_for_one(
    office: Office, role: str, kind: str, allowed: bool
) -> None:
    by = office.colleague(role)
    day = date(2027, 1, 4)
    if allowed:
        office.add(day, kind=kind, by=by)
        assert CalendarPeriod.objects.get(school=office.school, start=day).recorded_role == role
    else:
        with pytest.raises(NotPermitted):
            office.add(day, kind=kind, by=by)
        assert not CalendarPeriod.objects.filter(school=office.school, start=day).exists()


def test_an_administrator_does_not_turn_a_holiday_into_a_closure(office: Office) -> None:
    closure = office.line("planned_closure", date(2026, 11, 20), date(2026, 11, 20))
    with pytest.raises(NotPermitted):
        office.remove(closure, by=office.colleague("admin"))
    assert CalendarPeriod.objects.filter(pk=closure.pk).exists()


def test_another_schools_line_is_not_there(office: Office) -> None:
    with pytest.raises(CalendarRefused):
        office.remove(Office().inset)
    assert CalendarPeriod.objects.filter(kind="inset").count() == 2
