"""A roll is closed by those who answer for it, and what is left stays in the record."""

import pytest

from audit.models import Act
from registers.actions.close_fire_roll import LONGEST
from registers.ending_rolls import LEFT_OPEN
from registers.evacuation import ClosedByOthers, MoreToFind, NobodyCallsIt, RollWasClosed
from registers.models import FireTick
from registers.queries.past_fire_rolls import missed, past_fire_roll, past_fire_rolls
from registers.refusals import Refused
from schools.permissions import NotPermitted
from tests.fire_roll.evacuation import Evacuation


@pytest.fixture
def called(site):
    """A roll that the teacher opened: two are found, one is not."""
    site.mark_all()
    return site.tick(*site.pupils[:2])


def test_a_tick_that_was_taken_back_is_not_counted_as_found(site, called):
    site.tick(site.pupils[0], found=False, at="10:45")
    site.close(called)
    [past] = past_fire_rolls(school_id=site.school.pk)
    assert (past.found, len(past.not_found)) == (1, 2)


def test_who_opened_it_closes_it_and_who_was_not_found_is_kept(site, called):
    roll = site.close(called, words="  Drill  ")
    assert (roll.closed_by, roll.closed_at, roll.words) == (site.teacher, site.at("10:50"), "Drill")
    [past] = past_fire_rolls(school_id=site.school.pk)
    assert (past.found, past.not_found, past.people) == (2, [site.pupils[2].pk], 1)
    assert past.lasted.total_seconds() == 600
    [one] = missed(school_id=site.school.pk, past=past)
    assert (one.pupil, one.class_name) == (site.pupils[2], site.school_class.name)


@pytest.mark.parametrize("role", ["office", "attendance_lead", "senior_leader", "headteacher"])
def test_the_office_and_those_who_lead_close_any_roll(site, called, role):
    assert site.close(called, by=site.person(role)).closed_at


@pytest.mark.parametrize("role", ["class_teacher", "senco", "family_liaison", "admin"])
def test_others_do_not_and_read_who_can(site, called, role):
    other = site.person(role)
    with pytest.raises(ClosedByOthers) as refusal:
        site.close(called, by=other)
    assert site.teacher.name in str(refusal.value)
    assert "headteacher" in str(refusal.value).lower()
    called.refresh_from_db()
    assert called.closed_at is None


def test_anybody_on_the_staff_closes_one_on_which_nobody_has_ticked_for_half_an_hour(site, called):
    other = site.person("class_teacher")
    with pytest.raises(ClosedByOthers):
        site.close(called, by=other, at="11:09")
    assert not site.page(at="11:09").quiet
    assert site.page(at="11:10").quiet
    assert site.close(called, by=other, at="11:10")


def test_one_that_was_left_open_for_hours_is_closed_as_of_its_last_tick(site, called):
    site.leaves(site.pupils[0], "11:00")
    roll = site.close(called, by=site.person("class_teacher"), at="14:00", seen=[])
    assert (roll.closed_at, roll.words) == (site.at("10:40"), LEFT_OPEN)
    [past] = past_fire_rolls(school_id=site.school.pk)
    assert (past.found, past.not_found) == (2, [site.pupils[2].pk])


def test_a_governor_closes_nothing(site, called):
    with pytest.raises(NotPermitted):
        site.close(called, by=site.person("governor"))


def test_it_is_not_closed_over_a_child_whom_the_person_did_not_see_as_missing(site, called):
    seen = [site.pupils[2]]
    site.tick(site.pupils[0], found=False, at="10:45")
    with pytest.raises(MoreToFind):
        site.close(called, seen=seen)
    assert site.close(called, seen=[*seen, site.pupils[0]])


def test_somebody_found_since_the_person_looked_is_no_reason_to_ask_again(site, called):
    site.tick(site.pupils[2], at="10:45")
    assert site.close(called, seen=[site.pupils[2]])
    assert past_fire_rolls(school_id=site.school.pk)[0].not_found == []


def test_a_roll_is_closed_once(site, called):
    site.close(called)
    with pytest.raises(NobodyCallsIt):
        site.close(called, at="10:51")


def test_another_roll_than_the_one_that_was_seen_is_not_closed(site, called):
    site.close(called)
    site.tick(site.pupils[0], at="10:55")
    with pytest.raises(RollWasClosed):
        site.close(called, at="10:56")


@pytest.mark.parametrize("words", ["x" * (LONGEST + 1), "a\x00b"])
def test_words_that_cannot_be_kept_close_nothing(site, called, words):
    with pytest.raises(Refused):
        site.close(called, words=words)
    assert FireTick.objects.filter(roll=called).count() == 2


def test_the_act_says_how_many_were_found_and_why_some_were_not(site, called):
    site.close(called, words="Went home with his gran")
    act = Act.objects.get(act="close_fire_roll", school_id=site.school.pk)
    assert (act.detail, act.reason) == ({"found": 2, "to_find": 1}, "Went home with his gran")


def test_past_rolls_are_of_this_school_and_closed_and_the_newest_comes_first(site, called):
    site.close(called)
    second = site.close(site.tick(site.pupils[0], at="13:00"), at="13:05")
    site.tick(site.pupils[0], at="14:00")
    other = Evacuation()
    other.mark_all()
    theirs = other.close(other.tick(other.pupils[0]))
    past = past_fire_rolls(school_id=site.school.pk)
    assert [one.roll for one in past] == [second, called]
    assert [one.found for one in past] == [1, 2]
    assert past_fire_roll(school_id=site.school.pk, roll_id=theirs.pk) is None


def test_the_list_of_past_rolls_takes_two_queries(site, called, django_assert_num_queries):
    site.close(called)
    site.close(site.tick(*site.pupils, at="13:00"), at="13:05")
    with django_assert_num_queries(2):
        assert len(past_fire_rolls(school_id=site.school.pk)) == 2
