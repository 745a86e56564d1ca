from schools.models.calendar import CalendarPeriod, Session
from schools.models.enrolment import ClassMembership, Enrolment
from schools.models.parent import Parent, PupilParent
from schools.models.pupil import Pupil, PupilFlag
from schools.models.school import School, SchoolSettings
from schools.models.school_class import ClassTeacher, SchoolClass
from schools.models.user import User

__all__ = [
    "CalendarPeriod",
    "ClassMembership",
    "ClassTeacher",
    "Enrolment",
    "Parent",
    "Pupil",
    "PupilFlag",
    "PupilParent",
    "School",
    "SchoolClass",
    "SchoolSettings",
    "Session",
    "User",
]
