"""Which sessions and school days a calendar gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import sessions
from rules.sessions import AM, PM, CalendarRow, PlannedSession

MONDAY = date(2025, 9, 8)
FRIDAY = MONDAY + timedelta(days=4)
TERM = CalendarRow(MONDAY, FRIDAY, "term", "Term 1")

ALL_KINDS = tuple(sorted(sessions.KINDS))
days = st.dates(date(2024, 9, 1), date(2025, 8, 31))


@st.composite
def calendar_rows(draw, kinds=ALL_KINDS):
    start = draw(days)
    end = start + timedelta(days=draw(st.integers(0, 40)))
    session = draw(st.sampled_from(["", AM, PM]))
    return CalendarRow(start, end, draw(st.sampled_from(kinds)), "Row", session)


calendars = st.lists(calendar_rows(), max_size=6)


def slots(*rows):
    return [(planned.day, planned.half) for planned in sessions.sessions_of(rows)]


def test_a_week_of_term_is_ten_sessions_in_order_of_time():
    assert slots(TERM) == [
        (MONDAY + timedelta(days=n), half) for n in range(5) for half in (AM, PM)
    ]
    assert {planned.closure for planned in sessions.sessions_of([TERM])} == {""}


def test_a_weekend_inside_a_term_has_no_sessions():
    fortnight = CalendarRow(MONDAY - timedelta(days=2), MONDAY + timedelta(days=13), "term")
    assert len(slots(fortnight)) == 20
    assert {day.isoweekday() for day, _ in slots(fortnight)} == {1, 2, 3, 4, 5}


def test_first_and_last_day_of_a_term_are_included_and_nothing_outside():
    assert slots(CalendarRow(FRIDAY, FRIDAY, "term")) == [(FRIDAY, AM), (FRIDAY, PM)]


@pytest.mark.parametrize("kind", ["inset", "bank_holiday", "planned_closure"])
def test_a_planned_closure_has_no_sessions(kind):
    closed = CalendarRow(MONDAY, MONDAY, kind)
    assert slots(TERM, closed) == slots(TERM)[2:]
    assert slots(closed, TERM) == slots(TERM)[2:]


def test_a_planned_closure_of_an_afternoon_leaves_the_morning():
    closed = CalendarRow(FRIDAY, FRIDAY, "planned_closure", "End of term", PM)
    assert slots(TERM, closed) == slots(TERM)[:-1]


def test_a_session_of_an_unplanned_closure_stays_and_is_marked():
    snow = CalendarRow(MONDAY, MONDAY, "unplanned_closure", "Snow")
    planned = sessions.sessions_of([TERM, snow])
    assert len(planned) == 10
    assert [p for p in planned if p.closure] == [
        PlannedSession(MONDAY, AM, "unplanned"),
        PlannedSession(MONDAY, PM, "unplanned"),
    ]


def test_an_unplanned_closure_of_one_half_leaves_the_other_alone():
    boiler = CalendarRow(MONDAY, MONDAY, "unplanned_closure", "Boiler", PM)
    planned = sessions.sessions_of([TERM, boiler])
    assert [p.closure for p in planned[:3]] == ["", "unplanned", ""]


def test_an_unplanned_closure_outside_term_makes_no_session():
    assert slots(CalendarRow(MONDAY, FRIDAY, "unplanned_closure")) == []


def test_a_planned_closure_outweighs_an_unplanned_one():
    both = [CalendarRow(MONDAY, MONDAY, kind) for kind in ("unplanned_closure", "bank_holiday")]
    assert slots(TERM, *both) == slots(TERM)[2:]


def test_terms_that_overlap_give_each_session_once():
    assert slots(TERM, TERM._replace(name="again")) == slots(TERM)


def test_a_term_of_mornings_has_only_mornings():
    assert slots(TERM._replace(session=AM)) == [slot for slot in slots(TERM) if slot[1] == AM]


def test_a_session_takes_place_unless_the_calendar_says_otherwise():
    assert PlannedSession(MONDAY, AM) == PlannedSession(MONDAY, AM, closure="")
    assert sessions.takes_place(PlannedSession(MONDAY, AM))
    assert not sessions.takes_place(PlannedSession(MONDAY, AM, "unplanned"))


def test_no_calendar_no_sessions():
    assert sessions.sessions_of([]) == []


def test_the_year_of_a_kent_school_has_190_days():
    terms = [
        ("2024-09-02", "2024-10-25"),
        ("2024-11-04", "2024-12-20"),
        ("2025-01-06", "2025-02-14"),
        ("2025-02-24", "2025-04-04"),
        ("2025-04-22", "2025-05-23"),
        ("2025-06-02", "2025-07-22"),
    ]
    training = ["2024-09-02", "2024-09-27", "2024-10-25", "2024-11-04", "2025-01-24"]
    rows = [CalendarRow(*map(date.fromisoformat, term), "term") for term in terms]
    rows += [CalendarRow(*[date.fromisoformat(day)] * 2, "inset") for day in training]
    rows.append(CalendarRow(date(2025, 5, 5), date(2025, 5, 5), "bank_holiday", "Early May"))
    planned = sessions.sessions_of(rows)
    assert len(planned) == 380
    assert len(sessions.school_days(planned)) == 190


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (
            TERM._replace(end=MONDAY - timedelta(days=1)),
            "end",
            "Term 1 ends on 2025-09-07, before it starts on 2025-09-08.",
        ),
        (
            TERM._replace(kind="holiday"),
            "kind",
            '"holiday" is not a kind of calendar row: use bank_holiday, inset, planned_closure, '
            "term, unplanned_closure.",
        ),
        (
            TERM._replace(session="morning"),
            "session",
            '"morning" is not a session: use AM, PM or nothing.',
        ),
        (
            CalendarRow(date(2024, 9, 1), date(2025, 9, 2), "term"),
            "end",
            "term, 2024-09-01 to 2025-09-02, is longer than a year.",
        ),
    ],
)
def test_a_faulty_row_is_refused_with_a_sentence_and_its_column(row, column, sentence):
    (fault,) = sessions.faults_of(row)
    assert (str(fault), fault.column, fault.row) == (sentence, column, row)
    with pytest.raises(sessions.CalendarFault) as refusal:
        sessions.sessions_of([TERM, row])
    assert str(refusal.value) == sentence


def test_all_faults_of_a_row_are_told_at_once():
    row = CalendarRow(FRIDAY, MONDAY, "holiday", "", "noon")
    assert [fault.column for fault in sessions.faults_of(row)] == ["kind", "session", "end"]


def test_a_row_of_a_whole_year_and_a_row_of_one_day_are_fine():
    assert sessions.faults_of(CalendarRow(date(2024, 9, 1), date(2025, 9, 1), "term")) == []
    assert sessions.faults_of(CalendarRow(MONDAY, MONDAY, "term")) == []


def test_a_school_day_has_a_session_that_takes_place():
    rows = [
        TERM,
        CalendarRow(MONDAY, MONDAY, "unplanned_closure"),
        CalendarRow(FRIDAY, FRIDAY, "unplanned_closure", session=AM),
        CalendarRow(FRIDAY, FRIDAY, "planned_closure", session=PM),
        CalendarRow(FRIDAY - timedelta(days=1), FRIDAY - timedelta(days=1), "unplanned_closure"),
    ]
    rows[-1] = rows[-1]._replace(session=AM)
    planned = sessions.sessions_of(rows)
    assert sessions.school_days(reversed(planned)) == [
        MONDAY + timedelta(days=n) for n in (1, 2, 3)
    ]
    assert not sessions.takes_place(planned[0])
    assert sessions.takes_place(planned[2])


@given(calendars)
def test_sessions_are_weekdays_in_order_each_once(rows):
    planned = [(p.day, p.half) for p in sessions.sessions_of(rows)]
    assert planned == sorted(set(planned))
    assert all(day.isoweekday() <= 5 and half in (AM, PM) for day, half in planned)


@given(calendars, st.randoms())
def test_the_order_of_calendar_rows_does_not_matter(rows, random):
    assert sessions.sessions_of(rows) == sessions.sessions_of(random.sample(rows, len(rows)))


@given(calendars, calendar_rows(kinds=("inset", "bank_holiday", "planned_closure")))
def test_a_further_planned_closure_only_takes_away_what_it_covers(rows, closure):
    before, after = sessions.sessions_of(rows), sessions.sessions_of([*rows, closure])
    assert [p for p in before if p not in after] == [
        p
        for p in before
        if closure.start <= p.day <= closure.end and closure.session in ("", p.half)
    ]
    assert set(after) <= set(before)


@given(calendars, calendar_rows(kinds=("unplanned_closure",)))
def test_an_unplanned_closure_never_adds_or_removes_a_session(rows, closure):
    assert slots(*rows) == slots(*rows, closure)
