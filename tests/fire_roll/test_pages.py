"""The pages of the fire roll without script: who is to find, ticking, closing, the record."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registers.changes import Change
from registers.models import FireRoll, FireTick
from schools.models import Session
from tests.fire_roll.evacuation import Evacuation
from tests.fire_roll.screen import CLOSE, PAST, ROLL, TICKS, changes, fields, flat, send


def test_the_page_says_who_is_to_find_and_gives_no_reason(site, staff):
    site.mark(site.pupils[0], "N")
    site.mark(site.pupils[1], "/")
    site.save(Change(site.pupils[2].pk, "I", comment="Chickenpox"), by=site.person("office"))
    page = staff.get(ROLL)
    words = flat(page)
    assert "Still to find 2 in 1 of 1 classes" in words
    assert "Ticked 0 of 2 on this roll" in words
    assert "Not known to be here 1 no mark or no reason: ask" in words
    assert "Known to be away 1 not on this roll" in words
    assert "0 of 2 · 2 to find" in words
    assert "The roll begins with the first tick. Last refreshed 10:42" in words
    assert site.pupils[2].surname not in words
    assert "Chickenpox" not in words
    assert "Visitors and staff are not on this roll" in words
    assert "no-store" in page.headers["Cache-Control"]


def test_the_form_saves_ticks_and_takes_one_back_without_script(site, staff):
    site.mark_all()
    sent = fields(staff.get(ROLL))
    first, second, third = (f"p{pupil.pk}" for pupil in site.pupils)
    page = staff.post(ROLL, {**sent, first: "0", second: "1"}, follow=True)
    assert "2 ticks saved." in page.text
    assert "Opened 10:42 by A. Marlowe" in flat(page)
    sent = fields(page)
    assert {first, second} <= set(sent)
    del sent[first]
    page = staff.post(ROLL, {**sent, third: "2"}, follow=True)
    assert set(fields(page)) & {first, second, third} == {second, third}
    assert FireRoll.objects.filter(school=site.school).count() == 1
    assert "No tick was changed" in staff.post(ROLL, fields(page), follow=True).text


def test_a_form_saves_only_what_its_own_person_changed(site, staff):
    site.mark_all()
    site.tick(site.pupils[0], by=site.person("office"))
    mine = fields(staff.get(ROLL))
    site.tick(site.pupils[1], at="10:41", by=site.person("office"))
    page = staff.post(ROLL, {**mine, f"p{site.pupils[2].pk}": "2"}, follow=True)
    assert len([name for name in fields(page) if re.fullmatch(r"p\d+", name)]) == 3


def test_a_refused_form_keeps_what_was_ticked(site, staff, now):
    site.mark_all()
    mine = fields(staff.get(ROLL))
    site.close(site.tick(site.pupils[0]))
    now("10:51")
    page = staff.post(ROLL, {**mine, f"p{site.pupils[1].pk}": "1"})
    assert page.status_code == 422
    assert "<title>Error: Fire roll" in page.text
    assert "The roll was closed meanwhile" in page.text
    assert f"p{site.pupils[1].pk}" in fields(page)
    assert staff.post(ROLL, fields(page)).status_code == 302
    assert FireRoll.objects.filter(school=site.school).count() == 2


@pytest.mark.parametrize(
    "sent",
    [{}, {"pX": "1"}, {"p": "1"}, {"p99999999999999999999": "1"}, {"shown": "a b", "roll": "-1"}],
)
def test_a_form_that_says_nothing_saves_nothing(site, staff, sent):
    site.mark_all()
    assert staff.post(ROLL, sent).status_code == 302
    assert site.rows() == (0, 0)


def test_a_forged_pupil_is_refused_in_a_sentence(site, staff):
    stranger = Evacuation().pupils[0]
    page = staff.post(ROLL, {f"p{stranger.pk}": "1", "roll": "0", "before": "0"})
    assert page.status_code == 422
    assert "This pupil is not on the roll today. Nothing was saved." in page.text
    assert site.rows() == (0, 0)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("8:40", "No register has been opened today: the morning's opens at 8:50."),
        ("12:30", "The morning session ended at 12:00."),
        ("15:30", "The last session ended at 15:20."),
    ],
)
def test_outside_the_sessions_the_page_says_what_it_rests_on(site, staff, now, at, words):
    now(at)
    assert words in flat(staff.get(ROLL))


def test_a_day_without_school_is_calm(site, staff):
    Session.objects.filter(school=site.school).delete()
    page = staff.get(ROLL)
    assert "The school does not meet today, so there is nobody to call." in page.text
    assert "Save ticks" not in page.text


def test_a_roll_without_a_tick_and_one_left_open_are_pointed_out(site, staff, now):
    site.mark_all()
    site.tick(site.pupils[0], at="10:40")
    now("11:15")
    page = staff.get(ROLL)
    assert "Nobody has ticked on this roll for half an hour." in page.text
    now("13:40")
    page = staff.get(ROLL)
    assert "The roll of 12 November 2026 at 10:40 was never closed." in page.text
    assert "The roll begins with the first tick." in page.text
    assert not re.findall(r'name="p\d+"[^>]*checked', page.text)
    page = staff.get(CLOSE)
    assert "It is closed as of its last tick, 12 November 2026 at 10:40" in page.text
    page = staff.post(CLOSE, fields(page), follow=True)
    assert "The roll was closed after 0 seconds." in page.text


def test_a_governor_is_told_who_can(client, site):
    client.force_login(site.person("governor"))
    for address in (ROLL, CLOSE, PAST):
        page = client.get(address)
        assert page.status_code == 403
        assert "It can be done by:" in page.text
    assert send(client, changes(*site.pupils)).status_code == 403
    assert "Fire roll" not in client.get("/account/").text
    assert site.rows() == (0, 0)


@pytest.mark.parametrize("role", ["class_teacher", "senco", "office", "admin", "headteacher"])
def test_every_member_of_staff_has_it_at_hand_on_every_page(client, site, role):
    client.force_login(site.person(role))
    page = client.get("/account/").text
    assert len(re.findall(r'href="/fire-roll/"', page)) == 3  # Side, header, and menu.
    assert 'class="at-hand" href="/fire-roll/"' in page


def test_closing_asks_first_with_the_names_still_to_find(site, staff, now):
    site.mark_all()
    site.tick(*site.pupils[:2])
    page = staff.get(CLOSE)
    assert "Close with 1 still to find" in page.text
    assert site.pupils[2].surname in page.text
    assert site.pupils[0].surname not in page.text
    now("10:45")
    page = staff.post(CLOSE, {**fields(page), "words": "Drill"}, follow=True)
    assert "The roll was closed after 5 minutes." in page.text
    assert FireTick.objects.filter(school=site.school, found=False).count() == 1


def test_closing_says_when_everybody_is_accounted_for(site, staff):
    site.mark_all()
    site.tick(*site.pupils)
    assert "Everybody is accounted for" in staff.get(CLOSE).text


def test_closing_over_somebody_who_was_not_seen_is_refused_with_the_words_kept(site, staff):
    site.mark_all()
    site.tick(*site.pupils)
    sent = fields(staff.get(CLOSE))
    site.tick(site.pupils[0], found=False, at="10:41")
    page = staff.post(CLOSE, {**sent, "words": "All <here>"})
    assert page.status_code == 422
    assert "More pupils are still to find than you saw." in page.text
    assert "All &lt;here&gt;</textarea>" in page.text
    assert site.pupils[0].surname in page.text


def test_without_a_roll_there_is_nothing_to_close(site, staff):
    for page in (staff.get(CLOSE, follow=True), staff.post(CLOSE, {}, follow=True)):
        assert "No roll is being called" in page.text


def test_who_may_not_close_it_reads_who_can(client, site, now):
    site.mark_all()
    site.tick(site.pupils[0])
    client.force_login(site.person("senco"))
    page = client.get(CLOSE)
    assert page.status_code == 403
    assert f"It can be done by: {site.teacher.name}" in page.text
    assert 'id="fire-close"' in client.get(ROLL).text
    assert client.get(TICKS).json()["may_close"] is False


def test_the_record_of_a_drill_is_for_the_office_and_those_who_lead(client, site, now):
    site.mark_all()
    roll = site.close(site.tick(*site.pupils[:2]), at="10:44", words="Drill, autumn")
    head = site.person("headteacher")
    client.force_login(head)
    words = flat(client.get(PAST))
    assert "12 November 2026" in words
    assert "Drill, autumn" in words
    assert "4 minutes" in words
    page = client.get(f"{PAST}{roll.pk}/")
    assert site.pupils[2].surname in page.text
    assert site.pupils[0].surname not in page.text
    assert client.get(f"{PAST}{2**70}/").status_code == 404
    client.force_login(Evacuation().person("headteacher"))
    assert client.get(f"{PAST}{roll.pk}/").status_code == 404
    client.force_login(site.teacher)
    assert client.get(PAST).status_code == 403
    assert PAST not in client.get(ROLL).text


def test_before_the_first_drill_the_list_says_what_will_stand_there(client, site, now):
    client.force_login(site.person("headteacher"))
    assert "No roll has been called and closed yet." in client.get(PAST).text


def queries_of(act):
    with CaptureQueriesContext(connection) as asked:
        assert act().status_code == 200
    return len(asked)


def test_a_page_a_refresh_and_a_tick_take_no_more_queries_for_many_than_for_few(site, staff):
    acts = (
        lambda: staff.get(ROLL),
        lambda: staff.get(TICKS),
        lambda: send(staff, changes(*site.pupils)),
    )
    staff.get(ROLL)
    site.mark_all()
    site.tick(site.pupils[0])
    few = [queries_of(act) for act in acts]
    for _ in range(25):
        site.pupils.append(site.newcomer())
    site.mark_all()
    assert [queries_of(act) for act in acts] == few
    assert max(few) <= 15
