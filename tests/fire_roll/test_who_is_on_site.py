"""Who is in the building, by the marks, the late desk and the clock."""

from datetime import timedelta

import pytest

from registers.author import Author
from registers.changes import Change
from registers.closing import write_y4
from registers.views.fire_roll import stage_words
from rules.sessions import Session as Slot
from schools.models import Session
from tests.factories.people import PupilFactory
from tests.factories.schools import SchoolFactory
from tests.fire_roll.evacuation import Evacuation
from toolkit import clock

NOBODY_KNOWS = ("ask", "not known to be here")


def mark_by_office(site, pupil, code, **how):
    return site.save(Change(pupil.pk, code, comment="Agreed"), by=site.person("headteacher"), **how)


@pytest.mark.parametrize("code", ["/", "L", "U"])
def test_who_is_marked_in_the_building_is_here_and_that_is_so_for_u(site, code):
    site.mark(
        site.pupils[0],
        code,
        minutes=None if code == "/" else 4,
        at="9:30" if code == "U" else "8:55",
    )
    assert site.state(site.pupils[0], "10:40")[0] == "here"


def test_n_and_no_mark_are_not_known_to_be_here_and_never_away(site):
    site.mark(site.pupils[0], "N")
    assert site.state(site.pupils[0], "10:40") == NOBODY_KNOWS
    assert site.state(site.pupils[1], "10:40") == NOBODY_KNOWS


def test_o_is_not_known_to_be_here_either_for_nobody_knows_where_the_child_is(site):
    mark_by_office(site, site.pupils[0], "O")
    assert site.state(site.pupils[0], "10:40") == NOBODY_KNOWS


@pytest.mark.parametrize("code", ["I", "M", "C", "G", "V", "B", "K", "P", "W", "E", "Y3"])
def test_known_absences_and_those_elsewhere_are_away_without_words(site, code):
    mark_by_office(site, site.pupils[0], code)
    assert site.state(site.pupils[0], "10:40") == ("away", "")


def test_before_the_first_register_opens_nobody_is_known_to_be_here_or_away(site):
    known = site.presence("8:40")
    assert (known.stage, known.current) == ("before", None)
    assert {one.state for one in known.pupils.values()} == {"ask"}


def test_between_the_sessions_the_mornings_marks_count(site):
    site.mark_all()
    known = site.presence("12:30")
    assert known.stage == "between"
    assert {one.state for one in known.pupils.values()} == {"here"}


def test_after_school_the_last_sessions_marks_count_and_the_end_is_known(site):
    site.mark_all("\\", half="PM", at="13:35")
    known = site.presence("15:30")
    assert known.stage == "after"
    assert known.current is not None
    assert known.current.ends.hour == 15
    assert {one.state for one in known.pupils.values()} == {"here"}


def test_the_morning_stands_for_who_is_not_marked_yet_in_the_afternoon(site):
    site.mark_all()
    site.mark(site.pupils[0], "\\", half="PM", at="13:35")
    assert site.state(site.pupils[0], "13:40") == ("here", "")
    assert site.state(site.pupils[1], "13:40") == (
        "here", "marked this morning, not yet this afternoon",
    )  # fmt: skip


def test_who_was_away_in_the_morning_and_is_not_marked_yet_may_have_come(site):
    mark_by_office(site, site.pupils[0], "M")
    assert site.state(site.pupils[0], "13:29") == ("away", "")
    assert site.state(site.pupils[0], "13:30") == NOBODY_KNOWS


def test_the_afternoons_mark_outweighs_the_mornings(site):
    site.mark_all()
    site.mark(site.pupils[0], "N", half="PM", at="13:35")
    assert site.state(site.pupils[0], "13:40") == NOBODY_KNOWS


def test_an_arrival_is_in_the_building_whatever_the_mark_says(site):
    site.mark(site.pupils[0], "N")
    mark_by_office(site, site.pupils[1], "I")
    for pupil in site.pupils:
        site.arrives(pupil, "10:33")
    for pupil in site.pupils:
        assert site.state(pupil, "10:40") == ("here", "signed in 10:33")


def test_an_arrival_after_the_sessions_end_is_in_the_building(site):
    site.mark(site.pupils[0], "N")
    site.arrives(site.pupils[0], "12:20", outcome="absent", code="", minutes_late=None)
    assert site.state(site.pupils[0], "12:30") == ("here", "signed in 12:20")


def test_an_arrival_that_was_withdrawn_says_nothing(site):
    office = site.person("office")
    site.arrives(site.pupils[0], "10:33", withdrawn_at=site.at("10:35"), withdrawn_by=office)
    assert site.state(site.pupils[0], "10:40") == NOBODY_KNOWS


def test_an_arrival_of_the_morning_does_not_outlive_the_afternoons_mark(site):
    site.arrives(site.pupils[0], "9:40")
    site.mark(site.pupils[0], "N", half="PM", at="13:35")
    assert site.state(site.pupils[0], "13:29")[0] == "here"
    assert site.state(site.pupils[0], "13:40") == NOBODY_KNOWS


