"""Put a pupil on the roll from a day on, in a class."""

from datetime import date, datetime

from django.db.models import Q

from rules.new_pupil_return import is_needed
from rules.sessions import YEAR_GROUPS, school_year_of
from schools.changes import note_changes
from schools.far_days import FURTHEST
from schools.models import (
    AuthorityProfile,
    ClassMembership,
    Enrolment,
    NewPupilReturn,
    Pupil,
    SchoolClass,
    Session,
    User,
)
from schools.refusals import Refused
from schools.words import class_and_year, span
from schools.year_groups import require_year_group
from toolkit.days import full_day

YOUNGEST, OLDEST = 2, 19  # In years, on the starting day.


def class_of_school(*, school_id: int, class_id: int) -> SchoolClass:
    """The class, locked against a new name; raises Refused for one that the school has not."""
    classes = SchoolClass.objects.select_for_update(of=("self",))
    found = classes.filter(school_id=school_id, pk=class_id).first()
    if found is None:
        raise Refused("Choose a class of the school.", field="school_class")
    return found


def require_begun(school_class: SchoolClass, day: date, *, field: str) -> None:
    """Raise Refused, about the field, for a day before the first of the class."""
    if school_class.starts_on is not None and day < school_class.starts_on:
        raise Refused(
            f"{school_class.name} begins on {full_day(school_class.starts_on)}. Choose that day or "
            "a later one.",
            field=field,
        )


def check_start(*, born: date, start: date, on: date) -> None:
    """Raise Refused for a starting day that cannot be meant."""
    if abs(start - on) > FURTHEST:
        raise Refused(
            "Enter a starting day within a year of today. Older history comes by loading files.",
            field="start",
        )
    years = age(born, start)
    if not YOUNGEST <= years <= OLDEST:
        there = f"{years} years old" if born <= start else "not yet born"
        raise Refused(
            f"Check the date of birth: on the starting day the pupil would be {there}.",
            field="date_of_birth",
        )


def age(born: date, on: date) -> int:
    """Whole years; somebody born on 29 February is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def enrol(
    *,
    pupil: Pupil,
    start: date,
    kind: str,
    school_class: SchoolClass,
    year_group: str,
    last_school: str,
    by: User,
    at: datetime,
    on: date,
) -> Enrolment:
    """Add a stay on the roll with its class, its line of history, and the return that is due.

    on: the day on which the name is entered. The pupil must be locked. Raises Refused for a stay
    that would overlap another.
    """
    school_id = pupil.school_id
    overlapping = Enrolment.objects.filter(
        Q(end__isnull=True) | Q(end__gte=start), school_id=school_id, pupil=pupil
    ).order_by("-start")
    if other := overlapping.first():
        raise Refused(
            f"{pupil.name} is on the roll {span(other.start, other.end)}. A new starting day must "
            "lie after the last day of that.",
            field="start",
        )
    require_year_group(
        year_group, school=by.school, school_class=school_class, pupil=pupil, on=start
    )
    require_begun(school_class, start, field="start")
    stay = Enrolment.objects.create(
        school_id=school_id, pupil=pupil, start=start, kind=kind, last_school=last_school
    )
    ClassMembership.objects.create(
        school_id=school_id,
        enrolment=stay,
        pupil=pupil,
        school_class=school_class,
        year_group=year_group,
        start=start,
    )
    require_return(stay, on=on)
    where = f"{class_and_year(school_class.name, year_group)}, from {full_day(start)}"
    note_changes(
        school_id=school_id,
        pupil=pupil,
        before={},
        after={"enrolment": span(start, None), "class": where},
        by=by,
        at=at,
    )
    return stay


def require_return(stay: Enrolment, *, on: date) -> None:
    """Note that the authority must be told of the pupil, where it must and none is noted yet.

    on: the day on which the name is entered, or its starting day put off. Expect the class of the
    starting day to be saved.
    """
    if NewPupilReturn.objects.filter(school_id=stay.school_id, enrolment=stay).exists():
        return
    rows = ClassMembership.objects.filter(school_id=stay.school_id, enrolment=stay)
    group = rows.order_by("start").values_list("year_group", flat=True).first()
    profile = AuthorityProfile.objects.filter(school_id=stay.school_id).in_force(on)
    if group and is_needed(
        year_group=group,
        lowest_year_group=_lowest_year_group(stay.school_id, stay.start) or group,
        starts=stay.start,
        year_begins=_year_begins(stay.school_id, stay.start),
        asked=profile is not None and profile.wants_joiners_at_start,
    ):
        NewPupilReturn.objects.create(school_id=stay.school_id, enrolment=stay, entered_on=on)


def _lowest_year_group(school_id: int, day: date) -> str:
    """The most junior year group that has pupils on the day; empty where there are none."""
    members = ClassMembership.objects.on_the_roll(school_id=school_id, day=day)
    groups = members.exclude(year_group="")
    found = set(groups.values_list("year_group", flat=True).distinct())
    return next((group for group in YEAR_GROUPS if group in found), "")


def _year_begins(school_id: int, day: date) -> date:
    """The first day on which the school meets in that school year; its start where not known."""
    year = school_year_of(day)
    sessions = Session.objects.meeting().between(year.starts, year.ends)
    first = sessions.filter(school_id=school_id).order_by("day").values_list("day", flat=True)
    return first.first() or year.starts
