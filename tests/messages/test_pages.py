"""The pages of messages and trips, as the office and a teacher use them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Look
from registers.models import Activity, Mark, Message, Plan
from tests.factories.people import ParentFactory, PupilParentFactory
from tests.messages.desk import MessageDesk
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY
from toolkit import clock

LIST, NEW, NEW_TRIP = "/messages/", "/messages/new/", "/messages/trips/new/"


@pytest.fixture
def now(desk, monkeypatch):
    """Let the site's clock show another time."""

    def show(clock_time, *, day=None):
        monkeypatch.setattr(clock, "real_now", lambda: desk.at(clock_time, day=day))

    show("8:20")
    return show


@pytest.fixture
def office(client, desk, now):
    client.force_login(desk.clerk)
    return client


@pytest.fixture
def teacher(client, desk, now):
    client.force_login(desk.teacher)
    return client


def filled(*pupils, do="record", **typed):
    known = {
        "channel": "phone",
        "from_whom": "Mum",
        "words": "Fever",
        "first_day": "12/11/2026",
        "first_half": "AM",
        "last_day": "2026-11-13",
        "last_half": "PM",
        "code": "I",
    }
    return known | typed | {"pupil": [pupil.pk for pupil in pupils], "do": do}


def trip_filled(desk, do="preview", **typed):
    known = {
        "code": "V",
        "nature": "Castle visit",
        "place": "Leeds Castle",
        "supervised_by": "Miss Okonjo",
        "first_day": "12/11/2026",
        "first_half": "AM",
        "last_day": "12/11/2026",
        "last_half": "PM",
        "classes": [desk.school_class.pk],
    }
    return known | typed | {"do": do}


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
    assert closed == [] or "Only the headteacher records it" in leave.text


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
        ({"code": "Y5"}, "looks after safeguarding" and "Y5 is recorded by those"),
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


def test_the_office_confirms_with_a_parent_what_the_taxi_driver_said(office, desk, now):
    office.post(NEW, filled(desk.kofi, channel="transport", from_whom="The taxi driver"))
    message = Message.objects.get()
    assert "Confirm with a parent: " in office.get("/today/").text
    address = f"/messages/{message.pk}/confirm/"
    typed = filled(do="save", channel="transport", seen=1)
    refused = office.post(address, typed)
    assert refused.status_code == 422
    assert "Enter with which parent you spoke" in refused.text
    assert office.post(address, typed | {"confirmed_with": "Mum"}).status_code == 302
    assert desk.expected(desk.kofi) == ["I"] * 4
    assert "Confirm with a parent: " not in office.get("/today/").text


def test_the_office_is_told_of_a_child_who_came_and_ends_the_absence(office, desk, now):
    message = desk.record().message
    desk.opens()
    desk.mark(desk.kofi, "/")
    now("8:57")
    page = office.get("/today/")
    assert f"Expected ill, but marked present: {desk.kofi.name}" in page.text
    shown = office.get(f"/messages/{message.pk}/")
    assert f"{desk.kofi.forename} is here: end the absence" in shown.text
    form = office.get(f"/messages/{message.pk}/end/?pupil={desk.kofi.pk}&half=AM")
    assert form.context["form"].initial["back_half"] == "AM"
    back = {"pupils": [desk.kofi.pk], "back_on": "2026-11-12", "back_half": "AM"}
    assert office.post(f"/messages/{message.pk}/end/", back).status_code == 302
    assert desk.expected(desk.kofi) == [""] * 4
    assert "Expected ill" not in office.get("/today/").text


def test_after_recording_over_a_child_who_is_there_the_page_says_so(office, desk, now):
    desk.mark(desk.kofi, "/")
    now("9:00")
    answer = office.post(NEW, filled(desk.kofi), follow=True)
    assert "Marked as being here, so nothing was changed" in answer.text


def test_a_change_by_two_shows_the_second_what_differs(office, desk):
    message = desk.record().message
    address = f"/messages/{message.pk}/change/"
    assert office.get(address).status_code == 200
    typed = filled(do="save", seen=1, words="Mumps")
    assert office.post(address, typed | {"words": "Measles"}).status_code == 302
    answer = office.post(address, typed)
    assert answer.status_code == 422
    assert "Measles" in answer.text
    assert "Mumps" in answer.text
    assert office.post(address, typed | {"seen": 2}).status_code == 302
    assert office.post(address, typed | {"do": "propose"}).status_code == 200


def test_taking_back_asks_why(office, desk):
    message = desk.record().message
    address = f"/messages/{message.pk}/withdraw/"
    assert office.post(address, {"seen": 1, "reason": " "}).status_code == 422
    answer = office.post(address, {"seen": 1, "reason": "It was another child"}, follow=True)
    assert "It was another child" in answer.text


def test_a_range_over_a_holiday_says_how_many_sessions_it_covers(office, desk):
    message = desk.record(last_day=THURSDAY + timedelta(days=50)).message
    page = office.get(f"/messages/{message.pk}/").text
    assert "the school does not meet on 10 weekdays of that time" in page


def test_a_day_back_without_school_is_pointed_out(office, desk):
    message = desk.record(expected_back=FRIDAY + timedelta(days=1)).message
    said = "The school does not meet on 14 November 2026, the day given for coming back."
    assert said in office.get(f"/messages/{message.pk}/").text
    fine = desk.record(desk.ama, expected_back=MONDAY).message
    assert "coming back" not in office.get(f"/messages/{fine.pk}/").text


