"""A family that asks gets all that is held on their child, and nothing of anybody else."""

import csv
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from django.apps import apps
from django.urls import reverse

from attendance_site.documents.give_all_data import NotAllOfIt, give_all_data
from attendance_site.documents.pupil_data import everything_held
from audit.actions.note_look import note_look
from audit.models import Act, Look
from schools.changes import note_changes
from schools.permissions import NotPermitted
from tests.factories.flags import PupilFlagFactory
from tests.factories.people import (
    ClassMembershipFactory,
    ParentFactory,
    PupilFactory,
    PupilParentFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.factories.registers import MarkFactory, PlanFactory, RegisterFactory
from tests.factories.roll import (
    RemovalFactory,
    SuspensionFactory,
    TimetableFactory,
    TimetableReviewFactory,
)
from tests.factories.schools import SchoolFactory
from tests.keeping import papers
from toolkit import clock

NOW = datetime(2026, 11, 12, 10, 30, tzinfo=UTC)
STRANGERS = (
    "Zelda", "Quimby", "Okonjo", "Ptolemy", "Grizelda", "Wexcombe", "Larch Row", "07700 900471",
    "07700900471", "01632 960333", "zq@mail.example", "SW1A 1AA", "Hortensia", "Blackthorne",
)  # fmt: skip
GOSSIP = (
    "Mrs Quimby (Zelda) of 9 Larch Row SW1A 1AA rang 07700 900471 about Ptolemy; "
    "Miss Okonjo and Hortensia Blackthorne know, zq@mail.example"
)


@pytest.fixture
def family(db):
    """A pupil with one fact of each kind, in each of which somebody else is named."""
    school = SchoolFactory(headteacher="Mx Grizelda Wexcombe")
    own_class = SchoolClassFactory(school=school, name="Merlin")
    pupil = ClassMembershipFactory(school_class=own_class).pupil
    pupil.legal_forename, pupil.legal_surname, pupil.postcode = "Robin", "Barley", "ME17 1AA"
    pupil.save()
    staff = UserFactory(
        school=school, forename="Ada", surname="Okonjo", role="office", job_title="Secretary"
    )
    mother = ParentFactory(
        school=school, title="Mrs", forename="Zelda", surname="Quimby", mobile="07700 900471",
        mobile_number="+447700900471", email="zq@mail.example", address1="9 Larch Row",
        postcode="SW1A 1AA",
    )  # fmt: skip
    PupilParentFactory(pupil=pupil, parent=mother, relationship="Mother", note=GOSSIP)
    brother = PupilFactory(school=school, legal_forename="Ptolemy", legal_surname="Quimby")
    PupilParentFactory(pupil=brother, parent=mother)
    PupilFlagFactory(
        pupil=pupil, kind="social_worker", worker_name="Hortensia Blackthorne",
        worker_phone="01632 960333", worker_email="hb@mail.example", note=GOSSIP,
    )  # fmt: skip
    register = RegisterFactory(school=school, school_class=own_class, submitted_by=staff)
    MarkFactory(
        register=register, pupil=pupil, code="I", amendment=True, reason=GOSSIP, comment=GOSSIP,
        entered_by=staff, entered_title="Secretary to Miss Okonjo",
    )  # fmt: skip
    MarkFactory(register=register, pupil=brother)
    PlanFactory(pupil=pupil, note=GOSSIP, recorded_by=staff)
    agreed = TimetableFactory(
        pupil=pupil, agreed_with=mother, reason=GOSSIP, hours=GOSSIP, recorded_by=staff
    )
    TimetableReviewFactory(
        timetable=agreed, held_on=date(2025, 10, 3), outcome=GOSSIP, recorded_by=staff
    )
    SuspensionFactory(
        pupil=pupil, notice_days=GOSSIP, provision_place="At Zelda Quimby's", recorded_by=staff
    )
    RemovalFactory(
        enrolment=pupil.enrolments.get(), last_day=date(2026, 7, 20), evidence=GOSSIP,
        consultation=GOSSIP,
        conditions=[{"condition": GOSSIP, "met": GOSSIP}], decided_by=staff,
    )  # fmt: skip
    known = {"school_id": school.pk, "by": staff, "at": NOW}
    note_changes(
        **known, pupil=pupil, before={"legal_surname": "Oatley"}, after={"legal_surname": "Barley"}
    )
    note_changes(**known, pupil=pupil, parent=mother, before={"note": ""}, after={"note": GOSSIP})
    note_changes(
        **known, parent=mother, before={"mobile": "01632 960333"}, after={"mobile": "07700 900471"}
    )
    note_look(by=staff, school_id=school.pk, subject=pupil, what={"contacts"}, at=NOW)
    return pupil


@pytest.fixture
def head(family):
    return UserFactory(school=family.school, role="headteacher", surname="Wexcombe")


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def given(family, head) -> dict[str, bytes]:
    return opened(give_all_data(pupil=family, by=head, reason="Mrs Quimby, by letter", at=NOW))


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[f"{name}.csv"].decode(), newline="")))


