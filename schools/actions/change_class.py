"""Move a pupil to another class or year group from a day on."""

from datetime import date, datetime, timedelta

from django.db import transaction

from audit.actions.record import record
from schools.changes import ChangedMeanwhile, Difference, note_changes
from schools.enrolling import class_of_school, require_begun
from schools.far_days import TOO_FAR_AHEAD, is_too_far_ahead
from schools.models import ClassMembership, Enrolment, Pupil, SchoolClass, User
from schools.permissions import require
from schools.refusals import Refused
from schools.words import class_and_year
from schools.year_groups import require_year_group
from toolkit import clock
from toolkit.days import full_day


@transaction.atomic
def change_class(
    *,
    by: User,
    pupil_id: int,
    class_id: int,
    year_group: str,
    on: date,
    seen: int,
    at: datetime,
) -> ClassMembership:
    """From the day `on` the pupil is in the class and year group, to the end of the stay.

    Changes that were to come later are cancelled; the history keeps a line of each.
    seen: key of the membership that the person had before them, 0 for none. It does not look at
    marks: `registers.actions.move_class` does, before it. Raises NotPermitted, Refused,
    ChangedMeanwhile, and Pupil.DoesNotExist for a pupil of no or another school.
    """
    require(by, "edit_people")
    pupil = Pupil.objects.select_for_update().get(school_id=by.school_id, pk=pupil_id)
    if is_too_far_ahead(on, today=clock.local(at).date()):
        raise Refused(TOO_FAR_AHEAD, field="on")
    school_class = class_of_school(school_id=by.school_id, class_id=class_id)
    require_year_group(year_group, school=by.school, school_class=school_class, pupil=pupil, on=on)
    require_begun(school_class, on, field="on")
    stay = _stay_on(pupil, on)
    rows = ClassMembership.objects.filter(school_id=by.school_id, enrolment=stay)
    memberships = list(rows.select_related("school_class").order_by("start"))
    last = memberships[-1] if memberships else None
    if (last.pk if last else 0) != seen:
        now = _words(last) if last else ""
        typed = f"{class_and_year(school_class.name, year_group)}, from {full_day(on)}"
        raise ChangedMeanwhile([Difference("class", now, typed)])
    before = next((one for one in reversed(memberships) if one.start <= on), None)
    if before is not None and before == last and _is(before, school_class, year_group):
        raise Refused(
            f"{pupil.name} is in {class_and_year(school_class.name, year_group)} then already.",
            field="school_class",
        )
    for one in memberships:
        if one.start > on:
            note_changes(
                school_id=by.school_id,
                pupil=pupil,
                before={"class": _words(one)},
                after={"class": ""},
                by=by,
                at=at,
            )
        if one.start >= on:
            one.delete()
    if before is not None and before.start < on:
        before.end = on - timedelta(days=1)
        before.save(update_fields=["end"])
    made = ClassMembership.objects.create(
        school_id=by.school_id,
        enrolment=stay,
        pupil=pupil,
        school_class=school_class,
        year_group=year_group,
        start=on,
        end=stay.end,
    )
    note_changes(
        school_id=by.school_id,
        pupil=pupil,
        before={"class": _words(before) if before else ""},
        after={"class": _words(made)},
        by=by,
        at=at,
    )
    record(
        act="change_class",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=pupil,
        detail={"class": school_class.name, "year_group": year_group, "on": on.isoformat()},
    )
    return made


def _stay_on(pupil: Pupil, on: date) -> Enrolment:
    stays = Enrolment.objects.filter(school_id=pupil.school_id, pupil=pupil)
    found = stays.on(on).first()
    if found is not None:
        return found
    first = stays.order_by("start").first()
    if first is not None and on < first.start:
        raise Refused(
            f"{pupil.name} starts on {full_day(first.start)}. Choose that day or a later one.",
            field="on",
        )
    raise Refused(f"{pupil.name} is not on the roll on {full_day(on)}.", field="on")


def _is(one: ClassMembership, school_class: SchoolClass, year_group: str) -> bool:
    return one.school_class_id == school_class.pk and one.year_group == year_group


def _words(one: ClassMembership) -> str:
    name = one.school_class.name if one.school_class else "class not known"
    return f"{class_and_year(name, one.year_group)}, from {full_day(one.start)}"
