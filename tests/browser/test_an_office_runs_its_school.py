"""An office manager makes an empty school run, and every change shows in the next register."""

from datetime import date, time
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from playwright.sync_api import Page, expect

from registers.closure_tasks import run_closures
from registers.load_tasks import check, load
from registers.models import FolderLoad, Mark
from schools.models import School
from tests.browser.conftest import OpenPage
from tests.browser.registers import set_clock
from tests.browser.support import choose_password
from tests.factories.people import upn_of as new_upn
from tests.loading.folders import Folder, contact, pupil, upn_of
from tests.loads.uploads import contents, zipped
from toolkit import clock

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2025, 10, day) for day in (6, 7, 8, 9))
URN = "990401"
MANAGER, SUPPLY, HEAD = (f"{name}@{URN}.example" for name in ("hale", "okoro", "head"))


def test_an_office_manager_runs_a_school_and_its_next_registers_show_it(
    open_page: OpenPage, demo_clock: None, tmp_path: Path
) -> None:
    set_clock("8:00", day=MONDAY)
    office = open_page(first_link())
    choose_password(office, MANAGER)
    loads_the_files(office, two_classes(tmp_path))
    admits_ivy_to_wren_from_tuesday(office)
    moves_ben_to_wren_from_tuesday(office)
    supply = open_page(invites_a_teacher(office))
    choose_password(supply, SUPPLY)
    expect(supply.get_by_role("heading", level=1)).to_have_text("Registers")
    sets_cover_of_robin_on_tuesday(office)
    head = open_page(invites_the_headteacher(office))
    choose_password(head, HEAD)
    takes_ada_off_the_roll_after_tuesday(head)
    assert on_the_register(office, "Robin") == ["Ada Ashdown", "Ben Boateng", "Dan Dunmore"]
    assert on_the_register(office, "Wren") == ["Cai Chen"]

    set_clock("8:55", day=TUESDAY)
    supply.goto("/")
    expect(supply.get_by_role("heading", level=1)).to_have_text("Robin class, morning register")
    assert rows_of(supply) == ["Ada Ashdown", "Dan Dunmore"]
    marks_everybody_present(supply)
    assert on_the_register(office, "Wren") == ["Ben Boateng", "Cai Chen", "Ivy Marsh"]

    set_clock("8:00", day=WEDNESDAY)
    closes_the_school_for_snow(office)
    set_clock("9:40", day=WEDNESDAY)
    enters_the_closure()
    assert on_the_register(office, "Robin") == ["Dan Dunmore"]
    expect(office.locator(".pr .code")).to_have_text("Y4")
    expect(office.get_by_text("Nothing is missing, and only Y4")).to_be_visible()
    office.goto("/registers/")
    expect(office.get_by_text("School closed")).to_have_count(4)
    expect(office.locator("main")).not_to_contain_text("issing")
    office.goto("/today/")
    expect(office.get_by_text("The school has no session today.")).to_be_visible()

    set_clock("9:40", day=THURSDAY)
    supply.goto("/")
    expect(supply.get_by_role("heading", level=1)).to_have_text("Registers")
    assert on_the_register(office, "Robin") == ["Dan Dunmore"]
    assert on_the_register(office, "Wren") == ["Ben Boateng", "Cai Chen", "Ivy Marsh"]
    office.goto("/registers/")
    expect(office.locator("main")).to_contain_text("2 missing")


def first_link() -> str:
    """Where the first account of a new school chooses its password."""
    told = StringIO()
    facts = ["--urn", URN, "--school", "Elm Row Primary", "--also", "office"]
    call_command("first_admin", MANAGER, *facts, stdout=told)
    return path_of(told.getvalue().split()[-1])


def path_of(link: str) -> str:
    """The printed link on the live site."""
    return urlsplit(link).path


def two_classes(place: Path) -> Folder:
    """Ada, Ben and Dan in Robin, Cai in Wren."""
    folder = Folder(place / "school", urn=URN)
    folder["pupils"][0]["legal_surname"] = "Ashdown"
    folder["pupils"][1]["legal_surname"] = "Boateng"
    cai, dan = upn_of(3), upn_of(4)
    folder["pupils"].append(pupil(cai, "Cai") | {"legal_surname": "Chen", "class": "Wren"})
    folder["pupils"].append(pupil(dan, "Dan") | {"legal_surname": "Dunmore"})
    folder["parents"].extend([contact(cai), contact(dan)])
    return folder


def loads_the_files(page: Page, folder: Folder) -> None:
    page.get_by_role("link", name="Choose the files").click()
    sent = zipped(contents(folder))
    file = {"name": "school.zip", "mimeType": "application/zip", "buffer": sent}
    page.get_by_label("The school's files").set_input_files([file])
    page.get_by_role("button", name="Check the files").click()
    expect(page.locator("#state")).to_contain_text("The files are being checked")
    upload = FolderLoad.objects.get(school__urn=URN)
    check(load_id=upload.pk)
    expect(page.locator("#state")).to_contain_text("4 pupils", timeout=10_000)
    page.get_by_role("button", name="Load it").click()
    expect(page.locator("#state")).to_contain_text("The files are being loaded")
    load(load_id=upload.pk)
    expect(page.locator("#state")).to_contain_text("Loaded at 8:0", timeout=10_000)


