"""Save the people of staff.csv, their roles and the classes they teach."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from schools.loading.classes import classes_by_name
from schools.loading.report import Report
from schools.loading.staff_file import FACTS, FILE, StaffRow
from schools.models import ClassTeacher, School, User

LISTED = 50


def save_staff(
    rows: list[StaffRow], *, school: School, starts: date, effective: date, report: Report
) -> None:
    """Add people without a password (they are invited), and update those who are known.

    starts: the first day of a newly given class. A class that a row no longer gives ends the day
    before `effective`; a row without classes leaves them as they are.
    """
    people = {
        user.email.lower(): user for user in User.objects.filter(school=school, is_system=False)
    }
    fresh, changed = [], []
    for row in rows:
        user = people.get(row.email.lower())
        if user is None:
            user = User(school=school, email=row.email, password=make_password(None))
            _fill(user, row)
            fresh.append(user)
            people[row.email.lower()] = user
        elif _fill(user, row):
            changed.append(user)
    User.objects.bulk_create(fresh)
    User.objects.bulk_update(changed, [*FACTS, "roles", "year_groups"])
    report.added["staff"] += len(fresh)
    report.changed["staff"] += len(changed)
    absent = sorted(set(people) - {row.email.lower() for row in rows})
    if absent:
        report.notice(f"{FILE} lacks {len(absent)} people, who stay as they are: "
                      f"{', '.join(absent[:LISTED])}.")  # fmt: skip
    _save_classes(rows, people, school=school, starts=starts, effective=effective, report=report)


def _fill(user: User, row: StaffRow) -> bool:
    """Give the person what the row knows; whether that changed anything."""
    facts: dict[str, object] = {**row.facts, "roles": row.roles}
    if row.year_groups:
        facts["year_groups"] = row.year_groups
    different = {name: fact for name, fact in facts.items() if getattr(user, name) != fact}
    for name, fact in different.items():
        setattr(user, name, fact)
    return bool(different)


def _save_classes(
    rows: list[StaffRow],
    people: dict[str, User],
    *,
    school: School,
    starts: date,
    effective: date,
    report: Report,
) -> None:
    classes = classes_by_name(school)
    teaching: dict[int, dict[int, ClassTeacher]] = {}
    open_ones = ClassTeacher.objects.filter(school=school, is_cover=False, end__isnull=True)
    for one in open_ones:
        teaching.setdefault(one.user_id, {})[one.school_class_id] = one
    fresh, ended = [], []
    for row in rows:
        if not row.classes:
            continue
        user = people[row.email.lower()]
        now = teaching.get(user.pk, {})
        given = {classes[name.lower()].pk for name in row.classes}
        ended += [one for key, one in now.items() if key not in given]
        fresh += [
            ClassTeacher(school=school, user=user, school_class_id=key, start=starts)
            for key in sorted(given - set(now))
        ]
    for one in ended:
        if one.start >= effective:
            one.delete()
        else:
            ClassTeacher.objects.filter(pk=one.pk).update(end=effective - timedelta(days=1))
    ClassTeacher.objects.bulk_create(fresh)
    report.added["class teachers"] += len(fresh)
    report.ended["class teachers"] += len(ended)
