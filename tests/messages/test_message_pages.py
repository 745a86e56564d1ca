"""The pages of messages that are recorded: confirming, ending, who reads what."""

from datetime import time, timedelta

from django.urls import reverse

from audit.models import Look
from registers.actions.sign_in_late import sign_in_late
from registers.message_plans import first_of, last_of
from registers.models import Message
from registers.queries.message_page import coverage_in_words
from schools.models import Session
from tests.messages.desk import MessageDesk, filled
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY

LIST, NEW = "/messages/", "/messages/new/"


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


def test_the_office_is_told_of_a_child_signed_in_whose_afternoon_is_still_expected(
    office, desk, now
):
    message = desk.record().message
    desk.opens()
    sign_in_late(
        by=desk.clerk, pupil=desk.kofi, arrived=time(10, 1), why="Felt unwell", brought_by="Mum",
        instead="I", seen_version=None, at=desk.at("10:01"),
    )  # fmt: skip
    now("10:02")
    page = office.get("/today/").text
    assert f"Expected ill, but signed in at 10:01: {desk.kofi.name}" in page
    assert f"/messages/{message.pk}/end/?pupil={desk.kofi.pk}&amp;half=PM" in page
    desk.end(message, half="PM", at="10:03")
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
    assert message.words not in office.get("/messages/").text
    assert not Look.objects.exists()
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


def test_taking_back_names_only_whom_the_person_may_open(teacher, desk):
    elsewhere = MessageDesk(school=desk.school)
    message = desk.record(desk.kofi, elsewhere.ama).message
    page = teacher.get(f"/messages/{message.pk}/withdraw/").text
    assert desk.kofi.name in page
    assert elsewhere.ama.name not in page


def test_one_weekday_without_school_is_named(desk):
    Session.objects.filter(school=desk.school, day=FRIDAY).delete()
    message = desk.record(last_day=MONDAY).message
    said = coverage_in_words(desk.school.pk, first_of(message), last_of(message))
    assert said == "4 sessions; the school does not meet on 13 November 2026"
