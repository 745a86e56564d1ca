"""Keep a loaded file from raising anybody's roles who could not be given them by hand."""

from datetime import date

from schools.loading.report import Report
from schools.loading.staff_file import FILE
from schools.models import User
from schools.permissions import may
from schools.staff import StaffRefused, require_another, require_fair_roles


def fair_roles(
    *,
    by: User | None,
    person: User | None,
    email: str,
    roles: list[str],
    year_groups: list[str],
    on: date,
    report: Report,
) -> tuple[list[str], list[str]]:
    """The roles and year groups that the load gives: the file's, or else those there are.

    by: who loads; None from the command line of the server, whose word is taken. person: None for
    somebody new. What is not given is reported, and nothing is refused.
    """
    stored = (person.roles, person.year_groups) if person is not None else ([], [])
    if by is None or (set(roles), set(year_groups)) == (set(stored[0]), set(stored[1])):
        return roles, year_groups
    try:
        if not may(by, "accounts", on=on):
            raise StaffRefused("Roles are given by a headteacher or an administrator.")
        require_fair_roles(by, person, roles=roles, year_groups=year_groups, on=on)
        if person is not None:
            require_another(person, roles_after=roles, on=on)
    except StaffRefused as refusal:
        state = "stay as they are" if person is not None else "were not given"
        report.notice(f"{FILE}: the roles of {email} {state}. {refusal}")
        return stored
    return roles, year_groups
