"""Several people change the calendar, or mark while the school closes, in the same moment."""

from audit.models import Act
from registers.changes import Change
from registers.models import Mark
from registers.queries.calendar_effect import CalendarEffect
from schools.models import CalendarPeriod
from tests.calendar.office import Office, codes
from tests.registers.test_two_people_at_once import all_at_once

PEOPLE = 4


def test_of_several_who_close_the_school_at_once_one_does(committed: None) -> None:
    office = Office()
    how = [office.how(by=office.colleague("office")) for _ in range(PEOPLE)]
    answers = all_at_once(*[lambda one=one: office.close(**one) for one in how])
    assert sum(isinstance(answer, CalendarEffect) for answer in answers) == 1
    assert (
        CalendarPeriod.objects.filter(school=office.school, kind="unplanned_closure").count() == 1
    )
    assert Mark.objects.filter(school=office.school).count() == 3
    assert codes(office) == ["Y4", "Y4", "Y4"]
    assert Act.objects.filter(school=office.school, act="close_school").count() == 1


def test_who_marks_while_the_school_closes_leaves_y4_standing(committed: None) -> None:
    office = Office()
    how = office.how()
    room = office.room
    answers = all_at_once(
        lambda: office.close(**how),
        *[
            lambda pupil=pupil: room.save(Change(pupil.pk, "/", seen_version=0))
            for pupil in room.pupils
        ],
    )
    assert isinstance(answers[0], CalendarEffect)
    assert codes(office) == ["Y4", "Y4", "Y4"]
