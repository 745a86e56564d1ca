"""A teacher and the office have the same register open, each in a browser of their own."""

from playwright.sync_api import Locator, Page, expect

from registers.models import Mark
from schools.models import User
from tests.browser.conftest import OpenPage
from tests.browser.registers import LiveClass, ready, saved, set_clock, unaware
from tests.browser.support import axe_faults
from tests.browser.test_register_saving import choose
from tests.factories.registers import PlanFactory

LOOK = "rollbookRegister.look()"


def class_and_office(**how: object) -> tuple[LiveClass, User]:
    room = LiveClass(pupils=4, plans=False)
    set_clock("8:58")
    return room, room.person("office", forename="Kiran", surname="Shah")


def row(page: Page, room: LiveClass, surname: str) -> Locator:
    return page.locator(f"#pupil-{room.named(surname).pk}")


def looks(page: Page) -> list[str]:
    """The addresses that the page polls, from now on."""
    found: list[str] = []
    page.on(
        "request", lambda request: found.append(request.url) if "/news/" in request.url else None
    )
    return found


def wait_for(page: Page, found: list[str], number: int) -> None:
    """Wait until there were so many polls."""
    for _ in range(200):
        if len(found) >= number:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(found)} polls, not {number}")


def enter(page: Page, room: LiveClass, surname: str, code: str) -> None:
    """Choose a code under More codes."""
    row(page, room, surname).locator(".more").click()
    page.locator(f"#codes-d [data-code-pick={code}]").first.click()


def test_each_sees_the_others_marks_and_that_the_other_is_here(
    open_page: OpenPage, demo_clock: None
) -> None:
    room, shah = class_and_office()
    teacher = ready(open_page(room.address, user=room.teacher))
    office = ready(open_page(room.address, user=shah))
    expect(office.locator("#here")).to_contain_text("is here too")
    enter(office, room, "Ashdown", "I")
    saved(office)
    ashdown = row(teacher, room, "Ashdown")
    expect(ashdown.locator(".news")).to_have_text("Office: I, 8:58", timeout=12_000)
    expect(teacher.locator("#here")).to_have_text("K. Shah is here too")
    expect(ashdown.locator(".state")).to_have_text("Illness")
    expect(teacher.locator("#left")).to_have_text("3")
    expect(ashdown.locator(".news")).to_be_hidden(timeout=12_000)
    choose(teacher, room, "Ashdown", "present")  # The child in the room wins, and it was seen.
    saved(teacher)
    office.evaluate(LOOK)
    expect(row(office, room, "Ashdown").locator(".news")).to_contain_text(": /, 8:58")
    choose(teacher, room, "Ashdown", "absent")  # Absent is now what the office knows.
    saved(teacher)
    assert room.codes() == {"Ashdown": "I"}
    entries = Mark.objects.filter(school=room.school, pupil=room.named("Ashdown")).order_by("pk")
    assert [(mark.code, mark.entered_role) for mark in entries] == [
        ("I", "office"),
        ("/", "class_teacher"),
        ("I", "class_teacher"),
    ]


def test_both_mark_the_same_pupil_and_the_second_is_asked(
    open_page: OpenPage, demo_clock: None
) -> None:
    room, shah = class_and_office()
    teacher = ready(open_page(room.address, user=room.teacher))
    office = ready(open_page(room.address, user=shah))
    teacher.route("**/marks/", lambda route: route.abort())
    choose(teacher, room, "Adeyemi", "present")
    expect(teacher.locator("#save")).to_contain_text("Not connected. 1 mark kept")
    enter(office, room, "Adeyemi", "I")
    saved(office)
    teacher.unroute("**/marks/")
    teacher.evaluate(LOOK)  # What waits is not lost to the news, and not sent over it.
    question = row(teacher, room, "Adeyemi").locator(".ask")
    expect(question.locator("p")).to_have_text(
        "School office marked Illness at 8:58. Keep that, or use yours (Present)?", timeout=20_000
    )
    assert room.codes() == {"Adeyemi": "I"}
    teacher.locator("#rest").click()
    saved_but_one = teacher.locator("#save")
    expect(saved_but_one).to_have_text("1 mark not saved. See the row")
    teacher.locator("#submit").click()
    expect(teacher.locator("#typed")).to_contain_text("Choose first which mark stands")
    assert not room.is_taken()
    assert axe_faults(teacher) == []
    question.get_by_role("button", name="Use mine").click()
    saved(teacher)
    teacher.locator("#submit").click()
    expect(teacher.locator("#save")).to_contain_text("Submitted")
    assert room.codes()["Adeyemi"] == "/"
    assert Mark.objects.filter(school=room.school, pupil=room.named("Adeyemi")).count() == 2


