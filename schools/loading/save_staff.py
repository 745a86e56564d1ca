"""Save the people of staff.csv, their roles and the classes they teach."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from schools.loading.classes import classes_by_name
from schools.loading.fair_roles import fair_roles
from schools.loading.report import Report
from schools.loading.staff_by_hand import StaffChanges, classes_by_hand
from schools.loading.staff_file import FACTS, FILE, StaffRow
from schools.models import ClassTeacher, School, User
from schools.roles import ROLES
from schools.staff import hold_the_keys
from toolkit.words import counted

LISTED = 50


def save_staff(
    rows: list[StaffRow],
    *,
    school: School,
    starts: date,
    effective: date,
    report: Report,
    changes: StaffChanges,
    by: User | None = None,
) -> None:
    """Add people without a password (they are invited), and update those who are known.

    starts: the first day of a newly given class. A class that a row no longer gives ends the day
    before `effective`; a row without classes leaves them as they are. by: who loads, who
    gives nobody roles that they could not give by hand; None is the command line, which may.
    changes: what was changed by hand, which an old file does not undo.
    """
    if by is not None:
        hold_the_keys(school)
    people = {
        user.email.lower(): user for user in User.objects.filter(school=school, is_system=False)
    }
    fresh, changed = [], []
    for row in rows:
        user = people.get(row.email.lower())
        facts = _facts(row, user, changes)
        roles, year_groups = fair_roles(
            by=by,
            person=user,
            email=row.email,
            roles=facts.pop("roles"),
            year_groups=facts.pop("year_groups"),
            on=effective,
            report=report,
        )
        facts |= {"roles": roles, "year_groups": year_groups}
        if user is None:
            user = User(school=school, email=row.email, password=make_password(None), **facts)
            fresh.append(user)
            people[row.email.lower()] = user
        elif news := changes.news(user, facts):
            changes.change(user, news)
            changed.append(user)
    changes.tell(report)
    User.objects.bulk_create(fresh)
    User.objects.bulk_update(changed, [*FACTS, "roles", "year_groups", "version"])
    report.added["staff"] += len(fresh)
    report.changed["staff"] += len(changed)
    absent = sorted(set(people) - {row.email.lower() for row in rows})
    if absent:
        report.notice(f"{FILE} lacks {counted(len(absent), 'people', 'person')}; nothing changes "
                      f"for them: {', '.join(absent[:LISTED])}.")  # fmt: skip
    _save_classes(rows, people, school=school, starts=starts, effective=effective, report=report)


def _facts(row: StaffRow, user: User | None, changes: StaffChanges) -> dict[str, Any]:
    """What the row says, with the roles in the order of the table.

    Of somebody known, roles or year groups that only repeat what was so before a change by hand
    are those there are; so are year groups that the row leaves empty.
    """
    roles = [role for role in ROLES if role in row.roles]
    facts: dict[str, Any] = {**row.facts, "roles": roles, "year_groups": row.year_groups}
    if user is None:
        return facts
    kept = {"roles": user.roles, "year_groups": user.year_groups}
    held = {name: facts[name] for name in kept if facts[name] or name == "roles"}
    return facts | kept | changes.news(user, held)


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
    fixed = _given_for_some_days(school, starts=starts)
    by_hand = classes_by_hand(school)
    fresh: list[ClassTeacher] = []
    ended: list[ClassTeacher] = []
    for row in rows:
        user = people[row.email.lower()]
        if not row.classes:
            continue
        if user.leaves_on is not None:
            report.notice(f"{FILE}: {row.email} leaves, so their classes stay as they are.")
            continue
        now = teaching.get(user.pk, {})
        given = {classes[name.lower()].pk for name in row.classes}
        hand = by_hand.get(user.pk, {})
        gone = {key for key in now if key not in given}
        kept = {key for key in gone if hand.get(key) == "given"}
        ended += [now[key] for key in gone - kept]
        news = given - set(now)
        unwanted = {key for key in news if hand.get(key) == "ended"} | (news & fixed[user.pk])
        fresh += [
            ClassTeacher(school=school, user=user, school_class_id=key, start=starts)
            for key in sorted(news - unwanted)
        ]
        if kept or unwanted:
            report.notice(f"{FILE}: the classes of {row.email} were changed here; that stands.")
    for one in ended:
        if one.start >= effective:
            one.delete()
        else:
            ClassTeacher.objects.filter(pk=one.pk).update(end=effective - timedelta(days=1))
    ClassTeacher.objects.bulk_create(fresh)
    report.added["class teachers"] += len(fresh)
    report.ended["class teachers"] += len(ended)


def _given_for_some_days(school: School, *, starts: date) -> dict[int, set[int]]:
    """Classes, by person, with cover or a last day that lies on or after the day."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in ClassTeacher.objects.filter(school=school, end__gte=starts):
        found[row.user_id].add(row.school_class_id)
    return found
