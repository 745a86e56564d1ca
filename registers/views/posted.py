"""Read the register's form: which marks differ from what the page showed."""

from collections.abc import Mapping

from registers.changes import Change
from registers.queries.register_page import RegisterPage, Row
from registers.refusals import NotOnThisRoll
from rules import codes
from toolkit.numbers import whole_in

MARK_REST = "rest"


def changes_in(form: Mapping[str, str], page: RegisterPage) -> list[Change]:
    """The changes in a posted register, and with Mark rest present the rest of it.

    A mark that was not touched is left alone. Raises NotOnThisRoll where the form holds a
    pupil who is not on this register.
    """
    rows = {row.pupil.pk: row for row in page.rows}
    posted = {name[1:]: value for name, value in form.items() if name[:1] == "p" and name[1:]}
    if any(key_in(number) not in rows for number in posted):
        raise NotOnThisRoll
    changes = [
        Change(pupil_id=row.pupil.pk, code=code, seen_version=seen(form, row))
        for row in page.rows
        if (code := posted.get(str(row.pupil.pk), "")) and not is_same(row, code)
    ]
    if form.get("do") == MARK_REST:
        touched = {change.pupil_id for change in changes}
        changes += [
            Change(pupil_id=row.pupil.pk, code=codes.stroke(page.half), seen_version=0)
            for row in page.rows
            if not row.code and not row.offered and row.pupil.pk not in touched
        ]
    return changes


def is_same(row: Row, code: str) -> bool:
    """Whether the choice is what the row has; Late stands for both late codes."""
    return row.code == code or (code == "L" and row.code in codes.LATE)


def seen(form: Mapping[str, str], row: Row) -> int:
    """Which entry the page had shown; 0 for none, and for a plan that is not yet a mark."""
    return key_in(form.get(f"v{row.pupil.pk}", ""), unless=row.version)


def key_in(text: str, *, unless: int = 0) -> int:
    """A row's key as a form holds it; `unless` where it is none."""
    key = whole_in(text)
    return unless if key is None else key
