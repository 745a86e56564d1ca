"""The headteacher takes a pupil off the roll without script; its pages are for everybody."""

from playwright.sync_api import expect

from registers.queries.roll import roll
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_by_address
from tests.browser.registers import LiveClass, set_clock
from tests.factories.flags import PupilFlagFactory
from tests.factories.people import EnrolmentFactory
from tests.factories.roll import RemovalFactory, RemovalTellingFactory
from tests.registers.classroom import THURSDAY


def test_a_pupil_leaves_and_the_next_register_shows_it(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3)
    set_clock("8:30")
    pupil = room.pupils[0]
    head = room.person("headteacher", job_title="Headteacher")
    page = open_page(f"/pupils/{pupil.pk}/leave-roll/", user=head, script=False)
    page.get_by_label("(a) Registered at another school").check()
    page.get_by_role("button", name="Show what it needs").click()
    page.get_by_role("button", name="Show what happens").click()
    expect(page.locator("#errsum")).to_contain_text("Make the return to the local authority first")
    page.get_by_label("The pupil is registered at another school.").fill("Their letter of 9 Nov.")
    page.get_by_label("Whom you consulted, and what came of it").fill("An ordinary move.")
    page.get_by_label("Return made to the local authority on").fill(THURSDAY.isoformat())
    page.get_by_label("Next school", exact=True).fill("Alder Primary")
    page.get_by_label("First day at the next school").fill("2026-11-13")
    page.get_by_role("button", name="Show what happens").click()
    expect(page.get_by_text("Nothing has been changed yet.")).to_be_visible()
    page.get_by_role("button", name=f"Take {pupil.forename} off the roll").click()
    expect(page.get_by_role("heading", name="Removal from the roll")).to_be_visible()
    expect(page.get_by_text("Their letter of 9 Nov.")).to_be_visible()
    tomorrow = THURSDAY.replace(day=13)
    names = [row.pupil for row in roll(school_class=room.school_class, day=tomorrow, half="AM")]
    assert names == room.pupils[1:]


def test_nothing_is_amiss_for_anybody(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=2)
    set_clock("8:30")
    head = room.person("headteacher")
    base = f"/pupils/{room.pupils[0].pk}"
    leaver = EnrolmentFactory(pupil__school=room.school, end=THURSDAY)
    PupilFlagFactory(pupil=leaver.pupil, kind="looked_after", start=leaver.start)
    removal = RemovalFactory(enrolment=leaver, not_told="Not yet.")
    RemovalTellingFactory(removal=removal)
    page = open_page("/account/", user=head)
    pages = (
        "/leave-roll/",
        f"/leave-roll/?last_day={THURSDAY}&ground=a",
        f"/leave-roll/?last_day={THURSDAY}&ground=h",
        "/leave-roll/?last_day=2026-01-01",
        "/timetables/part-time/",
        "/suspensions/new/",
    )
    there = f"/pupils/{leaver.pupil.pk}/leave-roll/{removal.pk}/"
    asked = [there, *(f"{base}{address}" for address in pages)]
    assert faults_by_address(page, asked) == {}
