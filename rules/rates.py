"""Add up sessions and turn them into exact rates; only what is printed is ever rounded."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal, NamedTuple

from rules.codes import counts_as

Band = Literal["above_95", "90_to_95", "below_90"]
DASH = "–"


class Measures(NamedTuple):
    """When absence is called persistent or severe: this percentage of possible sessions or more."""

    valid_from: date
    persistent_percent: int
    severe_percent: int


EDITIONS = (  # Newest first. 10 per cent since the school year 2015/16.
    Measures(date(2015, 9, 1), persistent_percent=10, severe_percent=50),
)
MEASURES = EDITIONS[0]  # Earlier years are judged by it too, so that years can be compared.


class Figures(NamedTuple):
    """Sessions of one pupil or of many: possible = present + authorised + unauthorised."""

    possible: int = 0
    present: int = 0
    authorised: int = 0
    unauthorised: int = 0

    @property
    def absent(self) -> int:
        """Sessions missed, N among them. Source: the department's absence statistics."""
        return self.authorised + self.unauthorised

    @property
    def attendance(self) -> Fraction | None:
        """Per cent of possible sessions attended, exact. Source: absence statistics."""
        return percentage(self.present, self.possible)

    @property
    def absence(self) -> Fraction | None:
        """Per cent of possible sessions missed, exact. Source: absence statistics."""
        return percentage(self.absent, self.possible)

    @property
    def authorised_absence(self) -> Fraction | None:
        """Per cent of possible sessions missed with leave, exact. Source: absence statistics."""
        return percentage(self.authorised, self.possible)

    @property
    def unauthorised_absence(self) -> Fraction | None:
        """Per cent missed without leave or reason, exact. Source: absence statistics."""
        return percentage(self.unauthorised, self.possible)

    @property
    def persistent(self) -> bool:
        """Whether 10 per cent or more was missed. Source: absence statistics since 2015/16."""
        return _at_least(self.absent, MEASURES.persistent_percent, self.possible)

    @property
    def severe(self) -> bool:
        """Whether half or more was missed; always persistent too. Source: absence statistics."""
        return _at_least(self.absent, MEASURES.severe_percent, self.possible)

    @property
    def unauthorised_10(self) -> bool:
        """Whether 10 per cent or more was missed without leave; another measure than persistent.

        Source: product rule, after schools' own policies.
        """
        return _at_least(self.unauthorised, 10, self.possible)

    @property
    def band(self) -> Band | None:
        """The policy band; exactly 95 and exactly 90 are in the middle one, None without sessions.

        Source: product rule, after schools' own policies.
        """
        if not self.possible:
            return None
        if 100 * self.present > 95 * self.possible:
            return "above_95"
        return "90_to_95" if 100 * self.present >= 90 * self.possible else "below_90"


def _at_least(part: int, percent: int, possible: int) -> bool:
    return possible > 0 and 100 * part >= percent * possible


def percentage(part: int, possible: int) -> Fraction | None:
    """What per cent of the possible sessions the part is, exact; None when there are none.

    Source: the department's absence statistics.
    """
    return Fraction(100 * part, possible) if possible else None


def figures(codes: Iterable[str]) -> Figures:
    """Add up the marks given by their codes, by each code's own flags whatever the day.

    A session without a mark is missing, not possible: do not pass it. Raises UnknownCode.
    Source: the statistical classes of Working together to improve school attendance (August 2024).
    """
    return figures_of_counts(Counter(codes))


def figures_of_counts(sessions_by_code: Mapping[str, int]) -> Figures:
    """Add up counts of sessions by code. Raises UnknownCode, ValueError for a negative count.

    Source: as for figures.
    """
    return pooled(_one(code, count) for code, count in sessions_by_code.items())


def _one(code: str, count: int) -> Figures:
    if count < 0:
        raise ValueError(f"There cannot be {count} sessions with code {code}.")
    flags = counts_as(code)
    return Figures(
        flags.possible * count,
        flags.present * count,
        flags.authorised * count,
        flags.unauthorised * count,
    )


def pooled(parts: Iterable[Figures]) -> Figures:
    """The figures of a group: sessions added up, never percentages averaged.

    Source: the department's absence statistics.
    """
    parts = list(parts)
    return Figures(
        possible=sum(part.possible for part in parts),
        present=sum(part.present for part in parts),
        authorised=sum(part.authorised for part in parts),
        unauthorised=sum(part.unauthorised for part in parts),
    )


def sessions_left(figures: Figures) -> int:
    """How many more sessions in a row may be missed before absence becomes persistent.

    The largest number for which 10 x absent < possible still holds; 0 when none may, or when it
    is persistent already.
    Source: product rule.
    """
    percent = MEASURES.persistent_percent
    # 100 * (absent + k) < percent * (possible + k), solved for k, which must stay below it.
    limit = Fraction(percent * figures.possible - 100 * figures.absent, 100 - percent)
    return max(0, ceil(limit) - 1)


def one_decimal(percent: Fraction) -> Decimal:
    """One decimal place, halves away from zero, for printing only: never compare with it.

    Source: the department shows one decimal place; rounding half up is a product rule.
    """
    tenths = floor(abs(percent) * 10 + Fraction(1, 2))
    return Decimal(tenths if percent >= 0 else -tenths).scaleb(-1)


def printed(percent: Fraction | None) -> str:
    """As people read it, 93.7%, or a dash when there was no possible session.

    Source: product rule.
    """
    return DASH if percent is None else f"{one_decimal(percent)}%"
