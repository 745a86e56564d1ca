"""The alarm goes: two people tick at once, the network fails, and nobody is lost or doubled."""

from playwright.sync_api import Page, expect

from registers.models import FireRoll, FireTick
from schools.models import Pupil
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_by_address, faults_of
from tests.browser.registers import LiveClass, set_clock
from tests.browser.support import sign_in
from tests.factories.mornings import DepartureFactory
from tests.registers.classroom import THURSDAY, Classroom

CONNECTED = "Connected. If the network goes"
KEPT = "JSON.stringify([localStorage, sessionStorage, document.cookie])"


def evacuated(*, pupils: int = 4) -> LiveClass:
    """A class that is all here but for one who nobody knows of; it is 10:40."""
    room = LiveClass(pupils=pupils, plans=False)
    set_clock("10:40")
    room.mark_all()
    room.mark(room.pupils[-1], "N")
    return room


def box(page: Page, pupil: Pupil):
    return page.locator(f"[name=p{pupil.pk}]")


def left(page: Page, number: int) -> None:
    """Wait until the page says how many are still to find."""
    expect(page.locator(".figs [data-fire=left]")).to_have_text(str(number))


def look_again(page: Page) -> None:
    """What the page does every ten seconds."""
    page.evaluate("dispatchEvent(new Event('online'))")


def ticked(room: Classroom) -> dict[str, int]:
    """How many ticks each pupil has on the server, by surname."""
    rows = FireTick.objects.filter(school=room.school).select_related("pupil")
    found: dict[str, int] = {}
    for row in rows:
        found[row.pupil.surname] = found.get(row.pupil.surname, 0) + 1
    return found