def test_a_question_is_answered_by_another_choice_too_and_undo_leaves_what_was_kept(
    open_page: OpenPage, demo_clock: None
) -> None:
    room, shah = class_and_office()
    page = unaware(open_page(room.address, user=room.teacher))
    for surname in ("Adeyemi", "Ashdown"):
        room.mark(room.named(surname), "I", by=shah, at="8:58")
    choose(page, room, "Adeyemi", "present")
    choose(page, room, "Ashdown", "present")
    expect(page.locator(".ask")).to_have_count(2)
    row(page, room, "Adeyemi").get_by_role("button", name="Keep").click()
    choose(page, room, "Ashdown", "absent")
    saved(page)
    expect(page.locator(".ask")).to_have_count(0)
    for _ in range(2):
        if page.locator("#undo").is_enabled():
            page.locator("#undo").click()
    saved(page)
    assert room.codes() == {"Adeyemi": "I", "Ashdown": "I"}


def test_a_mark_that_comes_in_under_the_finger_is_asked_about(
    open_page: OpenPage, demo_clock: None
) -> None:
    room, shah = class_and_office()
    page = ready(open_page(room.address, user=room.teacher))
    asked = looks(page)
    page.evaluate(LOOK)
    wait_for(page, asked, 1)
    room.mark(room.named("Adeyemi"), "I", by=shah, at="8:58")
    radio = f"#pupil-{room.named('Adeyemi').pk} input[type=radio]"
    page.evaluate(
        f"""() => {{
            const row = document.querySelector('{radio}').closest('.pr');
            new MutationObserver((_, watch) => {{
                watch.disconnect();
                row.querySelector('input[type=radio]').click();
            }}).observe(row.querySelector('.nt'), {{ childList: true }});
            {LOOK};
        }}"""
    )
    expect(row(page, room, "Adeyemi").locator(".ask")).to_be_visible()
    assert room.codes() == {"Adeyemi": "I"}


def test_undo_takes_back_ones_own_marks_and_not_the_offices(
    open_page: OpenPage, demo_clock: None
) -> None:
    room, shah = class_and_office()
    page = ready(open_page(room.address, user=room.teacher))
    choose(page, room, "Adeyemi", "present")
    choose(page, room, "Ashdown", "present")
    saved(page)
    room.mark(room.named("Ashdown"), "I", by=shah, at="8:58")
    page.evaluate(LOOK)
    expect(row(page, room, "Ashdown").locator(".state")).to_have_text("Illness")
    page.locator("#undo").click()
    saved(page)
    expect(page.locator("#undo")).to_be_disabled()
    assert room.codes() == {"Ashdown": "I"}


def test_a_mark_cleared_by_the_office_goes_and_a_plan_that_became_a_mark_is_no_news(
    open_page: OpenPage, demo_clock: None
) -> None:
    room, shah = class_and_office()
    PlanFactory(pupil=room.named("Barraclough"), code="I", start=room.day)
    room.mark(room.named("Adeyemi"), "N", at="8:52")
    page = ready(open_page(room.address, user=room.teacher))
    room.mark(room.named("Adeyemi"), "", by=shah, at="8:58")
    page.evaluate(LOOK)
    expect(row(page, room, "Adeyemi").locator(".news")).to_have_text("K. Shah cleared it, 8:58")
    expect(row(page, room, "Adeyemi").locator(".state")).to_have_text("Not marked")
    expect(page.locator(".news")).to_have_count(1)
    choose(page, room, "Barraclough", "present")
    saved(page)
    assert room.codes() == {"Barraclough": "/"}


def test_a_register_that_the_office_submits_says_so_and_takes_no_more_marks(
    open_page: OpenPage, demo_clock: None
) -> None:
    room, shah = class_and_office()
    teacher = ready(open_page(room.address, user=room.teacher))
    office = ready(open_page(room.address, user=shah))
    office.locator("#rest").click()
    saved(office)
    office.locator("#submit").click()
    expect(office.locator("#save")).to_contain_text("Submitted 8:58 by K. Shah")
    expect(teacher.locator("#news-words")).to_contain_text(
        "Submitted 8:58 by K. Shah.", timeout=12_000
    )
    expect(teacher.locator(".reg-bar")).to_be_hidden()
    expect(row(teacher, room, "Adeyemi").locator("input").first).to_be_disabled()
    expect(row(teacher, room, "Adeyemi").locator(".state")).to_have_text("Present (morning)")
    row(teacher, room, "Adeyemi").locator(".more").focus()
    teacher.keyboard.press("a")
    expect(teacher.locator("#left")).to_have_text("0")
    assert axe_faults(teacher) == []
    teacher.get_by_role("link", name="Open the register again").click()
    expect(teacher.locator("#save")).to_have_text("Submitted 8:58 by K. Shah")
    assert set(room.codes().values()) == {"/"}