def test_no_other_persons_name_number_or_address_is_in_any_file(family, head):
    for name, content in given(family, head).items():
        text = papers.text(content) if name.endswith(".pdf") else content.decode()
        for stranger in STRANGERS:
            assert stranger.casefold() not in text.casefold(), (name, stranger)
            assert stranger.encode() not in content


def test_each_kind_of_fact_has_its_file_and_its_facts(family, head):
    files = given(family, head)
    for name in files:
        if name.endswith(".csv") and name != "returns_to_the_authority.csv" and name != "acts.csv":
            assert rows(files, name.removesuffix(".csv")), name
    [pupil] = rows(files, "pupil")
    assert (pupil["upn"], pupil["legal_surname"], pupil["postcode"]) == (
        family.upn, "Barley", "ME17 1AA",
    )  # fmt: skip
    [contact] = rows(files, "contacts")
    assert (contact["contact"], contact["relationship"]) == ("Contact 1", "Mother")
    [mark] = rows(files, "marks")
    assert (mark["code"], mark["meaning"], mark["amended"]) == ("I", "Illness", "Y")
    assert mark["entered_by"] == "Secretary to [removed]"
    [look] = rows(files, "looks")
    assert (look["what"], look["of"], look["by"]) == ("contacts", "the pupil", "Secretary")


def test_the_pupils_own_former_name_stays_in_the_history(family, head):
    changed = rows(given(family, head), "changes")
    assert ("legal_surname", "Oatley", "Barley") in [
        (one["fact"], one["before"], one["after"]) for one in changed
    ]
    assert {one["of"] for one in changed} == {"pupil", "contact"}
    assert "mobile" not in {one["fact"] for one in changed}


def test_the_summary_can_be_read_and_is_tagged(family, head):
    pdf = given(family, head)["read-me-first.pdf"]
    text = papers.text(pdf)
    assert f"All that {family.school.name} holds on Robin Barley" in text
    assert "Printed 12 November 2026 at 10:30 by" in text
    assert "Social worker" in text or "social worker" in text
    assert "2025/26 1 0 1 0" in text
    assert papers.reader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"]


def test_the_same_facts_give_the_same_bytes(family, head):
    def made() -> bytes:
        from attendance_site.documents.pupil_data import pupil_data

        return pupil_data(pupil=family, by=head, at=NOW)

    assert made() == made()


def test_making_it_is_in_the_audit_trail_and_the_access_trail(family, head):
    given(family, head)
    act = Act.objects.get(act="give_all_data")
    assert (act.by_id, act.subject_id, act.reason) == (head.pk, family.pk, "Mrs Quimby, by letter")
    assert Look.objects.filter(by=head, subject_id=family.pk, what="all data").count() == 1


