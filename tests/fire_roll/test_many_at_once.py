"""A whole staff ticks in the same moment, each on a connection of their own."""

from collections.abc import Callable
from uuid import uuid4

from registers.actions.save_ticks import Tick, save_ticks
from registers.evacuation import RollWasClosed
from registers.models import FireRoll, FireTick
from schools.models import Pupil
from tests.fire_roll.evacuation import Evacuation
from tests.registers.test_two_people_at_once import all_at_once

PEOPLE = 8


def first_tick(site: Evacuation, pupil: Pupil, number: object = None) -> Callable[[], FireRoll]:
    """A tick by somebody who has seen no roll."""
    by, tick = site.person("office"), Tick(pupil.pk, found=True, client_id=number or uuid4())
    return lambda: save_ticks(by=by, ticks=[tick], roll_id=0, before=0, at=site.at("10:40"))


def test_of_eight_first_ticks_at_once_one_roll_is_begun_and_every_tick_is_in_it(
    committed: None,
) -> None:
    site = Evacuation(pupils=PEOPLE)
    rolls = all_at_once(*[first_tick(site, pupil) for pupil in site.pupils])
    [roll] = FireRoll.objects.filter(school=site.school)
    assert set(rolls) == {roll}
    assert FireTick.objects.filter(roll=roll).count() == PEOPLE


def test_one_tick_sent_by_eight_requests_at_once_is_saved_once(committed: None) -> None:
    site, number = Evacuation(), uuid4()
    all_at_once(*[first_tick(site, site.pupils[0], number) for _ in range(PEOPLE)])
    assert FireTick.objects.filter(school=site.school).count() == 1
    assert FireRoll.objects.filter(school=site.school).count() == 1


def test_a_roll_that_is_closed_while_others_tick_keeps_every_tick_or_says_it_is_over(
    committed: None,
) -> None:
    site = Evacuation(pupils=PEOPLE)
    site.mark_all()
    roll = site.tick(site.pupils[0])
    ticks = [first_tick(site, pupil) for pupil in site.pupils[1:]]
    *answers, closed = all_at_once(*ticks, lambda: site.close(roll))
    assert closed == roll
    assert {type(one) for one in answers} <= {FireRoll, RollWasClosed}
    saved = sum(isinstance(one, FireRoll) for one in answers)
    found = FireTick.objects.filter(roll=roll, found=True).count()
    left = FireTick.objects.filter(roll=roll, found=False).count()
    assert (found, found + left) == (saved + 1, PEOPLE)
    assert FireRoll.objects.filter(school=site.school).count() == 1