def test_who_was_signed_out_is_out_until_they_are_back(site):
    site.mark_all()
    site.leaves(site.pupils[0], "10:00")
    site.leaves(site.pupils[1], "10:00", back="11:20")
    assert site.state(site.pupils[0], "9:59") == ("here", "")
    assert site.state(site.pupils[0], "11:30") == ("out", "signed out 10:00")
    assert site.state(site.pupils[1], "11:10")[0] == "out"
    assert site.state(site.pupils[1], "11:30") == ("here", "back 11:20")


def test_a_departure_that_was_withdrawn_says_nothing(site):
    site.mark_all()
    office = site.person("office")
    site.leaves(site.pupils[0], "10:00", withdrawn_at=site.at("10:05"), withdrawn_by=office)
    assert site.state(site.pupils[0], "10:40") == ("here", "")


def test_who_is_marked_in_a_later_session_has_come_back_though_nobody_wrote_it(site):
    site.mark_all()
    site.leaves(site.pupils[0], "11:00")
    site.mark_all("\\", half="PM", at="13:35")
    assert site.state(site.pupils[0], "13:40") == ("here", "")


def test_who_leaves_while_the_register_is_open_is_out_though_marked_a_minute_later(site):
    site.leaves(site.pupils[0], "8:52")
    site.mark_all(at="8:55")
    assert site.state(site.pupils[0], "9:00") == ("out", "signed out 8:52")


def test_who_was_out_and_comes_by_the_late_desk_is_here(site):
    site.mark_all()
    site.leaves(site.pupils[0], "10:00")
    site.arrives(site.pupils[0], "11:05")
    assert site.state(site.pupils[0], "11:10") == ("here", "signed in 11:05")


def test_a_late_mark_counts_from_the_arrival_that_it_tells_of(site):
    site.leaves(site.pupils[0], "9:00")
    site.mark(site.pupils[0], "U", minutes=40, at="9:31")
    assert site.state(site.pupils[0], "9:29")[0] == "out"
    assert site.state(site.pupils[0], "9:31") == ("here", "")


def test_who_is_back_within_the_minute_is_here(site):
    site.mark_all()
    site.leaves(site.pupils[0], "10:00", back="10:00")
    assert site.state(site.pupils[0], "10:00") == ("here", "back 10:00")


def test_a_pupil_who_has_left_the_roll_or_is_of_another_school_is_not_listed(site):
    left = site.newcomer()
    stay = left.enrolments.get()
    stay.end = site.day - timedelta(days=1)
    stay.save()
    stranger = PupilFactory(school=SchoolFactory())
    assert not {left.pk, stranger.pk} & set(site.presence("10:40").pupils)


def test_a_day_without_sessions_lists_nobody(site):
    Session.objects.filter(school=site.school).delete()
    known = site.presence("10:40")
    assert (known.stage, known.pupils) == ("no_school", {})


def test_a_school_closed_without_warning_lists_nobody(db):
    known = Evacuation(closure="unplanned").presence("10:40")
    assert (known.stage, known.pupils) == ("closed", {})


def test_where_only_the_afternoon_is_closed_the_morning_counts(site):
    site.mark_all()
    Session.objects.filter(school=site.school, half="PM").update(closure="unplanned")
    known = site.presence("13:40")
    assert known.stage == "after"
    assert {one.state for one in known.pupils.values()} == {"here"}


def close_school(site, now):
    """As the office does it for the whole day."""
    Session.objects.filter(school=site.school).update(closure="unplanned")
    head = site.person("headteacher")
    write_y4(
        school_id=site.school.pk, slot=Slot(site.day, "AM"), at=site.at(now), source="office",
        author=Author(head.pk, head.job_title, "headteacher"), reason="Burst boiler",
    )  # fmt: skip


def test_children_are_called_who_were_there_when_the_boiler_burst(site):
    here, unmarked, away = site.pupils[:3]
    site.mark(here, "/")
    mark_by_office(site, away, "I")
    close_school(site, "10:30")
    assert site.presence("10:40").stage == "open"
    assert site.state(here, "10:40") == ("here", "")
    assert site.state(unmarked, "10:40") == NOBODY_KNOWS
    assert site.state(away, "10:40") == ("away", "")
    site.close(site.tick(here, unmarked, at="10:43"), at="10:50")
    assert site.rows() == (1, 2)
    site.leaves(here, "11:00")
    assert site.state(here, "11:05")[0] == "out"
    assert "closed without warning" in stage_words(site.page("10:42"))


def test_a_day_that_is_past_is_told_to_its_end(site):
    site.mark_all()
    site.leaves(site.pupils[0], "14:50")
    from registers.queries.presence import on_site_facts

    later = clock.at_school(site.day + timedelta(days=1), site.at("8:00").time())
    known = on_site_facts(school_id=site.school.pk, day=site.day, at=later)
    assert known.pupils[site.pupils[0].pk].state == "out"


def test_it_takes_five_queries_for_three_pupils_and_for_thirty(site, django_assert_num_queries):
    with django_assert_num_queries(5):
        site.presence("10:40")
    for _ in range(27):
        site.newcomer()
    site.mark_all()
    site.arrives(site.pupils[0], "10:33")
    site.leaves(site.pupils[1], "10:33")
    with django_assert_num_queries(5):
        assert len(site.presence("10:40").pupils) == 30
