"""Some codes can never be planned beforehand, and some deserve a second look."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.code_guards import (
    ACTIVITIES,
    GIVEN,
    NEVER_PLANNED,
    UNFIT,
    Absence,
    Activity,
    Pupil,
    refusals_of_absence,
    refusals_of_activity,
    warnings_of_absence,
    warnings_of_activity,
)
from rules.codes import CODES, ON_SITE, POSSIBLE, PRESENT
from rules.compulsory_age import is_compulsory
from rules.sessions import Session

DAY = date(2026, 11, 12)
MORNING, AFTERNOON = Session(DAY, "AM"), Session(DAY, "PM")
TOMORROW = Session(DAY + timedelta(days=1), "PM")
KOFI = Pupil("Kofi Boateng", born=date(2018, 3, 4))
SMALL = Pupil("Mia Oldacre", born=date(2022, 8, 1))

days = st.dates(date(2024, 9, 1), date(2028, 7, 31))
sessions = st.builds(Session, days, st.sampled_from(["AM", "PM"]))
pupils = st.lists(
    st.builds(
        Pupil,
        name=st.just("Kofi Boateng"),
        born=st.dates(date(2008, 9, 1), date(2023, 8, 31)),
        is_mobile=st.booleans(),
        other_school=st.sampled_from(["", "Alder Special School"]),
    ),
    max_size=4,
)


@st.composite
def absences(draw):
    first, last = sorted([draw(sessions), draw(sessions)])
    return Absence(
        code=draw(st.sampled_from(sorted(CODES))),
        first=first,
        last=last,
        words=draw(st.text(max_size=20)),
        is_primary=draw(st.booleans()),
        has_begun=draw(st.booleans()),
    )


@st.composite
def activities(draw):
    first, last = sorted([draw(sessions), draw(sessions)])
    return Activity(
        code=draw(st.sampled_from(sorted(CODES))),
        first=first,
        last=last,
        nature=draw(st.text(max_size=20)),
        place=draw(st.sampled_from(["Leeds Castle", "At home", "Alder Special School"])),
        arranged_by=draw(st.sampled_from(["", "school", "authority"])),
        in_person=draw(st.booleans()),
    )


def refused(code, *, pupil=KOFI, first=MORNING, last=None, **facts):
    asked = Absence(code, first, last or first, **facts)
    return refusals_of_absence(asked, [pupil])


def warned(code, *, pupil=KOFI, first=MORNING, last=None, **facts):
    asked = Absence(code, first, last or first, **facts)
    return warnings_of_absence(asked, [pupil])


@given(absences(), pupils)
def test_whatever_is_planned_is_an_absence_and_no_closure_of_the_school(asked, them):
    if not refusals_of_absence(asked, them):
        assert asked.code not in PRESENT | ON_SITE
        assert asked.code not in {"N", "E", "D", "Y4", "Z", "#"}


@given(absences(), pupils)
def test_x_is_planned_only_for_those_who_are_below_or_above_the_age_all_the_while(asked, them):
    if asked.code == "X" and not refusals_of_absence(asked, them):
        for pupil in them:
            assert not is_compulsory(pupil.born, asked.first.day)
            assert not is_compulsory(pupil.born, asked.last.day)


@given(absences(), pupils)
def test_leave_is_never_planned_once_it_has_begun(asked, them):
    if asked.code in GIVEN and asked.has_begun:
        assert any("before it begins" in why for why in refusals_of_absence(asked, them))


@given(absences(), pupils)
def test_every_sentence_is_a_sentence(asked, them):
    for said in refusals_of_absence(asked, them) + warnings_of_absence(asked, them):
        assert said[-1] == "."
        assert "  " not in said


@given(activities(), pupils)
def test_an_activity_counts_as_attended_and_b_and_k_are_face_to_face(asked, them):
    if not refusals_of_activity(asked, them):
        assert asked.code in ACTIVITIES
        assert asked.code in PRESENT & POSSIBLE
        if asked.code in {"B", "K"}:
            assert asked.in_person
            assert asked.arranged_by == {"B": "school", "K": "authority"}[asked.code]
        if asked.code == "B":
            assert asked.place not in {pupil.other_school for pupil in them}


@pytest.mark.parametrize("code", sorted(CODES))
def test_no_code_that_is_never_planned_gets_through(code):
    assert bool(refused(code, pupil=SMALL)) == (code in NEVER_PLANNED)


@pytest.mark.parametrize("code", sorted(UNFIT))
def test_a_code_nobody_can_be_told_of_says_what_to_do_instead(code):
    assert refused(code) == [UNFIT[code]]


def test_an_illness_is_planned_without_a_word():
    assert refused("I", last=TOMORROW) == []
    assert warned("I", last=TOMORROW) == []


def test_a_trip_is_not_a_message_about_absence():
    assert refused("V") == ["V is for an activity: record it as a trip, with what it is and where."]


def test_x_is_refused_for_a_pupil_of_age_and_for_one_who_becomes_it():
    assert refused("X", pupil=SMALL) == []
    [said] = refused("X")
    assert said.startswith("Kofi Boateng is of compulsory school age")
    turns = Pupil("Ada Finch", born=date(2021, 11, 20))  # Of age from 31 December 2026.
    january = Session(date(2027, 1, 11), "PM")
    [said] = refused("X", pupil=turns, last=january)
    assert said.startswith("Ada Finch will by 11 January 2027 be of compulsory school age")


def test_r_is_for_one_day():
    assert refused("R", last=AFTERNOON) == []
    assert "sets apart" in refused("R", last=TOMORROW)[0]


@pytest.mark.parametrize("code", sorted(GIVEN))
def test_leave_is_refused_for_a_session_that_has_begun(code):
    assert refused(code) == []
    [said] = refused(code, has_begun=True)
    assert "the morning of 12 November 2026 has begun" in said


def test_an_appointment_has_a_time_and_takes_up_a_session():
    assert warned("M", words="Dentist at 10") == []
    assert warned("M", words="Dentist")[0].startswith("Ask at what time")
    assert "takes up" in warned("M", words="Dentist at 10", last=AFTERNOON)[0]


def test_q_is_not_the_late_bus_and_y3_not_a_closed_school():
    assert "Y1" in warned("Q")[0]
    assert "Y4" in warned("Y3")[0]


def test_codes_of_secondary_schools_warn_in_a_primary_only():
    assert "primary" in warned("S")[0]
    assert "primary" in warned("J1")[0]
    assert warned("S", is_primary=False) == []
    work = Activity("W", MORNING, AFTERNOON, "Shop", "High Street")
    assert "primary" in warnings_of_activity(work, [KOFI])[0]


def test_t_warns_of_a_pupil_who_is_not_recorded_as_mobile():
    assert "Kofi Boateng is not recorded as a mobile child" in warned("T")[0]
    assert warned("T", pupil=KOFI._replace(is_mobile=True)) == []


def activity(code, **facts):
    known = {"nature": "Forest school", "place": "Oak Wood", "in_person": True}
    return Activity(code, MORNING, AFTERNOON, **(known | facts))


def test_k_is_what_the_authority_arranged_and_b_what_the_school_did():
    assert refusals_of_activity(activity("K", arranged_by="authority"), [KOFI]) == []
    assert refusals_of_activity(activity("B", arranged_by="school"), [KOFI]) == []
    assert "B." in refusals_of_activity(activity("K", arranged_by="school"), [KOFI])[0]
    assert "is K" in refusals_of_activity(activity("B", arranged_by="authority"), [KOFI])[0]


@pytest.mark.parametrize("code", ["B", "K"])
def test_lessons_at_home_or_online_are_never_attendance(code):
    by = {"B": "school", "K": "authority"}[code]
    [said] = refusals_of_activity(activity(code, arranged_by=by, in_person=False), [KOFI])
    assert "record the absence with its own code" in said
    [said] = warnings_of_activity(activity(code, arranged_by=by, place="Online"), [KOFI])
    assert said.startswith("“Online” stands in what you wrote")
    assert warnings_of_activity(activity("V", place="Home Farm"), [KOFI]) == []


def test_b_is_not_for_the_other_school_of_a_pupil_of_two():
    dual = KOFI._replace(other_school="Alder Special School")
    there = activity("B", arranged_by="school", place="alder  special school, hall")
    assert "sessions there are D" in refusals_of_activity(there, [dual])[0]
    elsewhere = activity("B", arranged_by="school")
    assert refusals_of_activity(elsewhere, [dual]) == []
    assert "not B" in warnings_of_activity(elsewhere, [dual])[0]


@pytest.mark.parametrize("code", ["I", "D", "/", "N", "?"])
def test_only_the_codes_of_activities_are_activities(code):
    assert refusals_of_activity(activity(code), [KOFI]) == [
        "Choose what kind of activity it is: V, P, B, K or W."
    ]
