"""Who may do what: the table of roles, read once."""

import csv
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("data") / "roles.csv"
NONE = "none"


@cache
def table() -> dict[str, dict[str, str]]:
    """The level of each role for each capability: capability to role to level."""
    with TABLE.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {
        row["capability"]: {
            column: level for column, level in row.items() if column not in {"capability", "notes"}
        }
        for row in rows
    }


ROLES: tuple[str, ...] = tuple(next(iter(table().values())))
ROLE_NAMES = {
    "class_teacher": "Class teacher",
    "year_lead": "Year lead",
    "senco": "SENCO",
    "office": "School office",
    "family_liaison": "Family liaison officer",
    "attendance_lead": "Attendance lead",
    "safeguarding_lead": "Safeguarding lead",
    "senior_leader": "Senior leader",
    "headteacher": "Headteacher",
    "governor": "Governor",
    "admin": "Administrator",
}
DELEGATE = "delegate"  # Whoever the headteacher has named, in place of a role.


def role_name(role: str) -> str:
    """A role as a page shows it, the headteacher's delegate among them."""
    return "Headteacher's delegate" if role == DELEGATE else ROLE_NAMES[role]