def test_two_people_tick_together_and_the_network_comes_and_goes(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = evacuated()
    adeyemi, ashdown, barraclough, _begum = room.pupils
    teacher = open_page("/registers/", user=room.teacher, width=390, touch=True)
    teacher.locator(".at-hand").click()  # One tap, with the menu shut.
    office = open_page("/fire-roll/", user=room.person("office", forename="Priya", surname="Raman"))
    left(teacher, 4)
    expect(teacher.locator("#fire-rolls small")).to_have_text("not known to be here")
    expect(teacher.locator("#fire-opened")).to_have_text("The roll begins with the first tick.")
    box(office, adeyemi).check()
    left(office, 3)
    expect(office.locator("#fire-opened")).to_have_text("Opened 10:40 by P. Raman.")
    expect(box(teacher, adeyemi)).to_be_checked(timeout=14_000)  # By itself, within ten seconds.
    expect(teacher.locator("#fire-opened")).to_have_text("Opened 10:40 by P. Raman.")

    kept = teacher.evaluate(KEPT)
    teacher.context.set_offline(True)
    expect(teacher.locator("#fire-words")).to_contain_text("Not connected. Go on ticking")
    box(teacher, ashdown).check()
    box(teacher, barraclough).check()
    box(teacher, barraclough).uncheck()
    box(teacher, adeyemi).uncheck()
    expect(teacher.locator("#fire-words")).to_contain_text("3 ticks wait on this page")
    left(teacher, 3)
    assert ticked(room) == {"Adeyemi": 1}
    assert teacher.evaluate(KEPT) == kept  # Nothing is stored on the device.
    asked: list[str] = []
    teacher.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    teacher.evaluate("location.href = '/account/'")
    teacher.wait_for_timeout(300)
    assert asked == ["beforeunload"]

    box(office, barraclough).check()
    expect(office.locator("#fire-save")).to_be_hidden()
    teacher.context.set_offline(False)
    expect(teacher.locator("#fire-words")).to_contain_text(CONNECTED)
    expect(teacher.locator("#fire-save")).to_be_hidden()
    look_again(office)
    look_again(teacher)
    for page in (office, teacher):
        expect(box(page, adeyemi)).not_to_be_checked()
        expect(box(page, ashdown)).to_be_checked()
        expect(box(page, barraclough)).to_be_checked()  # Seen later than it was unticked.
        left(page, 2)
    assert ticked(room) == {"Adeyemi": 2, "Ashdown": 1, "Barraclough": 2}
    assert FireRoll.objects.filter(school=room.school).count() == 1


def test_an_answer_that_never_came_does_not_double_a_tick(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = evacuated()
    page = open_page("/fire-roll/", user=room.teacher)

    def lose_the_answer(route):
        route.fetch()
        route.abort()

    page.route("**/ticks/", lose_the_answer, times=1)
    box(page, room.pupils[0]).check()
    expect(page.locator("#fire-words")).to_contain_text("1 tick waits on this page")
    expect(page.locator("#fire-words")).to_contain_text(CONNECTED)
    assert ticked(room) == {"Adeyemi": 1}


def test_an_expired_sign_in_keeps_the_list_and_another_tab_sends_what_waits(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = evacuated()
    page = open_page("/fire-roll/", user=room.teacher)
    site = page.evaluate("location.origin")
    page.context.clear_cookies(name="sessionid")
    box(page, room.pupils[0]).check()
    expect(page.locator("#fire-words")).to_contain_text("You are signed out")
    expect(page.locator("#fire-words")).to_contain_text("1 tick waits on this page")
    expect(page.locator("#fire-words")).to_contain_text("or use paper")
    expect(page.get_by_text("Ashdown")).to_be_visible()
    page.context.clear_cookies(name="csrftoken")
    sign_in(page.context, room.teacher, site)
    tab = page.context.new_page()
    tab.goto("/account/")
    look_again(page)
    expect(page.locator("#fire-words")).to_contain_text(CONNECTED)
    assert ticked(room) == {"Adeyemi": 1}


def test_who_signs_in_instead_does_not_tick_under_the_others_name(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = evacuated()
    page = open_page("/fire-roll/", user=room.teacher)
    sign_in(page.context, room.person("office"), page.evaluate("location.origin"))
    look_again(page)
    expect(page.locator("#fire-words")).to_contain_text("Somebody else has signed in")
    box(page, room.pupils[0]).check()
    page.wait_for_timeout(600)
    assert ticked(room) == {}


def test_signing_out_in_another_tab_takes_the_names_off_the_screen(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = evacuated()
    page = open_page("/fire-roll/", user=room.teacher)
    tab = page.context.new_page()
    tab.goto("/account/")
    tab.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.locator("#fire-words")).to_contain_text("You have signed out")
    assert "Ashdown" not in page.content()


def test_who_comes_and_who_leaves_is_on_the_open_page_without_opening_it_again(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = evacuated()
    page = open_page("/fire-roll/", user=room.teacher)
    box(page, room.pupils[1]).check()
    left(page, 3)
    expect(page.locator("#fire-save")).to_be_hidden()
    DepartureFactory(pupil=room.pupils[0], day=THURSDAY)
    look_again(page)
    expect(page.get_by_text("Adeyemi")).to_have_count(0)
    left(page, 2)
    expect(box(page, room.pupils[1])).to_be_checked()
    expect(page.locator("[data-fire=away]")).to_have_text("1")


def test_the_office_closes_the_drill_and_the_head_reads_how_it_went(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = evacuated()
    head = room.person("headteacher")
    page = open_page("/fire-roll/", user=room.person("office"))
    for pupil in room.pupils[:3]:
        box(page, pupil).check()
    left(page, 1)
    expect(page.locator("#fire-save")).to_be_hidden()
    assert faults_of(page) == []
    page.get_by_role("link", name="Close the roll").click()
    expect(page.get_by_text("Ibrahim Begum-Hale")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_label("What to add to the record").fill("Drill")
    page.get_by_role("button", name="Close with 1 still to find").click()
    expect(page.get_by_role("status").first).to_contain_text("The roll was closed after")
    record = open_page("/fire-roll/past/", user=head)
    assert faults_by_address(record, ["/fire-roll/past/"]) == {}
    record.get_by_role("link", name="12 November 2026").click()
    expect(record.get_by_text("Ibrahim Begum-Hale")).to_be_visible()
    expect(record.get_by_text("ticked by 1 person")).to_be_visible()
    assert faults_of(record) == []


def test_ticks_are_saved_without_script(open_page: OpenPage, demo_clock: None) -> None:
    room = evacuated()
    page = open_page("/fire-roll/", user=room.teacher, script=False)
    box(page, room.pupils[0]).check()
    page.get_by_role("button", name="Save ticks").click()
    expect(page.get_by_role("status").first).to_contain_text("1 tick saved.")
    box(page, room.pupils[0]).uncheck()
    page.get_by_role("button", name="Save ticks").click()
    expect(box(page, room.pupils[0])).not_to_be_checked()


def test_a_governor_has_no_fire_roll(open_page: OpenPage, demo_clock: None) -> None:
    room = evacuated()
    page = open_page("/account/", user=room.person("governor"))
    expect(page.get_by_role("link", name="Fire roll")).to_have_count(0)
    page.goto("/fire-roll/")
    expect(page.get_by_text("It can be done by:")).to_be_visible()
    assert "Ashdown" not in page.content()
