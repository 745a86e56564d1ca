"""A register whose session was closed in the meantime expects nobody's known absence."""

from schools.models import Session
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom


def test_the_office_enters_y4_and_no_known_absence_is_written(db: None) -> None:
    room = Classroom(closure="unplanned")
    ill, well = room.pupils[:2]
    PlanFactory(pupil=ill, code="I", start=room.day)
    room.mark(well, "Y4", by=room.person("office"))
    assert (room.standing(ill), room.standing(well)) == ("", "Y4")
    assert Session.objects.filter(school=room.school, closure="unplanned").exists()
