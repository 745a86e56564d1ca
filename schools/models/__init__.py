from schools.models.authority import AuthorityProfile, Letterhead
from schools.models.calendar import CalendarPeriod, Session
from schools.models.delegation import Delegation
from schools.models.enrolment import ClassMembership, Enrolment
from schools.models.fact_change import FactChange
from schools.models.look_alike import LookAlike
from schools.models.new_pupil_return import NewPupilReturn
from schools.models.parent import Parent, PupilParent
from schools.models.policy import AttendancePolicy
from schools.models.pupil import Pupil, PupilFlag
from schools.models.school import School, SchoolSettings
from schools.models.school_class import ClassTeacher, SchoolClass
from schools.models.user import User

__all__ = [
    "AttendancePolicy",
    "AuthorityProfile",
    "CalendarPeriod",
    "ClassMembership",
    "ClassTeacher",
    "Delegation",
    "Enrolment",
    "FactChange",
    "Letterhead",
    "LookAlike",
    "NewPupilReturn",
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
