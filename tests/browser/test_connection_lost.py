"""Thirty marks with the line cut in the middle: nothing is lost and nothing is saved twice."""

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from audit.models import Act
from registers.models import Mark, Register
from tests.browser.conftest import OpenPage
from tests.browser.registers import LiveClass, ready, saved, set_clock
from tests.browser.test_register_saving import choose, kept_on_device


def class_of_thirty() -> LiveClass:
    room = LiveClass(plans=False)
    set_clock("8:52")
    return room


def mark(page: Page, key: str, times: int) -> None:
    """Press a key for so many pupils, as fast as somebody who calls the names."""
    page.locator(".pr.is-unmarked input").first.focus()
    for _ in range(times):
        page.keyboard.press(key)


def cut(*ways: str) -> Callable[[Route], None]:
    """The line at each request in turn: down, its answer lost, or its answer broken off."""
    left = list(ways)

    def handle(route: Route) -> None:
        way = left.pop(0) if left else "whole"
        if way == "whole":
            route.continue_()
        elif way == "down":
            route.abort()
        elif way == "answer lost":
            route.fetch()
            route.abort()
        else:
            body = route.fetch().body()
            route.fulfill(status=200, content_type="application/json", body=body[:20])

    return handle


def once_each(room: LiveClass) -> bool:
    """Whether every pupil has exactly one entry, and it stands."""
    entries = Counter(Mark.objects.filter(school=room.school).values_list("pupil_id", flat=True))
    standing = Mark.objects.in_force().filter(school=room.school, client_id__isnull=False).count()
    return entries == Counter(pupil.pk for pupil in room.pupils) and standing == 30


def test_thirty_marks_outlive_a_line_that_is_cut_in_the_middle(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = class_of_thirty()
    page = ready(open_page(room.address, user=room.teacher))
    mark(page, "/", 10)
    page.context.set_offline(True)
    mark(page, "/", 10)
    expect(page.locator("#save")).to_contain_text("Not connected.")
    expect(page.locator("#left")).to_have_text("10")
    page.context.set_offline(False)
    mark(page, "a", 10)
    saved(page)
    assert once_each(room)
    assert Counter(room.codes().values()) == {"/": 20, "N": 10}
    assert Register.objects.filter(school=room.school).count() == 1
    assert kept_on_device(page) == 0


def test_answers_that_are_lost_or_broken_off_double_nothing(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = class_of_thirty()
    page = ready(open_page(room.address, user=room.teacher))
    page.route("**/marks/", cut("answer lost", "broken off", "down", "answer lost"))
    mark(page, "/", 15)
    expect(page.locator("#save")).to_contain_text("Not connected. 15 marks kept")
    assert room.codes(), "the server has some; only its answer was lost"
    mark(page, "/", 15)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#save")).to_contain_text("All marks saved", timeout=30_000)
    assert once_each(room)
    acts = Act.objects.filter(school=room.school, act="save_marks")
    assert sum(act.detail["marks"] for act in acts) == 30
    assert kept_on_device(page) == 0


def test_a_register_is_submitted_once_where_the_line_is_cut_while_submitting(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = class_of_thirty()
    page = ready(open_page(room.address, user=room.teacher))
    page.route("**/marks/", cut("down"))
    page.route("**/submit/", cut("down", "answer lost", "broken off"))
    page.locator("#rest").click()
    page.locator("#submit").click()
    expect(page.locator("#typed")).to_have_text("Submitting when connected.")
    expect(page.locator("#save")).to_contain_text("Submitted 8:5", timeout=45_000)
    [register] = Register.objects.filter(school=room.school)
    assert (register.submitted_by, once_each(room)) == (room.teacher, True)
    assert Act.objects.filter(school=room.school, act="submit_register").count() == 1


def test_a_mark_made_without_a_line_never_overwrites_what_the_office_marked_since(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    set_clock("8:58")
    page = ready(open_page(room.address, user=room.teacher))
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/marks/", lambda route: route.abort())
    choose(page, room, "Adeyemi", "present")
    expect(page.locator("#save")).to_contain_text("Not connected. 1 mark kept")
    room.mark(room.named("Adeyemi"), "I", by=room.person("office"), at="8:58")
    page.goto("/registers/")
    page.unroute("**/marks/")
    page.goto(room.address)  # Opened again: the row shows I, and the mark of before still waits.
    question = page.locator(f"#pupil-{room.named('Adeyemi').pk} .ask")
    expect(question.locator("p")).to_contain_text("Keep that, or use yours (Present)?")
    assert room.codes() == {"Adeyemi": "I"}


def test_marks_that_a_submission_by_the_office_shut_out_are_named(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = LiveClass(pupils=3, plans=False)
    set_clock("8:58")
    page = ready(open_page(room.address, user=room.teacher))
    page.context.set_offline(True)
    choose(page, room, "Adeyemi", "absent")
    choose(page, room, "Ashdown", "late")
    expect(page.locator("#save")).to_contain_text("Not connected. 2 marks kept")
    office = room.person("office", forename="Kiran", surname="Shah")
    room.mark_all(by=office)
    room.submit(by=office, at="8:58")
    page.context.set_offline(False)
    expect(page.locator("#unsaved-words")).to_contain_text(
        "Not saved: Amara Adeyemi (Absent, reason not yet known); Noah Ashdown (Late). "
        "The register had been submitted."
    )
    expect(page.locator("#news-words")).to_contain_text("Submitted 8:58 by K. Shah")
    expect(page.locator("#save")).to_have_text("2 marks not saved")
    assert set(room.codes().values()) == {"/"}
    assert kept_on_device(page) == 0


@pytest.mark.parametrize("opened_again", ["9:05", "12:05"])  # May amend; may only look.
def test_marks_found_on_the_device_too_late_are_named_when_the_register_opens(
    open_page: OpenPage, demo_clock: None, opened_again: str
) -> None:
    room = LiveClass(pupils=2, plans=False)
    set_clock("8:58")
    page = ready(open_page(room.address, user=room.teacher))
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/marks/", lambda route: route.abort())
    choose(page, room, "Adeyemi", "absent")
    expect(page.locator("#save")).to_contain_text("Not connected. 1 mark kept")
    page.goto("/registers/")
    page.unroute("**/marks/")
    room.mark_all(by=room.person("office"))
    room.submit(by=room.person("office"), at="9:00")
    set_clock(opened_again)
    page.goto(room.address)
    expect(page.locator("#unsaved-words")).to_contain_text("Not saved: Amara Adeyemi")
    expect(page.locator("#unsaved-words")).to_contain_text("had been submitted")
    assert kept_on_device(page) == 0
    assert room.codes() == {"Adeyemi": "/", "Ashdown": "/"}
