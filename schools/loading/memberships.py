"""Save which class and year group a pupil is in, and from when."""

from collections import defaultdict
from datetime import date, timedelta

from rules.sessions import school_year_start, year_group_before
from schools.loading.classes import classes_by_name
from schools.loading.history import Changes
from schools.loading.pupils_file import FILE, PupilRow
from schools.loading.report import Report
from schools.models import ClassMembership, Enrolment, School, SchoolClass
from schools.words import class_and_year
from toolkit.days import full_day

BATCH = 500
Stays = dict[tuple[str, date], Enrolment]
KIND = "class memberships"
FACT = "class"  # As it stands in the history.


def save_memberships(
    rows: list[PupilRow],
    stays: Stays,
    *,
    school: School,
    effective: date,
    report: Report,
    changes: Changes,
) -> None:
    """Give each enrolment its classes; a changed class or year group holds from `effective` on.

    A new enrolment has the class from the start of the current school year; before it the year
    group is counted back and the class is not known. A move made by hand stands while the file
    only repeats the class before it, by whatever name it had; once the file has caught up, going
    back is news.
    """
    this_year = school_year_start(effective)
    classes = _save_classes(rows, school, this_year, report)
    stored: dict[int, list[ClassMembership]] = defaultdict(list)
    for one in ClassMembership.objects.filter(school=school).order_by("start"):
        stored[one.enrolment_id].append(one)
    latest: dict[int, date] = {}
    for one in (one for ones in stored.values() for one in ones):
        latest[one.pupil_id] = max(one.start, latest.get(one.pupil_id, one.start))
    names = {one.pk: one.name for one in classes.values()}
    fresh: list[ClassMembership] = []
    changed: list[ClassMembership] = []
    ended: list[ClassMembership] = []
    dropped: list[ClassMembership] = []
    for row in rows:
        stay = stays[row.upn, row.start]
        mine = stored.get(stay.pk)
        if mine is None:
            fresh += _first(row, stay, classes, this_year)
            if stay.pupil_id in latest and row.start > latest[stay.pupil_id]:
                changes.of_fact((stay.pupil_id, None, FACT), "", _words(fresh[-1], names))
            continue
        _keep_to_the_stay(mine, stay, changed, dropped)
        if not mine or (stay.end is not None and stay.end < effective):
            continue
        if not _stands(row, mine[-1], classes, changes):
            _move(row, stay, mine[-1], classes, effective, fresh, changed, ended, changes)
    gone = [one.pk for one in dropped]
    ClassMembership.objects.filter(school=school, pk__in=gone).delete()
    ClassMembership.objects.bulk_update(
        [*changed, *ended], ["end", "school_class", "year_group"], batch_size=BATCH
    )
    ClassMembership.objects.bulk_create(fresh, batch_size=1000)
    report.added[KIND] += len(fresh)
    report.changed[KIND] += len({one.pk for one in changed})
    report.ended[KIND] += len(ended)


def _save_classes(
    rows: list[PupilRow], school: School, this_year: date, report: Report
) -> dict[str, SchoolClass]:
    """Every class by its names in small letters; those of pupils on roll this year are added."""
    classes = classes_by_name(school)
    names = {row.class_name.lower(): row.class_name for row in rows if is_current(row, this_year)}
    fresh = [SchoolClass(school=school, name=name) for key, name in sorted(names.items())
             if key not in classes]  # fmt: skip
    SchoolClass.objects.bulk_create(fresh)
    meant = {classes[key] for key in names if key in classes}
    for key, name in sorted(names.items()):
        if key in classes and classes[key].name.lower() != key:
            report.notice(f"{FILE} calls the class {classes[key].name} by its former name {name}.")
    if absent := sorted({one.name for one in classes.values() if one not in meant}):
        report.notice(f"{FILE} has nobody in these classes, which stay: {', '.join(absent)}.")
    report.added["classes"] += len(fresh)
    return classes | {one.name.lower(): one for one in fresh}


