"""Check parents.csv, one row for each pupil and contact."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schools.addresses import ADDRESS
from schools.loading.cells import Row, rows_of
from schools.loading.files import open_table
from schools.loading.numbers import EXPECTED_UPN, upn_fault
from schools.loading.report import Report
from schools.loading.roll import Roll
from schools.models import Parent, PupilParent
from schools.parent_facts import LINK_FLAGS
from toolkit.contact_details import email_is_possible, is_landline, number_of

FILE = "parents.csv"
NEEDED = ("upn", "priority", "surname")
FACTS = ("title", "forename", "surname", "mobile", "phone", "email", "language", *ADDRESS)
KNOWN = (*FACTS, *LINK_FLAGS, "relationship", "note")
PRIORITIES = tuple("123456789")


@dataclass(frozen=True)
class ParentRow:
    """One contact of one pupil; facts and link leave out what is not known."""

    line: int
    upn: str
    facts: dict[str, Any]
    link: dict[str, Any]


def check_parents(path: Path, roll: Roll, report: Report) -> list[ParentRow]:
    """The rows that are right; numbers and addresses that cannot be right are kept and named."""
    table = open_table(path, needed=NEEDED, known=KNOWN, report=report)
    if table is None:
        return []
    people = []
    unusable: set[str] = set()
    for row in rows_of(table):
        read = _read(row, roll)
        if read is not None:
            _notice_unusable(read, unusable, report)
            people.append(read)
    return people


def _read(row: Row, roll: Roll) -> ParentRow | None:
    upn = row.needed("upn", EXPECTED_UPN).upper()
    if upn and (fault := upn_fault(upn)):
        row.refuse("upn", fault)
    elif upn and roll.whole and upn not in roll.pupils and upn not in roll.doubtful:
        row.refuse("upn", "the UPN of a pupil of this school")
    row.needed("priority", "a number from 1 to 9")
    if row.raw("priority") and row.raw("priority") not in PRIORITIES:
        row.refuse("priority", "a number from 1 to 9")
    row.needed("surname", "the surname")
    facts: dict[str, Any] = row.texts(FACTS, Parent)
    for kind in ("mobile", "phone"):
        if kind in facts:
            facts[f"{kind}_number"] = number_of(facts[kind])
    if "email" in facts:
        facts["email_is_usable"] = email_is_possible(facts["email"])
    link: dict[str, Any] = {flag: row.flag(flag) for flag in LINK_FLAGS}
    link |= row.texts(("relationship", "note"), PupilParent)
    if row.faulty:
        return None
    link = {name: fact for name, fact in link.items() if fact is not None}
    link["priority"] = int(row.raw("priority"))
    return ParentRow(row.line, upn, facts, link)


def _notice_unusable(row: ParentRow, told: set[str], report: Report) -> None:
    """Name each number or address that cannot be right, once however many pupils share it."""
    what = {"mobile": "mobile_number", "phone": "phone_number", "email": "email_is_usable"}
    for column, usable in what.items():
        written = row.facts.get(column)
        if written and not row.facts[usable] and written not in told:
            told.add(written)
            report.notice(f'{FILE}:{row.line} {column}: "{written}" cannot be right; '
                          "kept as written and not used.")  # fmt: skip
    mobile = row.facts.get("mobile_number")
    if mobile and row.link.get("may_text") and is_landline(mobile) and mobile not in told:
        told.add(mobile)
        report.notice(f'{FILE}:{row.line} mobile: "{row.facts["mobile"]}" is a landline, '
                      "which no text reaches; may_text is Y.")  # fmt: skip
