"""Hide on registers what only some roles may see: code Y5, and the office's notes."""

from dataclasses import replace

from registers.queries.register_page import RegisterPage, Row
from schools.models import User
from schools.permissions import may

RESTRICTED, SHOWN_INSTEAD = "Y5", "Y"


def shown_code(person: User, code: str) -> str:
    """The code, or Y in place of Y5 for whoever may not see which Y it is."""
    if code == RESTRICTED and not may(person, "see_code_y5"):
        return SHOWN_INSTEAD
    return code


def shown_page(person: User, page: RegisterPage) -> RegisterPage:
    """The register with its codes as this person may see them."""
    return replace(page, rows=[_row(person, row) for row in page.rows])


def _row(person: User, row: Row) -> Row:
    if RESTRICTED not in (row.code, row.known):
        return row
    known = "" if shown_code(person, row.known) != row.known else row.known
    return replace(row, code=shown_code(person, row.code), known=known)


def sees_notes(person: User) -> bool:
    """Whether the person may read what the office noted with an entry."""
    return may(person, "first_day_contact")
