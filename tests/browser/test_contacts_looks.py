"""A family's contacts without script, and the pages of contacts and flags at every width."""

from django.urls import reverse
from playwright.sync_api import expect

from schools.models import PupilParent
from tests.browser.conftest import OpenPage
from tests.browser.looks import faults_by_address, faults_of
from tests.contacts_and_flags.family import Family, in_order
from tests.factories.flags import LookAlikeFactory, PupilFlagFactory
from tests.factories.people import ParentFactory, PupilParentFactory


def test_contacts_are_kept_without_script(open_page: OpenPage) -> None:
    family = Family()
    page = open_page(f"/pupils/{family.ben.pk}/", user=family.office, script=False)
    page.get_by_role("link", name="Add a contact").click()
    page.get_by_label("Tom Ashdown").check()
    page.get_by_label("Relationship").fill("dad")
    page.get_by_label("May be sent texts").select_option("Yes")
    page.get_by_role("button", name="Add the contact").click()
    expect(page.get_by_role("status")).to_contain_text("Tom Ashdown is now a contact")
    page.get_by_role("button", name="Move up Tom Ashdown").click()
    assert in_order(family.ben) == [(1, "Tom"), (2, "Ruth")]
    page.get_by_role("link", name="Numbers and address of Tom Ashdown").click()
    expect(page.get_by_text("Also the dad of Ada Ashdown")).to_be_visible()
    page.get_by_label("Mobile").fill("+33 6 12 34 56 78")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#contacts")).to_contain_text("+33 6 12 34 56 78")
    page.get_by_role("link", name="End Tom Ashdown as a contact").click()
    page.get_by_role("button", name="End the contact").click()
    page.get_by_text("Contacts that ended").click()
    page.get_by_role("button", name="Take up again Tom Ashdown").click()
    assert in_order(family.ben) == [(1, "Ruth"), (2, "Tom")]
    assert PupilParent.objects.get(pupil=family.ben, parent=family.tom).may_text is True


def test_nothing_is_amiss_for_anybody(open_page: OpenPage) -> None:
    family = Family()
    head = family.person("headteacher")
    twin = ParentFactory(
        school=family.school, title="Ms", forename="Ruth", surname="Ashdown", mobile="0770"
    )
    PupilParentFactory(pupil=family.ben, parent=twin, priority=2, note="After 3 o'clock")
    PupilParentFactory(
        pupil=family.ben,
        parent=ParentFactory(school=family.school),
        priority=3,
        ended_on="2025-09-05",
        may_contact=False,
    )
    LookAlikeFactory(kept=family.ruth, other=family.tom)
    flag = PupilFlagFactory(pupil=family.ben, kind="social_worker", worker_name="S. Imrie")
    PupilFlagFactory(pupil=family.ben, kind="sen", value="K", end="2025-09-05")
    link, ben = (family.ben.pk, family.ruth_of_ben.pk), family.ben.pk
    addresses = [
        f"/pupils/{ben}/",
        *(reverse(f"contacts:{name}", args=link) for name in ("edit_parent", "edit_link", "end")),
        reverse("contacts:add", args=[ben]),
        reverse("contacts:start_flag", args=[ben]),
        *(
            reverse(f"contacts:{name}", args=[ben, flag.pk])
            for name in ("change_flag", "end_flag", "remove_flag")
        ),
        reverse("contacts:look_alikes"),
        reverse("contacts:look_alike", args=[family.ruth.pk, twin.pk]),
        reverse("contacts:to_mend"),
    ]
    page = open_page("/account/", user=head)
    assert faults_by_address(page, addresses) == {}
    page.goto(reverse("contacts:add", args=[ben]))
    page.get_by_role("button", name="Add the contact").click()
    expect(page.locator("#errsum")).to_contain_text("Enter the surname")
    assert faults_of(page) == []
