"""The list of pupils, which finds as somebody types and works without script."""

import pytest

from tests.factories.people import (
    ClassMembershipFactory,
    EnrolmentFactory,
    PupilFactory,
    UserFactory,
)
from tests.people.office import Office


def test_everybody_on_the_roll_stands_there_with_class_and_year(office: Office) -> None:
    text = office.text("list")
    assert "3 pupils" in text
    assert f"{office.room.school_class.name}, Year 4" in text
    assert text.index("Ashdown000") < text.index("Ashdown002")


def test_a_leaver_is_found_and_marked_as_left(office: Office) -> None:
    leaver = office.leaver(legal_forename="Gwendolyn")
    assert leaver.surname not in office.text("list")
    assert "Left 12 June 2026" in office.text("list", q="gwen")
    assert "Left 12 June 2026" in office.text("list", left="1")
    assert "Ashdown000" not in office.text("list", left="1")


def test_somebody_who_is_yet_to_start_is_marked_so(office: Office) -> None:
    pupil = PupilFactory(school=office.school, legal_forename="Gwendolyn")
    EnrolmentFactory(pupil=pupil, start=office.today.replace(month=12))
    assert "Starts 12 December 2026" in office.text("list", q="gwen")


def test_the_name_in_law_stands_beside_another_in_use(office: Office) -> None:
    office.pupil(legal_forename="Tom", legal_surname="Hale", preferred_forename="Tamsin")
    assert "In law Tom Hale" in office.text("list", q="tams")


def test_one_class_can_be_chosen(office: Office) -> None:
    other = ClassMembershipFactory(school_class__school=office.school)
    text = office.text("list", **{"class": other.school_class.pk})
    assert other.pupil.surname in text
    assert "Ashdown000" not in text


def test_enter_goes_to_the_only_pupil_found(office: Office) -> None:
    pupil = office.pupil(legal_forename="Gwendolyn")
    answer = office.open("list", q="gwen", go="1")
    assert answer.url == office.address("pupil", pupil.pk)
    assert office.open("list", q="gwen").status_code == 200
    assert office.open("list", q="ashdown", go="1").status_code == 200


def test_htmx_gets_the_list_alone(office: Office) -> None:
    answer = office.client.get(
        office.address("list"), {"q": "ashdown001"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in answer.text
    assert answer.text.count("<tr>") == 2
    assert 'role="status"' in answer.text
    assert "HX-Request" in answer.headers["Vary"]
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"q": "xyzzy"}, "Nobody open to you"),
        ({"q": "12"}, "Enter at least 4 digits"),
        ({"q": "--"}, "Enter letters of a name"),
        ({"left": "1"}, "Nobody has left"),
        ({"q": "\0", "class": "zz", "page": "x"}, "3 pupils"),
        ({"page": "99"}, "3 pupils"),
    ],
)
def test_an_empty_list_says_why_and_odd_requests_do_no_harm(
    office: Office, asked: dict[str, str], said: str
) -> None:
    assert said in office.text("list", **asked)


def test_an_empty_school_says_what_will_fill_the_list(office: Office) -> None:
    office.sign_in(UserFactory(role="senco"))
    assert "Nobody is on the roll today" in office.text("list")


def test_fifty_stand_on_a_page(office: Office) -> None:
    for _ in range(50):
        office.pupil()
    first, second = office.text("list", q="barley"), office.text("list", q="barley", page="2")
    assert "Page" not in first
    assert "Page 2 of 2" in office.text("list", page="2")
    assert first.count('scope="row"') == 50
    assert second.count('scope="row"') == 50


@pytest.mark.parametrize("pupils", [0, 20])
@pytest.mark.parametrize("asked", [{}, {"q": "ashd"}, {"q": "07700900"}, {"left": "1"}])
def test_the_list_takes_few_queries_whatever_the_number_of_pupils(
    office: Office, django_assert_max_num_queries, pupils: int, asked: dict[str, str]
) -> None:
    for _ in range(pupils):
        office.parent_of(office.pupil(), mobile_number="+447700900123")
        office.leaver()
    with django_assert_max_num_queries(10):
        office.text("list", **asked)


def test_a_teacher_sees_no_hint_of_numbers_and_no_button_to_admit(office: Office) -> None:
    office.sign_in(office.room.teacher)
    text = office.text("list")
    assert "telephone" not in text
    assert office.address("admit") not in text
    assert "3 pupils" in text
