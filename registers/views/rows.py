"""Turn a row of the register into what its line on the screen shows."""

from dataclasses import dataclass

from django.urls import reverse

from registers.queries.register_page import RegisterPage, Row
from registers.views import five_days
from rules import codes

UNMARKED = "none"
NOTES = {  # Icon and colour beside the one word.
    "Ill": ("phone", "info"),
    "Appointment": ("stethoscope", "info"),
    "Trip": ("bus", "info"),
}
UNEXPLAINED = ("triangle-alert", "warn")


@dataclass(frozen=True)
class Line:
    """One pupil's line. third_*: the third button, which carries what is known or offered.

    days_*: the last five school days as a path and in words; empty where there is nothing.
    """

    row: Row
    family: str
    meaning: str
    third_code: str
    third_word: str
    third_class: str
    is_late: bool
    late_now: str
    note_icon: str
    note_tag: str
    address: str
    days_drawn: str
    days_said: str

    @property
    def by_other_code(self) -> bool:
        """Whether the mark is none of the three buttons."""
        row = self.row
        strokes = codes.STROKES.values()
        three = {*strokes, *codes.LATE, self.third_code}
        return bool(row.code) and row.code not in three

    @property
    def late_code(self) -> str:
        """What the second button is about: the late code there is, else what late now means."""
        return self.row.code if self.is_late else self.late_now


def lines(page: RegisterPage) -> list[Line]:
    """The lines of the register, in its order."""
    return [line(page, row) for row in page.rows]


def line(page: RegisterPage, row: Row) -> Line:
    icon, tag = NOTES.get(row.note, UNEXPLAINED) if row.note else ("", "")
    third_word, third_class = "Absent", "mk--a"
    if row.offered:
        third_word, third_class = "Trip", "mk--o"
    elif row.known:
        third_class = "mk--k" if codes.family(row.known) == "auth" else "mk--a"
    return Line(
        row=row,
        family=codes.family(row.code) if row.code else UNMARKED,
        meaning=codes.meaning(row.code) if row.code else "Not marked",
        third_code=row.offered or row.known or "N",
        third_word=third_word,
        third_class=third_class,
        is_late=row.code in codes.LATE,
        late_now="U" if page.state == "missing" else "L",
        note_icon=icon,
        note_tag=tag,
        address=reverse(
            "registers:mark", args=[page.school_class.pk, page.day, page.half, row.pupil.pk]
        ),
        days_drawn=five_days.drawn(row.before),
        days_said=five_days.said(row.before) if row.before else "",
    )
