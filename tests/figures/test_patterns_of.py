"""The patterns that a pupil's page shows: gathered from the marks, in words, for who may see."""

from datetime import date, timedelta
from random import Random

import pytest
from django.template.loader import render_to_string

from registers.figures.patterns_of import patterns_of
from registers.figures.school_misses import begun_at_midday, of_each_session
from registers.models import Mark
from rules.chance import Counts, added
from rules.codes import CODES
from rules.separate_absences import absences, could_attend, days_of, was_missed
from rules.sessions import AM, HALVES, PM, Session, school_year_of
from schools.models import Session as SchoolSession
from tests.factories.people import (
    ParentFactory,
    PupilFactory,
    PupilParentFactory,
    UserFactory,
)
from tests.factories.registers import MarkFactory, RegisterFactory
from tests.factories.schools import SchoolFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2025, 9, 8)
DAYS = [MONDAY + timedelta(days=7 * week + n) for week in range(12) for n in range(5)]
LAST_DAY = DAYS[-1]
YEAR = school_year_of(MONDAY)
STROKES = {AM: "/", PM: "\\"}
EACH_DAY = {Session(day, half): STROKES[half] for day in DAYS for half in HALVES}


@pytest.fixture
def school():
    school = SchoolFactory()
    SchoolSession.objects.bulk_create(
        SchoolSession(school=school, day=day, half=half) for day, half in EACH_DAY
    )
    return school


@pytest.fixture
def attendance_lead(school):
    return UserFactory(school=school, role="attendance_lead")


def mark(pupil, codes):
    """Enter a code for each session, by the same hand and without a register of a class."""
    school = pupil.school
    register = RegisterFactory(school_class__school=school)
    pattern = MarkFactory.build(school=school, register=register, pupil=pupil)
    person = UserFactory(school=school)
    Mark.objects.bulk_create(
        Mark(
            school=school,
            register=register,
            pupil=pupil,
            day=day,
            half=half,
            code=code,
            entered_by=person,
            entered_role="office",
            entered_at=pattern.entered_at,
            source=Mark.Source.OFFICE,
        )
        for (day, half), code in codes.items()
    )


def away(days):
    return EACH_DAY | {Session(day, half): "O" for day in days for half in HALVES}


def a_pupil(school, codes=EACH_DAY, **facts):
    pupil = PupilFactory(school=school, date_of_birth=date(2016, 7, 30), **facts)
    mark(pupil, codes)
    return pupil


def seen(pupil, by, *, on=LAST_DAY, year=YEAR):
    return patterns_of(pupil=pupil, by=by, year=year, on=on)


@pytest.fixture
def away_on_mondays(school):
    """Among three others, who missed a Tuesday each."""
    for number in range(3):
        a_pupil(school, away([DAYS[1 + 15 * number]]))
    return a_pupil(school, away(DAYS[::10]), legal_forename="Robin")


def html_of(patterns):
    return render_to_string("figures/patterns.html", {"patterns": patterns})


def test_mondays_are_said_with_what_chance_and_the_school_would_give(
    away_on_mondays, attendance_lead
):
    patterns = seen(away_on_mondays, attendance_lead)
    (monday,) = patterns.found
    assert monday.title == "Mondays"
    assert monday.count == "12 of 24 sessions missed"
    assert monday.sentence == (
        "By chance it would be about 2. The school misses none on a Monday."
        " About 1 pupil in 36,000 with as many absences would show this by chance."
    )
    html = html_of(patterns)
    assert "<b>Mondays: 12 of 24 sessions missed.</b> By chance it would be about 2." in html
    assert "No pattern stands out" not in html
    assert "A pattern says when, never why." in html


def test_where_nothing_stands_out_the_page_says_so_and_what_was_looked_at(school, attendance_lead):
    a_pupil(school)
    patterns = seen(a_pupil(school, away([DAYS[i] for i in (3, 16, 29, 42)])), attendance_lead)
    assert patterns.found == []
    titles = [one.title for one in patterns.looked_at]
    assert titles[:5] == ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays"]
    html = html_of(patterns)
    assert "No pattern stands out." in html
    assert "7 patterns looked at in 120 sessions and 4 separate absences of 2025/26" in html
    assert all(f">{title}</th>" in html for title in titles)


def test_with_few_absences_nothing_is_looked_at_and_the_page_says_why(school, attendance_lead):
    patterns = seen(a_pupil(school, away(DAYS[:1])), attendance_lead)
    assert patterns.looked_at == []
    assert patterns.too_few == (
        "Too little to look for patterns in: that takes 60 sessions and 4 separate absences."
        " There are 120 sessions and 1 separate absence."
    )
    assert patterns.too_few in html_of(patterns)


def test_a_pupil_without_a_mark_has_no_patterns(school, attendance_lead):
    patterns = seen(PupilFactory(school=school), attendance_lead)
    assert "There are 0 sessions and 0 separate absences." in patterns.too_few


