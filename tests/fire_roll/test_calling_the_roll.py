"""The roll is called tick by tick, and belongs to one alarm."""

from datetime import timedelta
from uuid import uuid4

import pytest

from audit.models import Act
from registers.ending_rolls import LEFT_OPEN
from registers.evacuation import NoRollToCall, NotOnTheRoll, RollWasClosed, TickTooOld
from registers.models import FireRoll, FireTick
from registers.refusals import ChangeUsedAlready
from schools.models import Session
from schools.permissions import NotPermitted
from tests.factories.mornings import FireRollFactory
from tests.fire_roll.evacuation import Evacuation


def found(site, at="10:45"):
    return [line.pupil_id for line in site.page(at).found]


def test_looking_at_the_roll_writes_nothing(site):
    site.mark_all()
    assert site.page().roll is None
    assert site.rows() == (0, 0)


def test_the_first_tick_begins_the_roll_and_the_next_joins_it(site):
    site.mark_all()
    office = site.person("office")
    roll = site.tick(site.pupils[0], at="10:40", by=office)
    assert site.tick(site.pupils[1], at="10:41") == roll
    assert (roll.opened_by, roll.opened_at) == (office, site.at("10:40"))
    assert site.rows() == (1, 2)
    assert found(site) == [site.pupils[0].pk, site.pupils[1].pk]


def test_a_tick_can_be_taken_back_and_the_latest_counts(site):
    site.mark_all()
    site.tick(*site.pupils)
    site.tick(site.pupils[0], found=False, at="10:41")
    assert found(site) == [pupil.pk for pupil in site.pupils[1:]]
    assert site.rows() == (1, 4)


def test_what_was_seen_later_counts_though_it_was_sent_sooner(site):
    site.mark_all()
    site.tick(site.pupils[1], at="10:40")
    site.tick(site.pupils[0], found=False, at="10:44")
    site.tick(site.pupils[0], at="10:46", waited=timedelta(minutes=5))
    assert found(site, at="10:47") == [site.pupils[1].pk]


def test_a_tick_sent_twice_is_saved_once(site):
    site.mark_all()
    number = uuid4()
    site.tick(site.pupils[0], client_id=number, roll=0, before=0)
    site.tick(site.pupils[0], client_id=number, roll=0, before=0, at="10:41")
    assert site.rows() == (1, 1)
    assert Act.objects.filter(act="save_ticks", school_id=site.school.pk).count() == 1
    with pytest.raises(ChangeUsedAlready):
        site.tick(site.pupils[1], client_id=number)


def test_a_tick_sent_again_after_the_closing_begins_no_roll(site):
    site.mark_all()
    number = uuid4()
    site.close(site.tick(site.pupils[0], client_id=number))
    with pytest.raises(RollWasClosed):
        site.tick(site.pupils[0], client_id=number, at="10:51")
    assert FireRoll.objects.filter(school=site.school).count() == 1


def test_a_tick_that_waited_counts_from_when_it_was_made(site):
    site.mark_all()
    roll = site.tick(site.pupils[0], at="10:45", waited=timedelta(minutes=4))
    assert roll.opened_at == site.at("10:41")


def test_a_tick_for_a_roll_that_was_closed_meanwhile_is_refused(site):
    site.mark_all()
    roll = site.tick(site.pupils[0])
    site.close(roll)
    with pytest.raises(RollWasClosed):
        site.tick(site.pupils[1], at="10:51", roll=roll)
    assert site.rows() == (1, 3)


def test_a_tick_never_begins_a_second_roll_that_nobody_meant(site):
    """It was made when no roll was called; one has been called and closed since."""
    site.mark_all()
    site.close(site.tick(site.pupils[0]))
    with pytest.raises(RollWasClosed):
        site.tick(site.pupils[1], at="10:51", roll=0, before=0)
    assert FireRoll.objects.filter(school=site.school).count() == 1


def test_who_has_seen_that_the_roll_is_over_begins_the_next_one(site):
    site.mark_all()
    first = site.close(site.tick(site.pupils[0]))
    second = site.tick(site.pupils[1], at="14:00")
    assert second != first
    assert found(site, at="14:01") == [site.pupils[1].pk]


def test_a_tick_of_an_earlier_alarm_says_nothing_of_this_one(site):
    site.mark_all()
    site.tick(site.pupils[0], at="13:00")
    with pytest.raises(TickTooOld):
        site.tick(site.pupils[1], at="13:05", waited=timedelta(hours=3))
    assert found(site, at="13:06") == [site.pupils[0].pk]
    site.tick(site.pupils[1], at="13:05", waited=timedelta(minutes=9))
    assert len(found(site, at="13:06")) == 2


