"""The page on which a message is recorded, as the office and a teacher use it."""

import pytest

from registers.models import Message
from tests.factories.people import ParentFactory, PupilParentFactory
from tests.messages.desk import MessageDesk, filled

LIST, NEW, NEW_TRIP = "/messages/", "/messages/new/", "/messages/trips/new/"


def test_the_office_records_a_message_and_is_shown_what_came_of_it(office, desk):
    answer = office.post(NEW, filled(desk.kofi, desk.ama), follow=True)
    message = Message.objects.get()
    assert answer.redirect_chain == [(f"/messages/{message.pk}/", 302)]
    assert "Recorded. Registers expect" in answer.text
    assert "4 sessions" in answer.text
    assert "Fever" in answer.text
    assert desk.expected(desk.kofi) == ["I"] * 4


def test_a_code_of_the_list_of_all_wins_over_the_few(office, desk):
    office.post(NEW, filled(desk.kofi, code="I", other_code="O"))
    assert Message.objects.get().code == "O"


def test_pupils_are_found_by_three_letters_with_their_brothers_and_sisters(office, desk):
    parent = ParentFactory(school=desk.school)
    for pupil in (desk.kofi, desk.theo):
        PupilParentFactory(pupil=pupil, parent=parent)
    words = desk.kofi.surname[:6]
    answer = office.post(NEW, filled(desk.kofi, do="find", q=words, words="Fever of 39"))
    assert answer.status_code == 200
    assert [one.pupil for one in answer.context["people"].chosen] == [desk.kofi]
    assert [one.pupil for one in answer.context["people"].found] == [desk.ama, desk.theo]
    assert "Fever of 39" in answer.text
    alone = office.post(NEW, filled(desk.kofi, do="find", q=""))
    assert [one.pupil for one in alone.context["people"].siblings] == [desk.theo]
    assert not Message.objects.exists()


def test_the_words_lead_to_codes_with_what_they_do_and_a_person_chooses(office, desk):
    answer = office.post(NEW, filled(desk.kofi, do="propose", words="dentist at 10", code=""))
    first = answer.context["offered"][0]
    assert (first.told.code, first.is_open) == ("M", True)
    assert "Counts as an authorised absence" in answer.text
    assert 'value="M" checked' not in answer.text
    leave = office.post(NEW, filled(desk.kofi, do="propose", words="wedding abroad", code=""))
    closed = [one.told.code for one in leave.context["offered"] if not one.is_open]
    assert "C" in closed
    assert "Only the headteacher records it" in leave.text


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(office, desk):
    answer = office.post(NEW, filled(desk.kofi, last_day="11/11/2026", words="Fever of 39"))
    assert answer.status_code == 422
    assert "lies before the first" in answer.text
    assert "Fever of 39" in answer.text
    assert "<title>Error: " in answer.text
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_day": "never"}, "Enter a day that there is"),
        ({"last_day": "12/11/2029"}, "more than a school year"),
        ({"channel": "pigeon"}, "Choose how the school was told"),
        ({"code": "C"}, "Only the headteacher records C"),
        ({"code": "Y5"}, "Y5 is recorded by those who look after safeguarding"),
        ({"code": "??"}, "is not a register code"),
        ({"code": "", "other_code": ""}, "Choose the code"),
        ({"from_whom": "\x00"}, "Null characters are not allowed"),
        ({"words": ""}, "Enter the reason as it was given"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_saved(office, desk, typed, said):
    answer = office.post(NEW, filled(desk.kofi, **typed))
    assert answer.status_code == 422
    assert said in answer.text
    assert not Message.objects.exists()


def test_a_forged_pupil_is_refused_whosever_it_is(office, desk):
    for stranger in (MessageDesk().kofi.pk, 0, "x", 10**30):
        answer = office.post(NEW, filled() | {"pupil": [desk.kofi.pk, stranger]})
        assert answer.status_code == 422
        assert "not on the roll, or is not one of yours" in answer.text
    assert not Message.objects.exists()


def test_a_teacher_passes_on_and_sees_no_codes(teacher, desk):
    page = teacher.get(NEW)
    assert "Pass it on" in page.text
    assert 'name="code"' not in page.text
    answer = teacher.post(NEW, filled(desk.kofi, code="I"), follow=True)
    assert "Passed on to the office" in answer.text
    assert Message.objects.get().code == ""
    assert desk.expected(desk.kofi) == [""] * 4
    elsewhere = MessageDesk(school=desk.school)
    assert teacher.post(NEW, filled(elsewhere.kofi, code="")).status_code == 422


def test_the_list_takes_as_many_queries_for_many_messages_as_for_one(
    office, desk, django_assert_max_num_queries
):
    for number, pupil in enumerate(desk.pupils * 4):
        desk.record(pupil, words=f"A cold, the {number}th day")
    assert Message.objects.count() == 4 * len(desk.pupils)
    with django_assert_max_num_queries(15):
        office.get(LIST)
    with django_assert_max_num_queries(15):
        office.get(LIST, {"q": "ashdown"})
    with django_assert_max_num_queries(15):
        office.post(NEW, filled(*desk.pupils, do="find", q="ashdown"))