def test_every_table_that_names_a_pupil_is_in_it(family):
    """A new table of facts about pupils must be added to what is handed over."""
    told = {
        "schools.Enrolment", "schools.ClassMembership", "schools.PupilFlag", "schools.PupilParent",
        "schools.FactChange", "schools.NewPupilReturn", "registers.Mark", "registers.Plan",
        "registers.Timetable", "registers.TimetableReview", "registers.Suspension",
        "registers.Removal", "registers.RemovalWithdrawal",
    }  # fmt: skip
    pupils = {"schools.Pupil"}
    while True:
        more = {
            model._meta.label
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.related_model is not None
            and field.related_model._meta.label in pupils - {"schools.Parent"}
        }
        if more <= pupils:
            break
        pupils |= more
    assert pupils - {"schools.Pupil"} == told
    assert len(everything_held(pupil=family, mask=str)) == 15


@pytest.mark.parametrize("role", ["office", "attendance_lead", "safeguarding_lead", "senco"])
def test_whoever_does_not_look_after_accounts_makes_no_such_file(family, role):
    with pytest.raises(NotPermitted):
        give_all_data(
            pupil=family, by=UserFactory(school=family.school, role=role), reason="x", at=NOW
        )
    assert not Act.objects.filter(act="give_all_data").exists()


def test_an_administrator_alone_cannot_because_the_file_holds_what_they_may_not_see(family):
    person = UserFactory(school=family.school, role="admin")
    with pytest.raises(NotAllOfIt, match="A headteacher can make it"):
        give_all_data(pupil=family, by=person, reason="x", at=NOW)
    assert not Look.objects.filter(what="all data").exists()


@pytest.fixture
def page(client, family, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return reverse("keeping:all_data", args=[family.pk])


def test_the_page_hands_out_the_file(client, page, family, head):
    client.force_login(head)
    assert "What the file holds" in client.get(page).text
    assert not Look.objects.filter(what="all data").exists()
    answer = client.post(page, {"reason": "Mrs Quimby, by letter of 2 November"})
    assert answer["Content-Type"] == "application/zip"
    name = f"all-data-{family.upn}-2026-11-12.zip"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "marks.csv" in opened(answer.content)


def test_the_page_asks_who_asked_for_it(client, page, head):
    client.force_login(head)
    answer = client.post(page, {"reason": " "})
    assert answer.status_code == 422
    assert "Say who asked for it, and when." in answer.text
    assert "<title>Error: " in answer.text
    assert not Act.objects.filter(act="give_all_data").exists()


def test_an_administrator_reads_on_the_page_who_can_make_it(client, page, family):
    client.force_login(UserFactory(school=family.school, role="admin"))
    text = client.get(page).text
    assert "A headteacher can make it." in text
    assert "Make the file" not in text
    assert client.post(page, {"reason": "x"}).status_code == 403
    assert not Act.objects.filter(act="give_all_data").exists()


def test_another_schools_pupil_is_not_found(client, page, head):
    client.force_login(head)
    for key in (PupilFactory().pk, 2**63):
        there = reverse("keeping:all_data", args=[key])
        assert client.get(there).status_code == 404
        assert client.post(there, {"reason": "x"}).status_code == 404


def test_the_page_takes_few_queries(client, page, head, django_assert_max_num_queries):
    client.force_login(head)
    with django_assert_max_num_queries(15):
        client.get(page)


@pytest.mark.parametrize("more", [0, 40])
def test_making_it_takes_no_more_queries_when_there_is_more(
    family, head, more, django_assert_max_num_queries
):
    for number in range(more):
        MarkFactory(
            register=RegisterFactory(school=family.school, day=date(2025, 10, 1 + number % 30),
                                     half="AM" if number < 30 else "PM"),
            pupil=family,
        )  # fmt: skip
    with django_assert_max_num_queries(40):
        give_all_data(pupil=family, by=head, reason="x", at=NOW)
