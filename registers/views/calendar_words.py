"""Put what a change of the calendar does into sentences."""

from registers.calendar_lines import line_in_words
from registers.queries.calendar_effect import CalendarEffect, YearCount
from rules.sessions import DAYS_A_YEAR, SESSIONS_A_YEAR, Session
from toolkit.days import full_day
from toolkit.words import counted, were

MOST_NAMED = 4


def lines_of(effect: CalendarEffect) -> dict[str, list[str]]:
    """The calendar's lines before and after, in words."""
    return {
        "before": [line_in_words(one) for one in effect.change.removed],
        "after": [line_in_words(one) for one in effect.change.added],
    }


def sentences(effect: CalendarEffect) -> list[str]:
    """What appears, vanishes, closes and reopens, and what that does to marks."""
    found = []
    if effect.appear:
        found.append(f"{_sessions(effect.appear)} will be added.")
    if effect.vanish:
        found.append(f"{_sessions(effect.vanish)} will go. No marks are in them.")
    if effect.closed:
        found.append(f"{_sessions(effect.closed)} will be closed, and take only Y4.")
        found += _marks_of_closing(effect)
    if effect.reopened:
        found.append(f"{_sessions(effect.reopened)} will take place after all.")
        found += _marks_of_reopening(effect)
    if effect.registers:
        found.append(f"{counted(effect.registers, 'registers')} already begun {_stand(effect)}.")
    return found or ["No session appears or goes."]


def years(effect: CalendarEffect) -> list[str]:
    """What each school year then has, beside what it must have."""
    return [f"{_change(one)} {shortfall(one)}".strip() for one in effect.years]


def is_short(effect: CalendarEffect) -> bool:
    """Whether a year that the change touches has too few sessions afterwards."""
    return any(one.after < SESSIONS_A_YEAR for one in effect.years)


def shortfall(year: YearCount) -> str:
    """How many sessions fewer than it must the year has; empty where it has enough."""
    missing = SESSIONS_A_YEAR - year.after
    if missing <= 0:
        return ""
    return (
        f"That is {counted(missing, 'sessions')} fewer than the {SESSIONS_A_YEAR} "
        f"({DAYS_A_YEAR} days) that a school must meet."
    )


def _change(year: YearCount) -> str:
    now = f"{counted(year.after, 'sessions')} on {counted(year.days_after, 'days')}"
    if year.after == year.before:
        return f"{year.name} keeps its {now}."
    return f"{year.name} will have {now}; it has {year.before:,} now."


def _sessions(slots: list[Session]) -> str:
    days = sorted({slot.day for slot in slots})
    if len(days) == 1:
        halves = {slot.half for slot in slots}
        half = "" if len(halves) == 2 else {"AM": ", morning", "PM": ", afternoon"}[slots[0].half]
        return f"{counted(len(slots), 'sessions')} on {full_day(days[0])}{half}"
    if len(days) <= MOST_NAMED:
        named = ", ".join(full_day(day) for day in days)
        return f"{counted(len(slots), 'sessions')} on {len(days)} days ({named})"
    return (
        f"{counted(len(slots), 'sessions')} on {len(days)} days, from {full_day(days[0])} "
        f"to {full_day(days[-1])},"
    )


def _stand(effect: CalendarEffect) -> str:
    if effect.closed:
        return "will show the closure" if effect.registers > 1 else "will show it"
    return "and without marks will no longer be listed"


def _marks_of_closing(effect: CalendarEffect) -> list[str]:
    found = []
    if effect.filled:
        found.append(f"Y4 will be entered {counted(effect.filled, 'times')}, where no mark is yet.")
    if effect.replaced:
        found.append(
            f"{counted(effect.replaced, 'marks')} (/ \\ L N O or U) will be replaced by Y4; what "
            "they were stays visible."
        )
    if effect.stays:
        found.append(
            f"{counted(effect.stays, 'marks')} with another code will stay: Y4 never replaces "
            "D, K, B, V, P, W or a recorded reason."
        )
    if effect.later:
        found.append(
            f"{counted(effect.later, 'sessions')} will get Y4 when the register would have opened."
        )
    return found


def _marks_of_reopening(effect: CalendarEffect) -> list[str]:
    found = []
    if effect.cleared:
        found.append(f"{counted(effect.cleared, 'entries', one='entry')} of Y4 will be cleared.")
    if effect.put_back:
        found.append(
            f"{counted(effect.put_back, 'marks')} that Y4 had replaced will be entered again."
        )
    if effect.left:
        found.append(
            f"{counted(effect.left, 'entries', one='entry')} of Y4 in taken registers "
            f"{were(effect.left)} there first and will stay until somebody corrects them."
        )
    return found
