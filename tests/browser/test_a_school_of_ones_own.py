"""A school loads its own files, invites a teacher, and the teacher takes its register."""

from datetime import date, timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from registers.models import Mark, Register
from schools.models import SchoolClass
from tests.browser.registers import ready, set_clock
from tests.browser.support import choose_password, open_context, type_in
from tests.loading.folders import Folder
from tests.support.demo import Demo
from tests.support.local_servers import eventually
from toolkit import clock

MONDAY = date(2025, 10, 6)
MORNING = "Robin class, morning register"


def mark_and_submit(page: Page, *, script: bool) -> None:
    """Mark the first pupil present and the second absent, and submit."""
    expect(page.get_by_role("heading", level=1)).to_have_text(MORNING)
    if script:
        page.wait_for_load_state()
        ready(page)
        page.locator(".pr input[type=radio]").first.focus()
        page.keyboard.press("/")
        page.keyboard.press("a")
        expect(page.locator("#left")).to_have_text("0")
    else:
        for row, value in zip(page.locator(".pr").all(), ["/", "N"], strict=True):
            row.locator(f"input[type=radio][value='{value}']").check(force=True)
    page.locator("#submit").click()
    expect(page.locator("main")).to_contain_text("Submitted")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_load_invite_sign_in_mark_and_submit(script, open_page, demo_clock, tmp_path):
    set_clock("8:52", day=MONDAY)
    folder = Folder(tmp_path / "school", urn="990201" if script else "990202")
    call_command("load_school", str(folder.write()), stdout=StringIO(), stderr=StringIO())
    told = StringIO()
    call_command("invite", f"okonjo@{folder.urn}.example", stdout=told)

    page = open_page(urlsplit(told.getvalue().split()[-1]).path, script=script)
    choose_password(page, f"Okonjo@{folder.urn}.example")

    mark_and_submit(page, script=script)

    robin = SchoolClass.objects.get(school__urn=folder.urn, name="Robin")
    register = Register.objects.get(school_class=robin, day=MONDAY, half="AM")
    assert register.submitted_by.email == f"okonjo@{folder.urn}.example"
    assert (register.submitted_title, register.submitted_role) == ("Teacher", "class_teacher")
    marks = Mark.objects.in_force().filter(register=register).order_by("pupil__sort_key")
    assert [mark.code for mark in marks] == ["/", "N"]


def test_an_empty_demo_becomes_the_school_of_a_folder(browser, tmp_path):
    demo = Demo(tmp_path / "local")
    folder = Folder(tmp_path / "school")
    today = clock.local(clock.real_now()).date()
    term = {"start": today - timedelta(days=21), "end": today + timedelta(days=21)}
    folder["calendar"][1] |= term
    folder["calendar"].pop()
    for row in folder["marks"]:
        row["date"] = weekday_before(today - timedelta(days=7))
    try:
        demo.start()
        assert eventually(lambda: "Nobody can sign in yet" in demo.said()), demo.said()
        loaded = demo.command("load_school", str(folder.write()))
        assert loaded.returncode == 0, loaded.stderr
        invited = demo.command("invite", f"okonjo@{folder.urn}.example")
        site = f"http://127.0.0.1:{demo.port}"
        with open_context(browser, site) as (context, _watch):
            page = context.new_page()
            page.goto(invited.stdout.split()[-1])
            choose_password(page, f"okonjo@{folder.urn}.example")
            mark_and_submit(page, script=True)
        with open_context(browser, site, script=False) as (context, _watch):
            page = context.new_page()
            page.goto("/")
            type_in(page, f"okonjo@{folder.urn}.example")
            page.get_by_role("link", name="Morning register of Robin").click()
            expect(page.locator("#save")).to_contain_text("Submitted")
        demo.stop()
    finally:
        demo.clear_away()


def weekday_before(day: date) -> date:
    """The last day before this one that is neither Saturday nor Sunday."""
    return next(day - timedelta(days=ago) for ago in (1, 2, 3) if (day.weekday() - ago) % 7 < 5)