def admits_ivy_to_wren_from_tuesday(page: Page) -> None:
    page.get_by_role("link", name="Pupils", exact=True).first.click()
    page.get_by_role("link", name="Admit a pupil").click()
    page.get_by_label("Legal forename").fill("Ivy")
    page.get_by_label("Legal surname").fill("Marsh")
    page.get_by_label("UPN").fill(new_upn(987654322))
    page.get_by_label("Date of birth").fill("2016-02-29")
    page.get_by_label("Starting day").fill(TUESDAY.isoformat())
    page.get_by_label("Class", exact=True).select_option(label="Wren")
    page.get_by_label("Year group").select_option(label="Year 4")
    page.get_by_role("button", name="Admit the pupil").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ivy Marsh")


def moves_ben_to_wren_from_tuesday(page: Page) -> None:
    opens_the_page_of(page, "Ben Boateng")
    page.get_by_role("link", name="Change class").click()
    page.get_by_label("Class", exact=True).select_option(label="Wren")
    page.get_by_label("First day in it").fill(TUESDAY.isoformat())
    page.get_by_role("button", name="Change class").click()
    expect(page.get_by_text("is in Wren, Year 4 from 7 October 2025")).to_be_visible()


def opens_the_page_of(page: Page, name: str) -> None:
    page.goto("/pupils/")
    page.get_by_label("Find a pupil").fill(name[:3])
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def invites_a_teacher(page: Page) -> str:
    page.goto("/staff/")
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("First name").fill("Sam")
    page.get_by_label("Surname").fill("Okoro")
    page.get_by_label("Job title").fill("Supply teacher")
    page.get_by_label("School email").fill(SUPPLY)
    page.get_by_label("Class teacher").check()
    page.get_by_role("button", name="Add and invite").click()
    return path_of(page.get_by_label("Link", exact=True).input_value())


def invites_the_headteacher(page: Page) -> str:
    page.goto("/staff/")
    page.get_by_role("link", name="Jo Penn").click()
    page.get_by_role("button", name="Invite again").click()
    return path_of(page.get_by_label("Link", exact=True).input_value())


def sets_cover_of_robin_on_tuesday(page: Page) -> None:
    page.goto("/staff/cover/")
    page.get_by_label("Class", exact=True).select_option("Robin")
    page.get_by_label("Who covers").select_option("Sam Okoro, Supply teacher")
    page.get_by_label("First day").fill(TUESDAY.isoformat())
    page.get_by_role("button", name="Set cover").click()
    expect(page.get_by_role("status")).to_contain_text("Sam Okoro covers Robin.")


def takes_ada_off_the_roll_after_tuesday(page: Page) -> None:
    opens_the_page_of(page, "Ada Ashdown")
    page.get_by_role("link", name="Leaving the roll").click()
    page.get_by_label("Last day on the roll").fill(TUESDAY.isoformat())
    page.get_by_label("(a) Registered at another school").check()
    page.get_by_role("button", name="Show what it needs").click()
    page.get_by_label("The pupil is registered at another school.").fill("Their letter.")
    page.get_by_label("Whom you consulted, and what came of it").fill("An ordinary move.")
    page.get_by_label("Return made to the local authority on").fill(MONDAY.isoformat())
    page.get_by_label("Next school", exact=True).fill("Alder Primary")
    page.get_by_label("First day at the next school").fill(WEDNESDAY.isoformat())
    page.get_by_role("button", name="Show what happens").click()
    page.get_by_role("button", name="Take Ada off the roll").click()
    expect(page.get_by_role("heading", name="Removal from the roll")).to_be_visible()


def closes_the_school_for_snow(page: Page) -> None:
    page.goto("/settings/calendar/")
    page.get_by_role("link", name="Close the school for a day").click()
    page.get_by_label("Why").fill("Snow")
    page.get_by_role("button", name="Show what it changes").click()
    page.get_by_role("button", name="Yes, close the school").click()
    expect(page.get_by_role("status")).to_contain_text("The school is closed on 8 October 2025.")


def enters_the_closure() -> None:
    """What the worker does when the registers of a closed day would have opened."""
    school = School.objects.get(urn=URN)
    run_closures(school_id=school.pk, due_at=clock.at_school(WEDNESDAY, time(8, 50)))


def on_the_register(page: Page, class_name: str) -> list[str]:
    """Open this morning's register of the class from the list, and read the pupils on it."""
    page.goto("/registers/")
    page.get_by_role("link", name=f"Morning register of {class_name}").click()
    title = f"{class_name} class, morning register"
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return rows_of(page)


def rows_of(page: Page) -> list[str]:
    return page.locator(".pr .nm").all_inner_texts()


def marks_everybody_present(page: Page) -> None:
    for row in page.locator(".pr").all():
        row.locator(".mk--p").click()
    expect(page.locator("#left")).to_have_text("0")
    page.locator("#submit").click()
    expect(page.locator("main")).to_contain_text("Submitted")
    marks = Mark.objects.in_force().filter(school__urn=URN, day=TUESDAY)
    codes = {mark.pupil.forename: mark.code for mark in marks}
    assert codes == {"Ada": "/", "Dan": "/"}