def test_a_tick_that_waited_for_hours_begins_no_roll(site):
    site.mark_all()
    with pytest.raises(TickTooOld):
        site.tick(site.pupils[0], at="13:05", waited=timedelta(hours=3))
    assert site.rows() == (0, 0)


def test_a_roll_of_yesterday_that_nobody_closed_lends_no_tick_to_today(site):
    site.mark_all()
    before = site.at("10:40") - timedelta(days=1)
    yesterday = FireRollFactory(opened_by=site.teacher, opened_at=before)
    assert site.page().roll is None
    assert site.page().left_open.roll == yesterday
    with pytest.raises(RollWasClosed):
        site.tick(site.pupils[0], roll=yesterday)
    roll = site.tick(site.pupils[0])
    yesterday.refresh_from_db()
    assert roll != yesterday
    assert (yesterday.closed_at, yesterday.words) == (before, LEFT_OPEN)


def test_a_roll_without_a_tick_for_three_hours_lends_none_to_the_next_alarm(site):
    site.mark_all()
    first = site.tick(*site.pupils[:2], at="9:30")
    assert site.page(at="12:29").roll == first
    assert site.page(at="12:30").roll is None
    second = site.tick(site.pupils[2], at="12:31")
    assert found(site, at="12:32") == [site.pupils[2].pk]
    first.refresh_from_db()
    assert (first.closed_at, first.words) == (site.at("9:30"), LEFT_OPEN)
    left = FireTick.objects.filter(roll=first, found=False).values_list("pupil_id", flat=True)
    assert list(left) == [site.pupils[2].pk]  # Who was to find when the last tick was made.
    assert second.opened_at == site.at("12:31")


def test_only_pupils_of_this_school_who_are_on_the_roll_can_be_ticked(site):
    stranger = Evacuation().pupils[0]
    with pytest.raises(NotOnTheRoll):
        site.tick(site.pupils[0], stranger)
    assert site.rows() == (0, 0)


def test_a_day_without_school_has_no_roll_to_call(site):
    Session.objects.filter(school=site.school).delete()
    with pytest.raises(NoRollToCall):
        site.tick(site.pupils[0])


def test_a_child_found_who_was_thought_away_can_be_ticked(site):
    site.mark(site.pupils[0], "N")
    site.leaves(site.pupils[0], "9:00")
    assert site.tick(site.pupils[0])


def test_a_governor_ticks_nobody(site):
    with pytest.raises(NotPermitted):
        site.tick(site.pupils[0], by=site.person("governor"))


@pytest.mark.parametrize("role", ["class_teacher", "senco", "office", "admin", "headteacher"])
def test_every_member_of_staff_ticks_any_class(site, role):
    site.tick(site.pupils[0], by=site.person(role))
    assert site.rows() == (1, 1)


def test_the_acts_say_who_ticked_how_many(site):
    site.mark_all()
    roll = site.tick(*site.pupils)
    site.tick(site.pupils[0], found=False, at="10:41")
    acts = Act.objects.filter(act="save_ticks", school_id=site.school.pk).order_by("pk")
    assert [act.detail for act in acts] == [
        {"found": 3, "taken_back": 0, "opened": True},
        {"found": 0, "taken_back": 1, "opened": False},
    ]
    assert {act.subject_id for act in acts} == {roll.pk}


def test_classes_with_most_to_find_come_first_and_who_is_asked_for_before_the_others(site):
    site.mark(site.pupils[2], "N")
    site.mark(site.pupils[0], "/")
    site.mark(site.pupils[1], "/")
    other = Evacuation(pupils=4, school=site.school)
    other.mark_all()
    page = site.page()
    assert [(one.class_id, one.to_find) for one in page.classes] == [
        (other.school_class.pk, 4), (site.school_class.pk, 3),
    ]  # fmt: skip
    first, second, third = site.pupils
    assert [line.pupil_id for line in page.classes[1].lines] == [third.pk, first.pk, second.pk]
    site.tick(third)
    lines = site.page(at="10:45").classes[1].lines
    assert [line.pupil_id for line in lines] == [first.pk, second.pk, third.pk]


def test_the_page_takes_seven_queries_for_three_pupils_and_for_many(
    site, django_assert_num_queries
):
    site.mark_all()
    site.tick(site.pupils[0])
    for _ in range(20):
        site.newcomer()
    at, by = site.at("10:42"), site.teacher
    from registers.queries.fire_roll import fire_roll

    with django_assert_num_queries(7):
        assert len(fire_roll(by=by, at=at).lines) == 23
