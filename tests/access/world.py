"""A school on a Monday morning, with one person for each role, and another school."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from schools.models import Pupil, School, SchoolClass, User
from tests.factories.people import (
    ClassMembershipFactory,
    ClassTeacherFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.factories.schools import SchoolFactory, SchoolSettingsFactory, SessionFactory

DAY = date(2025, 9, 8)
NOW = datetime(2025, 9, 8, 7, 55, tzinfo=UTC)  # 8:55 at the school.


@dataclass(frozen=True)
class World:
    """What the addresses of the site are asked about."""

    school: School
    school_class: SchoolClass
    pupil: Pupil
    day: date
    anybody: User

    def person(self, role: str) -> User:
        """Somebody with the role, to whom the class belongs where the role is of classes."""
        years = ["4"] if role == "year_lead" else []
        person = UserFactory(school=self.school, role=role, year_groups=years)
        if role == "class_teacher":
            ClassTeacherFactory(school_class=self.school_class, user=person)
        return person

    def person_of_elsewhere_in_school(self, role: str) -> User:
        """Somebody with the role, but for another class or another year group."""
        years = ["6"] if role == "year_lead" else []
        person = UserFactory(school=self.school, role=role, year_groups=years)
        other = ClassMembershipFactory(
            school_class=SchoolClassFactory(school=self.school), year_group="6"
        )
        ClassTeacherFactory(school_class=other.school_class, user=person)
        return person

    def person_of_another_school(self, role: str) -> User:
        """Somebody with the role at another school, which is just like this one."""
        return make_world().person(role)


def make_world() -> World:
    school = SchoolFactory()
    SchoolSettingsFactory(school=school)
    for half in ("AM", "PM"):
        SessionFactory(school=school, day=DAY, half=half)
    placed = ClassMembershipFactory(school_class=SchoolClassFactory(school=school))
    return World(school, placed.school_class, placed.pupil, DAY, UserFactory(school=school))
