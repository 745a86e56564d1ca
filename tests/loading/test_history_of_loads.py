"""A newer folder leaves its trace in the history, and what was changed by hand stands."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.actions.change_class import change_class
from schools.actions.edit_link import edit_link
from schools.actions.edit_parent import edit_parent
from schools.actions.end_contact import end_contact
from schools.actions.end_flag import end_flag
from schools.actions.start_flag import start_flag
from schools.models import (
    ClassMembership,
    FactChange,
    Parent,
    Pupil,
    PupilFlag,
    PupilParent,
    SchoolClass,
    User,
)
from tests.loading.folders import ADA, AT, BEN, contact, pupil, upn_of
from tests.loading.test_pupils import NEXT_WEEK


def history():
    rows = FactChange.objects.order_by("pk")
    assert all(rows.values_list("is_import", flat=True))
    return [(row.fact, row.before, row.after) for row in rows]


def head():
    return User.objects.get(roles=["headteacher"])


def ruth():
    return Parent.objects.get(forename="Ruth")


def link():
    return PupilParent.objects.get(pupil__upn=ADA)


def stands(report):
    return any("changed here by hand stand" in notice for notice in report.notices)


def test_a_first_load_has_no_history(folder):
    folder["pupils"][0] |= {"sen": "K", "fsm": "Y"}
    folder.load()
    assert history() == []
    folder.load(at=NEXT_WEEK)
    assert history() == []


def test_changed_facts_of_a_pupil_are_told(folder):
    folder.load()
    folder["pupils"][0] |= {"preferred_forename": "Addy", "date_of_birth": "2016-05-05"}
    folder.load(at=NEXT_WEEK)
    assert history() == [
        ("preferred_forename", "", "Addy"),
        ("date_of_birth", "4 May 2016", "5 May 2016"),
    ]
    row = FactChange.objects.first()
    assert (row.pupil.upn, row.parent, row.by.is_system, row.at) == (ADA, None, True, NEXT_WEEK)
    assert Pupil.objects.get(upn=ADA).version == 2, "an open form is told"


def test_changed_facts_of_a_parent_are_told_once_for_all_children(folder):
    folder.load()
    for row in folder["parents"]:
        row["mobile"] = "07700 900999"
    folder.load(at=NEXT_WEEK)
    assert history() == [("mobile", "07700 900123", "07700 900999")]
    row = FactChange.objects.get()
    assert (row.parent, row.pupil) == (ruth(), None)
    assert ruth().version == 2


def test_changed_facts_of_a_link_are_told_of_that_pupil(folder):
    folder.load()
    folder["parents"][0] |= {"relationship": "mum", "may_text": "N"}
    folder.load(at=NEXT_WEEK)
    assert history() == [("may_text", "Yes", "No"), ("relationship", "mother", "mum")]
    assert {row.pupil.upn for row in FactChange.objects.all()} == {ADA}
    assert link().version == 2


def test_a_further_contact_of_a_known_pupil_is_told(folder):
    folder.load()
    folder["parents"].append(contact(ADA, priority="2", forename="Tom", title="Mr", mobile=""))
    folder.load(at=NEXT_WEEK)
    assert history() == [("contact", "", "Mr Tom Ashdown")]


def test_a_new_pupil_and_their_contacts_have_no_history(folder):
    folder.load()
    folder["pupils"].append(pupil(upn_of(3), "Cy", fsm="Y"))
    folder["parents"].append(contact(upn_of(3)))
    folder.load(at=NEXT_WEEK)
    assert history() == []


def test_flags_that_start_and_end_are_told(folder):
    folder["pupils"][0] |= {"sen": "K"}
    folder.load()
    folder["pupils"][0] |= {"sen": "E", "fsm": "Y"}
    folder.load(at=NEXT_WEEK)
    assert sorted(history()) == [
        ("flag_fsm", "", "From 13 October 2025"),
        ("flag_sen", "", "E from 13 October 2025"),
        ("flag_sen", "K from 6 October 2025", "K from 6 October 2025 to 12 October 2025"),
    ]


def test_a_changed_class_is_told(folder):
    folder.load()
    folder["pupils"][0]["class"] = "Wren"
    folder.load(at=NEXT_WEEK)
    assert history() == [
        ("class", "Robin, Year 4, from 1 September 2025", "Wren, Year 4, from 13 October 2025")
    ]


def test_a_move_made_by_hand_stands_while_the_file_repeats_the_old_class(folder):
    folder["pupils"][1]["class"] = "Wren"
    folder.load()
    ada, wren = Pupil.objects.get(upn=ADA), SchoolClass.objects.get(name="Wren")
    last = ClassMembership.objects.get(pupil=ada, end=None)
    change_class(
        by=head(), pupil_id=ada.pk, class_id=wren.pk, year_group="4", on=date(2025, 10, 7),
        seen=last.pk, at=AT,
    )  # fmt: skip
    report = folder.load(at=NEXT_WEEK)
    assert report.changes_nothing()
    assert stands(report)
    assert ClassMembership.objects.get(pupil=ada, end=None).school_class == wren
    folder["pupils"][0]["class"] = "Finch"
    folder.load(at=NEXT_WEEK)
    assert ClassMembership.objects.get(pupil=ada, end=None).school_class.name == "Finch"
    folder["pupils"][0]["class"] = "Robin"
    folder.load(effective=date(2025, 10, 20))
    assert ClassMembership.objects.get(pupil=ada, end=None).school_class.name == "Robin"


def test_a_dry_run_leaves_no_history(folder):
    folder.load()
    folder["pupils"][0]["preferred_forename"] = "Addy"
    folder.load(dry_run=True)
    assert not FactChange.objects.exists()


def test_a_number_changed_by_hand_stands_while_the_file_repeats_the_old_one(folder):
    folder.load()
    edit_parent(parent=ruth(), facts={"mobile": "07700 900555"}, seen=1, by=head(), at=AT)
    report = folder.load(at=NEXT_WEEK)
    assert report.changes_nothing()
    assert stands(report)
    assert (ruth().mobile, ruth().mobile_number) == ("07700 900555", "+447700900555")


def test_a_newer_number_in_the_file_replaces_one_typed_by_hand(folder):
    folder.load()
    edit_parent(parent=ruth(), facts={"mobile": "07700 900555"}, seen=1, by=head(), at=AT)
    for row in folder["parents"]:
        row["mobile"] = "07700 900777"
    folder.load(at=NEXT_WEEK)
    assert (ruth().mobile, ruth().mobile_number) == ("07700 900777", "+447700900777")
    edit_parent(
        parent=ruth(), facts={"mobile": "07700 900555"}, seen=ruth().version, by=head(), at=AT
    )
    assert folder.load(at=NEXT_WEEK).changes_nothing()
    for row in folder["parents"]:
        row["mobile"] = "07700 900123"
    folder.load(at=NEXT_WEEK)
    assert ruth().mobile == "07700 900123", "older than the last load, and so news again"


def test_what_somebody_is_to_a_child_stands_as_changed_by_hand(folder):
    folder.load()
    edit_link(link=link(), facts={"may_text": False}, seen=1, by=head(), at=AT)
    assert folder.load(at=NEXT_WEEK).changes_nothing()
    assert link().may_text is False


def test_a_contact_that_was_ended_stays_ended(folder):
    folder.load()
    end_contact(link=link(), seen=1, by=head(), at=AT)
    folder["parents"][0]["relationship"] = "mum"
    report = folder.load(at=NEXT_WEEK)
    assert link().ended_on == date(2025, 10, 6)
    assert link().relationship == "mother"
    assert any("1 contact whom the school has ended" in notice for notice in report.notices)


def test_a_flag_ended_by_hand_is_not_started_again(folder):
    folder["pupils"][0]["fsm"] = "Y"
    folder.load()
    flag = PupilFlag.objects.get()
    end_flag(flag=flag, end=date(2025, 10, 10), seen=1, by=head(), at=AT)
    report = folder.load(at=NEXT_WEEK)
    assert report.changes_nothing()
    assert PupilFlag.objects.get().end == date(2025, 10, 10)


def test_a_flag_started_by_hand_is_not_ended_by_an_old_no(folder):
    folder["pupils"][0]["fsm"] = "N"
    folder.load()
    ada = Pupil.objects.get(upn=ADA)
    start_flag(pupil=ada, kind="fsm", start=date(2025, 10, 1), by=head(), at=AT)
    assert folder.load(at=NEXT_WEEK).changes_nothing()
    assert PupilFlag.objects.get().end is None


@pytest.mark.parametrize("families", [2, 12])
def test_a_newer_folder_asks_the_database_no_more_for_more_changes(folder, families):
    for number in range(10, 10 + families):
        folder["pupils"].append(pupil(upn_of(number), f"Kit{number}", fsm="Y"))
        folder["parents"].append(
            contact(upn_of(number), forename=f"Jo{number}", mobile="", address1=f"{number} Elm Row")
        )
    folder.load()
    for row in folder["pupils"]:
        row |= {"ethnicity": "WBRI", "fsm": "N"}
    for row in folder["parents"]:
        row |= {"relationship": "parent", "language": "Welsh"}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        folder.load(at=NEXT_WEEK)
    assert FactChange.objects.count() >= 4 * families
    assert len(asked) < 70, "the same bound for few and for many"
    assert BEN in Pupil.objects.values_list("upn", flat=True)