def test_only_marks_up_to_the_day_and_in_force_are_looked_at(away_on_mondays, attendance_lead):
    patterns = seen(away_on_mondays, attendance_lead, on=DAYS[34])
    assert "70 sessions and 4 separate absences" in patterns.note
    closed = Mark.objects.filter(pupil=away_on_mondays, day=DAYS[0])
    closed.update(closed_at=closed[0].entered_at)
    patterns = seen(away_on_mondays, attendance_lead)
    assert "118 sessions and 5 separate absences" in patterns.note


def test_another_year_is_looked_at_by_itself(away_on_mondays, attendance_lead):
    before = school_year_of(date(2024, 9, 9))
    assert seen(away_on_mondays, attendance_lead, year=before).looked_at == []
    after = school_year_of(date(2026, 9, 9))
    later = seen(away_on_mondays, attendance_lead, year=after, on=date(2026, 9, 9))
    assert later.looked_at == []


@pytest.fixture
def brother_and_sister(school):
    """Away together on five days that nobody else missed."""
    parent = ParentFactory(school=school)
    together = [DAYS[i] for i in (3, 16, 29, 42, 55)]
    pair = [a_pupil(school, away(together), legal_forename=name) for name in ("Robin", "Wren")]
    for pupil in pair:
        PupilParentFactory(school=school, pupil=pupil, parent=parent)
    return pair


def test_what_a_sister_missed_too_is_named(brother_and_sister, attendance_lead):
    patterns = seen(brother_and_sister[0], attendance_lead)
    (shared,) = patterns.found
    assert shared.title == "Together with Wren"
    assert shared.count == "10 of 10 sessions missed, of those that Wren missed"
    assert "The school misses none in those sessions." in shared.sentence


@pytest.mark.parametrize("role", ["class_teacher", "year_lead", "senco"])
def test_who_does_not_see_families_reads_all_but_brothers_and_sisters(
    brother_and_sister, attendance_lead, role
):
    teacher = UserFactory(school=attendance_lead.school, role=role)
    theirs = seen(brother_and_sister[0], teacher)
    full = seen(brother_and_sister[0], attendance_lead)
    assert not any("Wren" in one.title for one in theirs.looked_at)
    assert theirs.looked_at == [one for one in full.looked_at if "Wren" not in one.title]
    assert "Wren" not in html_of(theirs)


def test_a_teacher_who_also_administers_sees_no_sister_of_another_class(brother_and_sister):
    both = UserFactory(school=brother_and_sister[0].school, roles=["class_teacher", "admin"])
    assert not any("Wren" in one.title for one in seen(brother_and_sister[0], both).looked_at)


@pytest.mark.parametrize("role", ["governor", "admin"])
def test_who_may_not_see_figures_gets_nothing(away_on_mondays, role):
    by = UserFactory(school=away_on_mondays.school, role=role)
    assert seen(away_on_mondays, by) is None
    assert html_of(None).strip() == ""


def test_another_schools_absence_makes_no_difference(away_on_mondays, attendance_lead):
    before = seen(away_on_mondays, attendance_lead)
    a_pupil(SchoolFactory(), away(DAYS[::5]))
    assert seen(away_on_mondays, attendance_lead) == before


def test_the_number_of_queries_does_not_grow(
    brother_and_sister, attendance_lead, django_assert_num_queries
):
    with django_assert_num_queries(5):
        seen(brother_and_sister[0], attendance_lead)
    for number in range(3):
        a_pupil(attendance_lead.school, away(DAYS[number::7]))
    with django_assert_num_queries(5):
        seen(brother_and_sister[0], attendance_lead)


@pytest.mark.parametrize("seed", range(4))
def test_the_database_counts_the_school_as_the_rules_count_each_pupil(school, seed):
    """Every code there is, gaps in the marks, and days that are not in the calendar."""
    rng = Random(seed)
    codes = sorted(set(CODES) - {"/", "\\", "Z", "#"})
    all_marks = []
    for _ in range(6):
        often = rng.choice([0.1, 0.4, 0.9])
        marks = {
            at: rng.choice(codes) if rng.random() < often else stroke
            for at, stroke in EACH_DAY.items()
            if rng.random() < 0.9
        }
        a_pupil(school, marks)
        all_marks.append(marks)
    a_pupil(SchoolFactory(), away(DAYS[::3]))
    runs = [run for marks in all_marks for run in absences(days_of(marks))]
    assert begun_at_midday(school_id=school.pk, first=DAYS[0], last=LAST_DAY) == Counts(
        len(runs), sum(run.at_midday for run in runs)
    )
    counted = of_each_session(school_id=school.pk, first=DAYS[0], last=LAST_DAY)
    for at in EACH_DAY:
        held = [marks[at] for marks in all_marks if at in marks and could_attend(marks[at])]
        assert counted.get(at, Counts()) == Counts(len(held), sum(map(was_missed, held)))
    part = of_each_session(school_id=school.pk, first=DAYS[5], last=DAYS[9])
    assert added(part.values()) == added(
        count for at, count in counted.items() if DAYS[5] <= at.day <= DAYS[9]
    )
