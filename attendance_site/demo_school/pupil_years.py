"""Hold one pupil's sessions of one school year while they are being filled."""

from collections import Counter
from dataclasses import dataclass, field

from attendance_site.demo_school.people import Child
from attendance_site.demo_school.school_years import SchoolYear
from rules.codes import STROKES, counts_as
from rules.sessions import AM, PM, UNPLANNED

PRESENT = (STROKES[AM], STROKES[PM])
UNEXPECTED_CLOSURE = "Y4"


@dataclass(eq=False)
class PupilYear:
    """A code for every session of the year; empty while the pupil is not on the roll.

    Sessions are numbered through the year: 2 x day for the morning, one more for the afternoon.
    """

    child: Child
    year: int  # The year group then: 0 Reception, 1 to 6.
    codes: list[str]
    minutes: dict[int, int] = field(default_factory=dict)  # After the register opened.
    comments: dict[int, str] = field(default_factory=dict)
    to_miss: int = 0  # Sessions of absence to be placed.
    reasons: Counter[str] = field(default_factory=Counter)  # Of them, by code.
    runs: dict[str, list[int]] = field(default_factory=dict)  # First days of absences, by code.

    @property
    def possible(self) -> int:
        """Sessions that count."""
        return sum(counts_as(code).possible for code in self.codes if code)

    @property
    def unplaced(self) -> int:
        """Absences that have no reason yet."""
        return self.to_miss - self.reasons.total()

    def is_free(self, session: int) -> bool:
        """Whether the pupil is simply present."""
        return self.codes[session] == PRESENT[session % 2]

    def free_sessions(self) -> list[int]:
        """The numbers of all sessions at which the pupil is simply present."""
        return [session for session, code in enumerate(self.codes) if code == PRESENT[session % 2]]

    def free_run(self, first: int, length: int) -> bool:
        """Whether that many sessions from the first on are all free."""
        last = first + length
        return (
            first >= 0
            and last <= len(self.codes)
            and all(self.is_free(session) for session in range(first, last))
        )

    def write(self, code: str, sessions: range | list[int]) -> None:
        """Put the code on these sessions."""
        for session in sessions:
            self.codes[session] = code

    def day_is(self, day: int, code: str) -> bool:
        """Whether both halves of the day have the code."""
        return self.codes[2 * day] == code == self.codes[2 * day + 1]


def pupil_year(child: Child, year: SchoolYear, *, years_ago: int) -> PupilYear:
    """Present at every session while on the roll, but for the school's unexpected closures."""
    codes = []
    for number, session in enumerate(year.sessions):
        if not child.was_on_roll(session.day):
            codes.append("")
        elif session.closure == UNPLANNED:
            codes.append(UNEXPECTED_CLOSURE)
        else:
            codes.append(PRESENT[number % 2])
    return PupilYear(child, child.year - years_ago, codes)
