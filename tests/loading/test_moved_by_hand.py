"""A pupil moved to another class by hand is not moved back by a file that says nothing new."""

from datetime import date, timedelta

import pytest

from registers.actions.move_class import move_class
from schools.actions.edit_parent import edit_parent
from schools.actions.rename_class import rename_class
from schools.models import ClassMembership, FactChange, Parent, Pupil, SchoolClass, User
from tests.loading.folders import ADA, AT, mark, pupil
from tests.loading.test_pupils import NEXT_WEEK, memberships

TUESDAY = date(2025, 10, 7)
LATER = NEXT_WEEK + timedelta(days=7)


@pytest.fixture
def folder(folder):
    """Ada is in Robin in the files, and was moved to Wren by hand."""
    folder["pupils"][1]["class"] = "Wren"
    folder.load()
    move(ADA, "Wren")
    return folder


def head() -> User:
    return User.objects.get(roles=["headteacher"])


def move(upn: str, name: str, *, on: date = TUESDAY, year_group: str = "4") -> None:
    ada = Pupil.objects.get(upn=upn)
    last = ClassMembership.objects.filter(pupil=ada).latest("start")
    move_class(
        by=head(), pupil_id=ada.pk, class_id=SchoolClass.objects.get(name=name).pk,
        year_group=year_group, on=on, seen=last.pk, at=AT,
    )  # fmt: skip


def rename(name: str, becomes: str) -> None:
    renamed = SchoolClass.objects.get(name=name)
    rename_class(by=head(), class_id=renamed.pk, name=becomes, seen_name=name, at=AT)


def now() -> str:
    return memberships()[-1][2]


def test_the_old_class_in_the_file_moves_nobody_and_the_report_says_so(folder):
    report = folder.load(at=NEXT_WEEK)
    assert (report.changes_nothing(), now()) == (True, "Wren")
    assert any("1 fact of pupils and contacts changed here by hand" in one
               for one in report.notices)  # fmt: skip


def test_a_third_class_in_the_file_does(folder):
    folder["pupils"][0]["class"] = "Finch"
    assert folder.load(at=NEXT_WEEK).added["class memberships"] == 1
    assert memberships()[-2:] == [
        (TUESDAY, date(2025, 10, 12), "Wren", "4"),
        (date(2025, 10, 13), None, "Finch", "4"),
    ]


def test_another_year_group_in_the_file_does(folder):
    folder["pupils"][0]["year_group"] = "5"
    folder.load(at=NEXT_WEEK)
    assert memberships()[-1][2:] == ("Robin", "5")


@pytest.mark.parametrize("said", ["Robin", "ROBIN", "Elder", "Oak"])
def test_any_name_of_the_old_class_is_the_old_class(folder, said):
    rename("Robin", "Elder")
    rename("Elder", "Oak")
    folder["pupils"][0]["class"] = said
    report = folder.load(at=NEXT_WEEK)
    assert (report.changes_nothing(), now()) == (True, "Wren")


def test_a_class_renamed_before_the_move_is_known_by_its_former_name(folder):
    rename("Wren", "Elder")
    move(ADA, "Robin", on=TUESDAY + timedelta(days=1))
    folder["pupils"][0]["class"] = "Wren"
    assert folder.load(at=NEXT_WEEK).added["class memberships"] == 1, "the file has Wren anew"
    move(ADA, "Robin", on=date(2025, 10, 14))
    assert folder.load(at=NEXT_WEEK).changes_nothing()
    assert now() == "Robin"


def test_a_leaver_leaves_from_the_class_of_the_move(folder):
    folder["pupils"][0] |= {"end_date": "2025-10-24", "leaving_ground": "a"}
    assert folder.load(at=NEXT_WEEK).ended["enrolments"] == 1
    assert memberships()[-1] == (TUESDAY, date(2025, 10, 24), "Wren", "4")
    assert folder.load(at=LATER).changes_nothing()


def test_a_leaver_of_last_week_is_in_the_class_of_the_move_too(folder):
    folder["pupils"][0] |= {"end_date": "2025-10-09", "leaving_ground": "a"}
    folder.load(at=NEXT_WEEK)
    assert memberships()[-1] == (TUESDAY, date(2025, 10, 9), "Wren", "4")
    folder["pupils"][0]["class"] = "Finch"
    folder["marks"].append(mark(ADA, "2025-10-08"))
    assert "class memberships" not in folder.load(at=LATER).added


def test_once_the_file_has_caught_up_going_back_is_news(folder):
    folder["pupils"][0]["class"] = "Wren"
    assert folder.load(at=NEXT_WEEK).changes_nothing()
    assert folder.load(at=NEXT_WEEK).changes_nothing()
    line = FactChange.objects.get(is_import=True)
    assert (line.before[:5], line.after[:4]) == ("Robin", "Wren")
    folder["pupils"][0]["class"] = "Robin"
    folder.load(at=LATER)
    assert now() == "Robin"


def test_a_pupil_who_comes_back_is_not_held_by_a_move_of_the_first_time(folder):
    folder["pupils"][0] |= {"end_date": "2025-10-08", "leaving_ground": "a"}
    folder["pupils"].append(pupil(ADA, "Ada", start_date="2025-10-13", **{"class": "Finch"}))
    folder.load(at=NEXT_WEEK)
    assert now() == "Finch"
    folder["pupils"][2]["class"] = "Robin"
    folder.load(at=LATER)
    assert now() == "Robin"


def test_a_number_with_which_the_file_has_caught_up_is_the_files_again(folder):
    ruth = Parent.objects.get(forename="Ruth")
    edit_parent(parent=ruth, facts={"mobile": "07700 900555"}, seen=1, by=head(), at=AT)
    for number in ("07700 900555", "07700 900123"):
        for row in folder["parents"]:
            row["mobile"] = number
        folder.load(at=NEXT_WEEK)
    ruth.refresh_from_db()
    assert ruth.mobile == "07700 900123"


def test_an_earlier_time_on_the_roll_that_the_files_add_moves_nobody_back(folder):
    earlier = {"start_date": "2023-09-04", "end_date": "2024-03-28", "class": "Robin"}
    folder["pupils"].append(folder["pupils"][0] | earlier)
    folder.load(at=NEXT_WEEK)
    assert now() == "Wren"
    folder.load(at=LATER)
    assert now() == "Wren"
