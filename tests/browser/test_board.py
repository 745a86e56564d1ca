"""The office sees which register is missing, asks for it, and sees that it came."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_of
from tests.browser.registers import LiveClass, ready, saved, set_clock
from tests.browser.signed_in import with_password
from tests.registers.classroom import Classroom

HIDDEN = """state => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def a_minute_passes(page: Page) -> None:
    """What htmx does every sixty seconds, at once."""
    page.evaluate("htmx.trigger('#board', 'rollbook:seen')")


def asks_again(page: Page) -> None:
    """The page comes back into sight, which asks at once instead of in a minute."""
    page.evaluate(HIDDEN, "visible")


def another(kestrel: LiveClass, name: str) -> Classroom:
    room = Classroom(school=kestrel.school)
    room.school_class.name = name
    room.school_class.save()
    return room


def test_the_office_asks_for_a_missing_register_and_sees_it_come(
    open_page: OpenPage, demo_clock: None
) -> None:
    kestrel = LiveClass(pupils=3, plans=False)
    with_password(kestrel.teacher)
    another(kestrel, "Avocet").take()
    set_clock("9:25")
    teacher = ready(open_page(kestrel.address, user=kestrel.teacher, width=820, touch=True))
    office = open_page("/registers/", user=kestrel.person("office"))
    row = office.get_by_role("row", name="Morning register of Kestrel")
    expect(row).to_contain_text("Missing 3 not marked")
    expect(office.locator(".fig").nth(1)).to_contain_text("Missing")
    first = office.get_by_role("region", name="Morning registers").get_by_role("row").nth(1)
    expect(first).to_contain_text("Kestrel")

    row.get_by_role("button", name="Remind").click()
    told = f"{kestrel.teacher.formal_name} is asked for the Kestrel morning register."
    expect(office.get_by_text(told)).to_be_visible()
    expect(row).to_contain_text("asked 9:25, not read yet")
    assert faults_of(office, height=1400) == []

    asks_again(teacher)
    asked = teacher.get_by_role("link", name="The office asks for the Kestrel morning register")
    expect(asked).to_be_visible()
    assert faults_of(teacher, height=1400) == []
    teacher.get_by_role("button", name="Mark rest present").click()
    saved(teacher)
    a_minute_passes(office)
    expect(row).to_contain_text("everybody marked, not submitted")
    teacher.get_by_role("button", name="Submit").click()
    expect(teacher.locator("#save")).to_contain_text("Submitted 9:25")
    expect(asked).to_have_count(0)

    set_clock("9:26")
    a_minute_passes(office)
    expect(row).to_contain_text("Late")
    expect(row).to_contain_text(f"9:25, {kestrel.teacher.name}")
    expect(row.get_by_role("button")).to_have_count(0)
    expect(office.locator(".fig").first).to_contain_text("2 of 2")


def test_a_reminder_is_put_away_without_leaving_the_register(
    open_page: OpenPage, demo_clock: None
) -> None:
    kestrel = LiveClass(pupils=2, plans=False)
    with_password(kestrel.teacher)
    set_clock("9:00")
    teacher = ready(open_page(kestrel.address, user=kestrel.teacher))
    office = open_page("/registers/", user=kestrel.person("office"), script=False)
    office.get_by_role("button", name="Remind").click()
    asks_again(teacher)
    teacher.evaluate("window.sameAsBefore = true")
    dismiss = teacher.get_by_role("button", name="Dismiss")
    dismiss.click()
    expect(dismiss).to_have_count(0)
    assert teacher.evaluate("window.sameAsBefore")
    office.reload()
    expect(office.get_by_role("row", name="Morning register of Kestrel")).to_contain_text("read 9:")


def test_a_page_that_nobody_sees_asks_for_nothing_and_catches_up_on_return(
    open_page: OpenPage, demo_clock: None
) -> None:
    kestrel = LiveClass(pupils=2, plans=False)
    set_clock("9:25")
    office = open_page("/registers/", user=kestrel.person("office"))
    row = office.get_by_role("row", name="Morning register of Kestrel")
    asked: list[str] = []
    office.on("request", lambda request: asked.append(request.url) if "seen=" in request.url else 0)
    office.evaluate(HIDDEN, "hidden")
    kestrel.mark(kestrel.pupils[0], "/")
    a_minute_passes(office)
    office.wait_for_timeout(300)
    assert asked == []
    expect(row).to_contain_text("2 not marked")
    office.evaluate(HIDDEN, "visible")
    expect(row).to_contain_text("1 not marked")

    stale = office.get_by_text("What stands here may be out of date")
    expect(stale).to_be_hidden()
    office.evaluate("console.error = () => {}")  # Where htmx writes that a line is down.
    office.context.set_offline(True)
    a_minute_passes(office)
    expect(stale).to_be_visible()
    office.context.set_offline(False)  # The browser tells the page, which asks at once.
    expect(stale).to_be_hidden()