def is_current(row: PupilRow, this_year: date) -> bool:
    """Whether the enrolment touches this school year or lies ahead, so that its class is known."""
    return row.end is None or row.end >= this_year


def _first(
    row: PupilRow, stay: Enrolment, classes: dict[str, SchoolClass], this_year: date
) -> list[ClassMembership]:
    """One row for each school year of a new enrolment; the file's class only for this year."""
    # A leaver's row gives the year group of the last year at this school.
    stated = this_year if is_current(row, this_year) else school_year_start(row.end or row.start)
    stated = max(stated, school_year_start(row.start))
    made = []
    start, end = row.start, stay.end
    while end is None or start <= end:
        year = school_year_start(start)
        is_stated = year >= stated
        last = end if is_stated else date(year.year + 1, 8, 31)
        back = year_group_before(row.year_group, max(0, stated.year - year.year))
        known = is_stated and is_current(row, this_year)
        made.append(
            ClassMembership(
                school_id=stay.school_id,
                enrolment=stay,
                pupil_id=stay.pupil_id,
                school_class=classes[row.class_name.lower()] if known else None,
                year_group=back or "",
                start=start,
                end=last,
            )
        )
        if is_stated or last is None:
            break
        start = last + timedelta(days=1)
    return made


def _keep_to_the_stay(
    mine: list[ClassMembership],
    stay: Enrolment,
    changed: list[ClassMembership],
    dropped: list[ClassMembership],
) -> None:
    """Let the last membership end with the enrolment; drop those that would begin after it."""
    while mine and stay.end is not None and mine[-1].start > stay.end:
        dropped.append(mine.pop())
    if mine and mine[-1].end != stay.end:
        mine[-1].end = stay.end
        changed.append(mine[-1])


def _stands(
    row: PupilRow, last: ClassMembership, classes: dict[str, SchoolClass], changes: Changes
) -> bool:
    """Whether the pupil was moved by hand out of the class that the file still has."""
    key, meant = (last.pupil_id, None, FACT), classes[row.class_name.lower()]
    before = changes.before_hand.get(key, "")
    if not before:
        return False
    names = [name for name, one in classes.items() if one.pk == meant.pk]
    places = tuple(f"{class_and_year(name, row.year_group)}, from ".lower() for name in names)
    repeated = before.lower().startswith(places)
    if (last.school_class_id, last.year_group) == (meant.pk, row.year_group):
        if not repeated:
            changes.caught_up(key, _words(last, {meant.pk: meant.name}))
        return True
    changes.standing += repeated
    return repeated


def _words(one: ClassMembership, names: dict[int, str]) -> str:
    name = names.get(one.school_class_id or 0, "class not known")
    return f"{class_and_year(name, one.year_group)}, from {full_day(one.start)}"


def _move(
    row: PupilRow,
    stay: Enrolment,
    last: ClassMembership,
    classes: dict[str, SchoolClass],
    effective: date,
    fresh: list[ClassMembership],
    changed: list[ClassMembership],
    ended: list[ClassMembership],
    changes: Changes,
) -> None:
    school_class = classes[row.class_name.lower()]
    if last.school_class_id == school_class.pk and last.year_group == row.year_group:
        return
    names = {one.pk: one.name for one in classes.values()}
    before, key = _words(last, names), (last.pupil_id, None, FACT)
    if last.start >= effective:
        last.school_class, last.year_group = school_class, row.year_group
        changed.append(last)
        changes.of_fact(key, before, _words(last, names))
        return
    last.end = effective - timedelta(days=1)
    if changed and changed[-1] is last:
        changed.pop()
    ended.append(last)
    fresh.append(
        ClassMembership(
            school_id=stay.school_id,
            enrolment=stay,
            pupil_id=stay.pupil_id,
            school_class=school_class,
            year_group=row.year_group,
            start=effective,
            end=stay.end,
        )
    )
    changes.of_fact(key, before, _words(fresh[-1], names))
