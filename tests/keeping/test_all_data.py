"""A family that asks gets all that is held on their child, and nothing of anybody else."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attendance_site.documents.acts_on_pupil import OWN
from attendance_site.documents.give_all_data import NotAllOfIt, give_all_data
from attendance_site.documents.pupil_data import everything_held
from audit.actions.record import record
from audit.models import Act, Look
from schools.permissions import NotPermitted
from tests.factories.people import (
    UserFactory,
)
from tests.factories.registers import MarkFactory, RegisterFactory
from tests.factories.roll import TimetableFactory
from tests.factories.schools import SchoolFactory
from tests.keeping import papers
from tests.keeping.families import NOW, STRANGERS, given, rows


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
    assert "Has a social worker" in text
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
        "registers.Removal", "registers.RemovalTelling", "registers.RemovalWithdrawal",
        "registers.Arrival", "registers.Departure", "registers.MessagePupil", "registers.FireTick",
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
    assert len(everything_held(pupil=family, mask=str)) == 20


def test_every_kind_of_row_that_is_a_pupils_own_is_asked_for_its_acts(family):
    kept = {model._meta.label for model in OWN}
    pupils = {"schools.Pupil"}
    while (
        more := {
            model._meta.label
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if field.related_model is not None and field.related_model._meta.label in pupils
        }
        - pupils
    ):
        pupils |= more
    assert pupils - {"schools.Pupil"} == kept


def test_what_was_done_to_each_of_the_pupils_own_rows_is_given_with_its_reason(family, head):
    own = [model.objects.filter(**{way: family}).first() for model, way in OWN.items()]
    there = [one for one in own if one is not None]
    assert len(there) >= 10
    for one in there:
        record(
            act=f"end_{one._meta.model_name}", by=head, at=NOW, school_id=family.school_id,
            subject=one, reason="Mrs Quimby asked for it",
        )  # fmt: skip
    told = {one["act"]: one["reason"] for one in rows(given(family, head), "acts")}
    for one in there:
        assert told[f"end_{one._meta.model_name}"] == "[removed] asked for it"


def test_what_was_done_to_others_and_at_other_schools_is_not_given(family, head):
    own = family.timetables.get()
    stranger = TimetableFactory(pupil__school=family.school)
    known = {"by": head, "at": NOW, "act": "end_timetable"}
    record(**known, school_id=family.school_id, subject=stranger)
    record(**known, school_id=stranger.pupil.school_id, subject=family.school)
    record(**known, school_id=SchoolFactory().pk, subject=own)
    assert "end_timetable" not in {one["act"] for one in rows(given(family, head), "acts")}


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


def test_making_it_takes_no_more_queries_when_there_is_more(family, head):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            give_all_data(pupil=family, by=head, reason="x", at=NOW)
        return len(asked)

    give_all_data(pupil=family, by=head, reason="x", at=NOW)  # What is read once is read.
    few = queries()
    for number in range(40):
        MarkFactory(
            register=RegisterFactory(school=family.school, day=date(2025, 10, 1 + number % 30),
                                     half="AM" if number < 30 else "PM"),
            pupil=family,
        )  # fmt: skip
    assert queries() == few <= 40
