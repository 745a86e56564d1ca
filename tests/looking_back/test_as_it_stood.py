"""What a register showed at any moment can be said at any later one."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registers.models import Mark
from registers.queries.as_it_stood import class_as_it_stood, standing_at
from registers.queries.pupil_year import pupil_year
from rules.sessions import school_year_of
from schools.models import ClassMembership
from tests.factories.people import ClassTeacherFactory, SchoolClassFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom


def then(room: Classroom, at: str) -> dict[str, tuple[str, str]]:
    """The codes of that moment and of now, by surname."""
    found = class_as_it_stood(
        school_class=room.school_class, day=room.day, half="AM", at=room.at(at)
    )
    return {
        row.pupil.surname: (row.then.code if row.then else "", row.now.code if row.now else "")
        for row in found.rows
    }


def test_before_anybody_marked_nothing_stood(classroom):
    assert {was for was, _ in then(classroom, "8:54").values()} == {""}


def test_at_closing_it_shows_what_was_there_then_beside_what_is_there_now(classroom):
    found = then(classroom, "9:20")
    assert found["Ashdown000"] == ("N", "I")
    assert found["Ashdown001"] == ("/", "/")


def test_from_the_minute_of_the_change_it_shows_the_change(classroom):
    assert then(classroom, "9:29")["Ashdown000"][0] == "N"
    assert then(classroom, "9:30")["Ashdown000"][0] == "I"


def test_it_says_whether_the_register_had_been_submitted(classroom):
    def register(at: str):
        return class_as_it_stood(
            school_class=classroom.school_class, day=classroom.day, half="AM", at=classroom.at(at)
        ).register

    assert register("8:59") is None
    assert register("9:00") is not None


def test_whoever_was_marked_is_in_it_though_the_class_has_changed(classroom):
    other = SchoolClassFactory(school=classroom.school)
    ClassMembership.objects.filter(pupil=classroom.pupils[0]).update(school_class=other)
    assert then(classroom, "9:20")["Ashdown000"] == ("N", "I")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from("INOGM"), min_size=1, max_size=5))
def test_at_every_moment_one_mark_stood_and_it_was_the_latest_by_then(db, codes):
    room = Classroom(pupils=1)
    pupil = room.pupils[0]
    room.mark(pupil, "/")
    room.submit()
    office, said = room.person("attendance_lead"), [("9:00", "/")]
    for number, code in enumerate(codes):
        if code != said[-1][1]:
            at = f"9:{10 + number}"
            room.change(pupil, code, by=office, at=at)
            said.append((at, code))
    for at, code in said:
        marks = Mark.objects.filter(school=room.school, pupil=pupil)
        [stood] = standing_at(marks, room.at(at))
        assert stood.code == code


def test_the_page_asks_at_closing_time_unless_told_otherwise(screen, classroom):
    page = screen.client.get(screen.address("register") + "then/").text
    assert "on 12 November 2026 at 9:20" in page
    assert "1 pupil has another mark now." in page
    assert "Submitted 9:00" in page


def test_the_page_can_be_asked_of_any_moment(screen, classroom):
    address = screen.address("register") + "then/"
    page = screen.client.get(address, {"on": "2026-11-12", "time": "8:54"}).text
    assert "3 pupils had no mark." in page
    assert "The register had not been submitted." in page
    later = screen.client.get(address, {"on": "2030-01-01"}).text
    assert "This is how it stands now." in later


@pytest.mark.parametrize("typed", [{"on": "yesterday"}, {"time": "25:00"}, {"on": "2026-02-30"}])
def test_a_moment_that_is_none_is_refused_in_words(screen, typed):
    answer = screen.client.get(screen.address("register") + "then/", typed)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_another_class_is_not_for_every_teacher(screen, classroom):
    screen.sign_in(classroom.teacher)
    assert screen.client.get(screen.address("register") + "then/").status_code == 200
    stranger = classroom.person("class_teacher")
    screen.sign_in(stranger)
    assert screen.client.get(screen.address("register") + "then/").status_code == 403


def test_a_day_without_a_session_and_another_schools_class_are_not_found(screen):
    saturday = screen.address("register", day=date(2026, 11, 14)) + "then/"
    assert screen.client.get(saturday).status_code == 404
    other = Classroom()
    assert (
        screen.client.get(f"/registers/{other.school_class.pk}/2026-11-12/am/then/").status_code
        == 404
    )


def test_the_pupils_year_shows_each_session_of_each_week(classroom):
    SessionFactory(school=classroom.school, day=date(2026, 11, 13), half="AM")
    SessionFactory(school=classroom.school, day=date(2026, 11, 16), half="AM")
    weeks = pupil_year(
        pupil=classroom.pupils[0], year=school_year_of(classroom.day), until=date(2026, 11, 13)
    )
    assert [week.monday for week in weeks] == [date(2026, 11, 9), date(2026, 11, 16)]
    states = {(cell.day, cell.half): cell.state for week in weeks for cell in week.cells}
    assert states[date(2026, 11, 12), "AM"] == "marked"
    assert states[date(2026, 11, 12), "PM"] == "unmarked"
    assert states[date(2026, 11, 13), "PM"] == "none"
    assert states[date(2026, 11, 16), "AM"] == "coming"


def test_the_pupils_year_as_it_stood_at_a_moment(screen, classroom):
    address = f"/pupils/{classroom.pupils[0].pk}/marks/"
    assert "Thursday 12 November, morning: Illness" in screen.client.get(address).text
    page = screen.client.get(address, {"on": "2026-11-12", "time": "9:20"}).text
    assert "Thursday 12 November, morning: Absent, reason not yet known" in page
    assert "as the marks stood on 12 November 2026 at 9:20" in page


def test_a_year_without_sessions_says_so(screen, classroom):
    page = screen.client.get(f"/pupils/{classroom.pupils[0].pk}/marks/", {"year": "2019"}).text
    assert "The school has no session in 2019/20." in page


def test_which_y_it_is_stays_hidden(screen, classroom):
    pupil = classroom.pupils[1]
    classroom.change(pupil, "Y5", by=classroom.person("headteacher"), at="9:40", reason="Secret")
    page = screen.client.get(f"/pupils/{pupil.pk}/marks/").text
    assert "Criminal" not in page
    then = screen.client.get(screen.address("register") + "then/", {"time": "9:45"}).text
    assert "Criminal" not in then
    assert ">Y5<" not in then


@pytest.mark.parametrize(("role", "status"), [("office", 200), ("admin", 403), ("governor", 403)])
def test_a_pupils_marks_are_for_those_who_see_figures(screen, classroom, role, status):
    screen.sign_in(classroom.person(role))
    assert screen.client.get(f"/pupils/{classroom.pupils[0].pk}/marks/").status_code == status


def test_a_teacher_who_keeps_accounts_too_sees_the_marks_of_their_own_only(screen, classroom):
    elsewhere = SchoolClassFactory(school=classroom.school)
    both = classroom.person("class_teacher", "admin")
    ClassTeacherFactory(school_class=elsewhere, user=both)
    screen.sign_in(both)
    assert screen.client.get(f"/pupils/{classroom.pupils[0].pk}/marks/").status_code == 403


def test_every_mark_leads_to_its_entries_where_the_pupil_has_moved_since(screen, classroom):
    pupil = classroom.pupils[0]
    other = SchoolClassFactory(school=classroom.school)
    ClassMembership.objects.filter(pupil=pupil).update(school_class=other)
    [entry] = re.findall(
        rf'href="(/registers/\d+/{classroom.day}/am/pupils/{pupil.pk}/)"',
        screen.client.get(f"/pupils/{pupil.pk}/marks/").text,
    )
    assert "Reason: Mum rang" in screen.client.get(entry).text
    then = screen.client.get(screen.address("register") + "then/").text
    assert pupil.name in then
    assert f"/am/pupils/{pupil.pk}/" not in then
