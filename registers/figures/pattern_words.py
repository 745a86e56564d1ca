"""Say a pattern in plain words: what was missed, what chance would give, never why."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.chance import Counts
from rules.patterns import FEWEST_ABSENCES, FEWEST_SESSIONS, Looked, Pattern
from rules.sessions import SchoolYear
from toolkit.words import counted

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
RAREST = 100_000  # One pupil in so many; what is rarer is said to be.


@dataclass(frozen=True)
class Said:
    """One pattern in words. title: of the days; count, expected, others, chance: its parts."""

    title: str
    count: str
    expected: str
    others: str
    chance: str
    stands_out: bool

    @property
    def sentence(self) -> str:
        """All of it but the title and the count."""
        pupils = f"{_capital(self.chance)} with as many absences would show this by chance"
        return f"By chance it would be {self.expected}. {_capital(self.others)}. {pupils}."


def said(pattern: Pattern, *, names: Mapping[int, str]) -> Said:
    """The pattern in words. names: the forenames of brothers and sisters by key."""
    title, count, others = _parts(pattern, names)
    return Said(
        title=title,
        count=count,
        expected=_expected(pattern.expected),
        others=others,
        chance=_chance(pattern.chance),
        stands_out=pattern.stands_out,
    )


def too_few(looked: Looked) -> str:
    """Why nothing was looked at."""
    return (
        f"Too little to look for patterns in: that takes {FEWEST_SESSIONS} sessions and"
        f" {FEWEST_ABSENCES} separate absences. There are {counted(looked.sessions, 'sessions')}"
        f" and {counted(looked.absences, 'separate absences')}."
    )


def note(looked: Looked, *, year: SchoolYear) -> str:
    """What was looked at, and how far it can be trusted."""
    return (
        f"{counted(len(looked.patterns), 'patterns')} looked at in"
        f" {counted(looked.sessions, 'sessions')} and"
        f" {counted(looked.absences, 'separate absences')} of {year.name}; days in a row count as"
        " one absence. Where there is only chance, something stands out for fewer than 1 pupil in"
        " 20. A pattern says when, never why."
    )


def _parts(pattern: Pattern, names: Mapping[int, str]) -> tuple[str, str, str]:
    """The title, the count, and what all others missed."""
    sessions = f"{pattern.missed} of {counted(pattern.out_of, 'sessions')} missed"
    school = f"the school misses {_share(pattern.school)}"
    match pattern.kind:
        case "weekday":
            day = WEEKDAYS[pattern.which]
            return f"{day}s", sessions, f"{school} on a {day}"
        case "holiday":
            return "The school day before or after a holiday", sessions, f"{school} on those days"
        case "birthday":
            years = f"missed in {pattern.missed} of {counted(pattern.out_of, 'years')}"
            return "Birthday, or the school day nearest to it", years, f"{school} on those days"
        case "midday":
            began = f"{pattern.missed} of {counted(pattern.out_of, 'absences')} began so"
            others = f"at the school {_share(pattern.school)} of all absences began so"
            return "Afternoons after a morning at school", began, others
        case "last_year":
            return "Weeks that were missed last year too", sessions, f"{school} in those weeks"
        case _:
            name = names[pattern.which]
            missed = f"{sessions}, of those that {name} missed"
            return f"Together with {name}", missed, f"{school} in those sessions"


def _share(counts: Counts) -> str:
    """As in "1 in 20", of what all other pupils missed."""
    if not counts.missed:
        return "none"
    if 3 * counts.missed > 2 * counts.possible:
        return "more than 2 in 3"
    return f"1 in {max(2, round(counts.possible / counts.missed))}"


def _expected(number: float) -> str:
    return f"about {number:.0f}" if number >= 1 else "fewer than 1"


def _chance(share: float) -> str:
    """One pupil in how many, in two figures and rather too few than too many."""
    if share * RAREST < 1:
        return f"fewer than 1 pupil in {RAREST:,}"
    pupils = int(1 / share)
    if pupils < 2:
        return "most pupils"
    tens = 10 ** max(0, len(str(pupils)) - 2)
    return f"about 1 pupil in {pupils // tens * tens:,}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
