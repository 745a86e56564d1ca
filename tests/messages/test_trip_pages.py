"""The pages of trips: the form, the names, and what is changed afterwards."""

import pytest

from registers.models import Activity, Mark, Plan
from tests.registers.classroom import THURSDAY

LIST, NEW, NEW_TRIP = "/messages/", "/messages/new/", "/messages/trips/new/"


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


def test_looking_at_the_names_takes_as_many_queries_for_a_class_as_for_one(
    office, desk, django_assert_max_num_queries
):
    for number in range(20):
        desk.newcomer(legal_surname=f"Larkwell{number:03}")
    with django_assert_max_num_queries(20):
        assert len(office.post(NEW_TRIP, trip_filled(desk)).context["rows"]) == 23
