"""Check staff.csv."""

from dataclasses import dataclass
from pathlib import Path

from rules.sessions import YEAR_GROUPS
from schools.loading.cells import Row, one_of, rows_of
from schools.loading.files import open_table
from schools.loading.report import Report
from schools.models import User
from schools.roles import ROLES
from toolkit.contact_details import email_is_possible

FILE = "staff.csv"
NEEDED = ("email", "surname", "roles")
FACTS = ("title", "forename", "surname", "job_title")
KNOWN = (*FACTS, "classes", "year_groups")


@dataclass(frozen=True)
class StaffRow:
    """One person; empty lists of classes and year groups are not known."""

    line: int
    email: str
    facts: dict[str, str]
    roles: list[str]
    classes: list[str]
    year_groups: list[str]


def check_staff(
    path: Path, *, urn: str | None, classes: set[str] | None, report: Report
) -> list[StaffRow]:
    """The people who are right.

    classes: names, in small letters, of the classes that pupils are in; None when that cannot be
    told. An e-mail address that another school uses is refused.
    """
    table = open_table(path, needed=NEEDED, known=KNOWN, report=report)
    if table is None:
        return []
    lines: dict[str, int] = {}
    people, count = [], 0
    elsewhere = _taken(urn) if urn else set()
    for row in rows_of(table):
        count += 1
        person = _read(row)
        email = row.raw("email").lower()
        if email in lines:
            row.refuse("email", f"each person once (also on line {lines[email]})")
        lines.setdefault(email, row.line)
        if email in elsewhere:
            row.refuse("email", "an address that no account of another school has")
        for name in person.classes:
            if classes is not None and name.lower() not in classes:
                row.refuse("classes", "a class that a pupil is in", found=name)
        if not row.faulty:
            people.append(person)
    if not count:
        report.refuse(FILE, 2, "", "no rows", "at least one person")
    return people


def _read(row: Row) -> StaffRow:
    email = row.needed("email", "an e-mail address")
    if email and not email_is_possible(email):
        row.refuse("email", "an e-mail address")
    row.text("email", User)
    row.needed("surname", "the surname")
    row.needed("roles", one_of(ROLES))
    facts = row.texts(FACTS, User)
    roles = row.choices("roles", ROLES)
    years = row.choices("year_groups", YEAR_GROUPS)
    return StaffRow(row.line, email, facts, roles, row.parts("classes"), years)


def _taken(urn: str) -> set[str]:
    """The addresses that cannot be used here: of other schools, and of systems."""
    accounts = User.objects.exclude(school__urn=urn, is_system=False)
    return {email.lower() for email in accounts.values_list("email", flat=True)}
