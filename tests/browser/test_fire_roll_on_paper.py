"""The fire roll on paper: two sheets for 420 pupils, each with the school on it."""

import io

from playwright.sync_api import expect
from pypdf import PdfReader

from registers.models import Mark
from schools.models import ClassMembership, Enrolment, Pupil
from tests.browser.conftest import OpenPage
from tests.browser.registers import NAMES, LiveClass, set_clock
from tests.browser.test_fire_roll import box
from tests.factories.people import SchoolClassFactory, upn_of
from tests.factories.registers import RegisterFactory
from tests.registers.classroom import THURSDAY


def test_420_pupils_are_printed_on_two_sheets_that_each_name_the_school(
    open_page: OpenPage, demo_clock: None
) -> None:
    room = school_of_420()
    page = open_page("/fire-roll/", user=room.person("office", forename="Priya", surname="Raman"))
    expect(page.locator("#fire-rolls input")).to_have_count(420)
    box(page, room.pupils[0]).check()
    expect(page.locator("#fire-save")).to_be_hidden()
    page.emulate_media(media="print")
    size = box(page, room.pupils[0]).bounding_box()
    assert size
    assert [round(size[side] / 96 * 25.4, 1) for side in ("width", "height")] == [2.8, 2.8]
    columns = page.locator(".rolls").evaluate("one => getComputedStyle(one).columnCount")
    assert columns == "6"
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert [round(float(sheet.mediabox.width)) for sheet in sheets] == [595, 595]
    for sheet in sheets:
        text = sheet.extract_text()
        assert room.school.name in text
        assert "Printed 12 November 2026 at 10:40 by Priya Raman" in text.replace("\n", " ")


def school_of_420() -> LiveClass:
    """Fourteen classes of thirty, of whom one class was not marked; it is 10:40."""
    room = LiveClass(pupils=30, plans=False)
    set_clock("10:40")
    names = [name.partition(" ") for name in NAMES.replace("\n", " ").split(", ")]
    for number in range(13):
        other = SchoolClassFactory(school=room.school, name=f"Class of {number}")
        pupils = [
            Pupil(
                school=room.school,
                upn=upn_of(room.school.pk * 1000 + number * 30 + at),
                legal_forename=forename,
                legal_surname=surname,
                date_of_birth=room.pupils[0].date_of_birth,
            )
            for at, (forename, _, surname) in enumerate(names)
        ]
        for pupil in pupils:
            pupil.set_keys()
        Pupil.objects.bulk_create(pupils)
        start = room.pupils[0].enrolments.get().start
        stays = Enrolment.objects.bulk_create(
            Enrolment(school=room.school, pupil=pupil, start=start) for pupil in pupils
        )
        ClassMembership.objects.bulk_create(
            ClassMembership(
                school=room.school, enrolment=stay, pupil=stay.pupil, school_class=other,
                year_group="4", start=start,
            )
            for stay in stays
        )  # fmt: skip
        if number:
            register = RegisterFactory(school_class=other, day=THURSDAY)
            Mark.objects.bulk_create(
                Mark(
                    school=room.school, register=register, pupil=pupil, day=THURSDAY, half="AM",
                    code="/", entered_by=room.teacher, entered_role="class_teacher",
                    entered_at=room.at("8:55"), source="register",
                )
                for pupil in pupils
            )  # fmt: skip
    room.mark_all()
    return room
