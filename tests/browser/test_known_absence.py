"""A parent rings before school, the child comes all the same; and a class goes on a trip."""

from playwright.sync_api import expect

from registers.models import Message, Plan
from schools.models import Pupil
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_by_address, faults_of
from tests.browser.registers import LiveClass, ready, saved, set_clock
from tests.factories.people import ParentFactory, PupilParentFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import THURSDAY

FRIDAY = THURSDAY.replace(day=13)


def with_a_family(room: LiveClass) -> tuple[Pupil, Pupil]:
    """Kofi and his sister, and a school day tomorrow."""
    kofi = room.named("Boateng")
    sister = room.newcomer(legal_forename="Efua", legal_surname="Boateng-Addo")
    parent = ParentFactory(school=room.school)
    for pupil in (kofi, sister):
        PupilParentFactory(pupil=pupil, parent=parent)
    for half in ("AM", "PM"):
        SessionFactory(school=room.school, day=FRIDAY, half=half)
    return kofi, sister


def test_a_parent_rings_and_the_child_comes_all_the_same(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=8, plans=False)
    kofi, sister = with_a_family(room)
    set_clock("8:20")
    office = room.person("office", job_title="School office")
    page = open_page("/messages/", user=office)
    page.get_by_role("link", name="New message").click()
    page.get_by_label("Pupil, or brothers and sisters").press_sequentially("kof")
    page.get_by_label("Kofi Boateng").check()
    page.get_by_label("Efua Boateng-Addo").check()
    page.get_by_label("Who said it").fill("Mum")
    page.get_by_label("The reason, as it was given").press_sequentially("a temperature and cough")
    page.get_by_label("Illness.").check()
    page.get_by_label("Last day away").fill(FRIDAY.isoformat())
    assert faults_of(page) == []
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("status")).to_contain_text("Registers expect Kofi and Efua to be away")
    expect(page.get_by_text("4 sessions")).to_be_visible()

    set_clock("8:50")
    register = ready(open_page(room.address, user=room.teacher))
    rows = [register.locator(f"#pupil-{pupil.pk}") for pupil in (kofi, sister)]
    for row in rows:
        expect(row).to_contain_text("Ill")
        expect(row).to_have_attribute("data-code", "I")
    expect(register.locator("body")).not_to_contain_text("temperature")
    rows[0].locator(".mk--p").click()
    saved(register)
    assert room.codes()["Boateng"] == "/"

    set_clock("8:57")
    page.goto("/today/")
    expect(page.locator("main")).to_contain_text("Expected ill, but marked present: Kofi Boateng")
    page.get_by_role("link", name="End the absence").click()
    expect(page.get_by_label("Kofi Boateng")).to_be_checked()
    expect(page.get_by_label("Efua Boateng-Addo")).not_to_be_checked()
    assert faults_of(page) == []
    page.get_by_role("button", name="End the absence").click()
    expect(page.get_by_role("status")).to_contain_text("Registers expect Kofi again")
    assert faults_of(page) == []
    standing = Plan.objects.standing().filter(message=Message.objects.get(school=room.school))
    assert [plan.pupil for plan in standing] == [sister]
    assert room.codes() == {"Boateng": "/", "Boateng-Addo": "I"}
    page.goto("/today/")
    expect(page.locator("main")).not_to_contain_text("Expected ill")


def test_a_class_goes_on_a_trip_and_one_stays_behind(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=6, plans=False)
    with_a_family(room)
    set_clock("8:20")
    page = open_page("/messages/trips/new/", user=room.person("office"), script=False)
    page.get_by_label("What it is").fill("Castle visit")
    page.get_by_label("Where").fill("Leeds Castle")
    page.get_by_label("Who supervises it").fill("Miss Okonjo")
    page.get_by_label("Kestrel").check()
    page.get_by_role("button", name="Show who goes").click()
    expect(page.get_by_text("Nothing is recorded yet")).to_be_visible()
    stays = room.named("Bramwell")
    page.get_by_label("Eliza Bramwell").uncheck()
    page.get_by_role("button", name="Record the trip").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded for 6 pupils")

    set_clock("8:52")
    register = ready(open_page(room.address, user=room.teacher))
    goes = register.locator(f"#pupil-{room.named('Ashdown').pk}")
    expect(goes).to_contain_text("Trip")
    expect(goes).to_have_attribute("data-code", "")
    expect(register.locator(f"#pupil-{stays.pk}")).not_to_contain_text("Trip")
    goes.locator(".mk--o").click()
    saved(register)
    assert room.codes() == {"Ashdown": "V"}


def test_nothing_is_amiss_for_anybody(open_page: OpenPage, demo_clock: None) -> None:
    room = LiveClass(pupils=6)
    with_a_family(room)
    set_clock("8:20")
    head = room.person("headteacher")
    page = open_page("/messages/new/", user=head)
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("#errsum")).to_be_visible()
    assert faults_of(page) == []
    page.goto("/messages/trips/new/")
    page.get_by_label("What it is").fill("Castle visit")
    page.get_by_label("Where").fill("Leeds Castle")
    page.get_by_label("Who supervises it").fill("Miss Okonjo")
    page.get_by_label("Kestrel").check()
    page.get_by_role("button", name="Show who goes").click()
    expect(page.get_by_text("Nothing is recorded yet")).to_be_visible()
    assert faults_of(page) == []
    assert faults_by_address(page, ["/messages/", "/messages/?q=boa"]) == {}