def test_the_list_has_what_waits_first_and_finds_a_pupils_messages(office, desk):
    desk.record(desk.ama)
    desk.record(desk.theo, first_day=MONDAY, last_day=MONDAY)
    desk.pass_on(desk.kofi)
    found = office.get(LIST).context["found"]
    assert [row.message.code for row in (*found.waiting, *found.today, *found.to_come)] == [
        "",
        "I",
        "I",
    ]
    assert [row.whom[0].pupil for row in found.waiting] == [desk.kofi]
    looked = office.get(LIST, {"q": desk.theo.surname}).context["found"]
    assert [row.whom[0].pupil for row in looked.others] == [desk.theo]
    assert "no message about" in office.get(LIST, {"q": "zzz"}).text


def test_a_teacher_sees_that_a_pupil_is_ill_and_not_what_the_parent_said(teacher, desk):
    message = desk.record(words="Chickenpox all over").message
    other = MessageDesk(school=desk.school)
    theirs = other.record(other.kofi).message
    assert "Chickenpox" not in teacher.get(LIST).text
    page = teacher.get(f"/messages/{message.pk}/").text
    assert "Chickenpox" not in page
    assert "Back early" not in page
    assert teacher.get(f"/messages/{theirs.pk}/").status_code == 404
    assert not Look.objects.exists()


def test_who_reads_the_reason_is_noted(office, desk):
    message = desk.record().message
    office.get(f"/messages/{message.pk}/")
    [look] = Look.objects.all()
    assert (look.subject_id, look.what) == (desk.kofi.pk, "reason of an absence")


def test_the_reason_stands_on_no_register_and_no_entry(office, desk, now):
    desk.mark(desk.kofi, "N")
    desk.mark(desk.ama, "/")
    desk.mark(desk.theo, "/")
    desk.submit()
    desk.record(words="Chickenpox", at="9:30")
    now("9:40")
    session = [desk.school_class.pk, THURSDAY, "AM"]
    assert "Chickenpox" not in office.get(reverse("registers:register", args=session)).text
    entry = office.get(reverse("registers:mark", args=[*session, desk.kofi.pk])).text
    assert "Chickenpox" not in entry
    assert "Message of 12 November 2026 from Mum (phone call)" in entry


def test_a_trip_is_looked_at_by_name_before_it_is_recorded(office, desk):
    desk.record(desk.kofi, last_day=THURSDAY)
    preview = office.post(NEW_TRIP, trip_filled(desk))
    assert "Nothing is recorded yet" in preview.text
    assert "Expected: illness (I)" in preview.text
    assert preview.context["staying"] == 1
    assert not Activity.objects.exists()
    going = {"pupil": [desk.ama.pk]}
    answer = office.post(NEW_TRIP, trip_filled(desk, do="record") | going, follow=True)
    assert "Recorded for 1 pupil." in answer.text
    assert desk.expected(desk.ama, [THURSDAY]) == ["V", "V"]
    assert desk.expected(desk.theo, [THURSDAY]) == ["", ""]
    back = office.post(NEW_TRIP, trip_filled(desk, do="back"))
    assert (back.status_code, back.context["form"].initial["nature"]) == (200, "Castle visit")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"classes": []}, "Choose who goes"),
        ({"classes": ["0"]}, "Choose from the classes"),
        ({"place": ""}, "Enter where it is"),
        ({"code": "I"}, "Choose what kind it is"),
        ({"code": "K", "arranged_by": "school"}, "K is only for education that the local"),
        ({"first_day": "11/11/2026"}, "is past"),
    ],
)
@pytest.mark.parametrize("do", ["preview", "record"])
def test_what_is_wrong_with_a_trip_is_said(office, desk, typed, said, do):
    if do == "record" and "classes" in typed:
        said = "Choose"
    answer = office.post(NEW_TRIP, trip_filled(desk, do=do, **typed))
    assert answer.status_code == 422
    assert said in answer.text
    assert not Activity.objects.exists()


def test_a_trip_warns_of_lessons_online(office, desk):
    typed = {"code": "B", "arranged_by": "school", "in_person": "on", "place": "Online"}
    assert (
        "“Online” stands in what you wrote"
        in office.post(NEW_TRIP, trip_filled(desk, **typed)).text
    )


def test_somebody_is_taken_out_of_a_trip_and_it_is_ended_and_taken_back(office, desk):
    typed = trip_filled(desk, do="record", last_day="13/11/2026")
    office.post(NEW_TRIP, typed | {"pupil": [desk.kofi.pk, desk.ama.pk]})
    base = f"/messages/trips/{Activity.objects.get().pk}/"
    office.post(f"{base}take-out/", {"pupil": desk.kofi.pk})
    assert desk.expected(desk.kofi) == [""] * 4
    assert "Choose from those who go" in office.post(f"{base}take-out/", follow=True).text
    ends = {"last_day": "2026-11-12", "last_half": "PM"}
    assert office.post(f"{base}end/", ends | {"seen": 1}).status_code == 422
    assert office.post(f"{base}end/", ends | {"seen": 2}).status_code == 302
    assert desk.expected(desk.ama) == ["V", "V", "", ""]
    assert office.post(f"{base}withdraw/", {"seen": 3}).status_code == 302
    assert not Plan.objects.standing().exists()
    assert not Mark.objects.exists()


def test_the_list_takes_as_many_queries_for_many_messages_as_for_one(
    office, desk, django_assert_max_num_queries
):
    for pupil in desk.pupils * 4:
        desk.record(pupil)
    with django_assert_max_num_queries(15):
        office.get(LIST)
    with django_assert_max_num_queries(15):
        office.get(LIST, {"q": "ashdown"})
    with django_assert_max_num_queries(15):
        office.post(NEW, filled(*desk.pupils, do="find", q="ashdown"))
    with django_assert_max_num_queries(20):
        office.post(NEW_TRIP, trip_filled(desk))
