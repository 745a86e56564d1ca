"""The forms of the calendar's pages."""

from typing import Any

from registers.calendar_lines import KIND_NAMES
from rules.sessions import UNPLANNED_CLOSURE, CalendarRow
from schools.form_fields import choice_field, day_field, text_field
from schools.models import CalendarPeriod
from toolkit.plain_form import PlainForm

HALVES = [("", "The whole day"), ("AM", "The morning only"), ("PM", "The afternoon only")]
LONGEST_NAME = 120


class PeriodForm(PlainForm):
    """A line of the calendar."""

    kind = choice_field(
        "What it is",
        [(kind, name) for kind, name in KIND_NAMES.items() if kind != UNPLANNED_CLOSURE],
        missing="Choose what it is.",
    )
    name = text_field("Name", longest=LONGEST_NAME, help_text="Such as Autumn term, first half.")
    start = day_field("First day", missing="Enter the first day.")
    end = day_field("Last day", help_text="Leave it empty for a single day.")
    session = choice_field("How much of each day", HALVES)

    def row(self) -> CalendarRow:
        """The line that was typed."""
        typed: dict[str, Any] = self.cleaned_data
        return CalendarRow(
            typed["start"],
            typed["end"] or typed["start"],
            typed["kind"],
            typed["name"],
            typed["session"],
        )

    @staticmethod
    def of(period: CalendarPeriod) -> dict[str, Any]:
        """The stored line as the form's first values."""
        return {name: getattr(period, name) for name in ("kind", "name", "start", "end", "session")}


class MoveForm(PlainForm):
    """The day to which something moves."""

    to = day_field("New day", missing="Enter the day it moves to.")


class CloseForm(PlainForm):
    """The day or half day on which the school is closed, and why."""

    day = day_field("Day", missing="Enter the day on which the school is closed.")
    half = choice_field("How much of it", HALVES)
    warning = choice_field(
        "Was it planned?",
        [
            ("unplanned", "No: the site had to close (Y4)"),
            ("planned", "Yes: there is no session then (#)"),
        ],
        missing="Choose whether it was planned.",
    )
    name = text_field(
        "Why",
        longest=LONGEST_NAME,
        help_text="Such as Snow. It stands in every register that changes.",
    )


class YesForm(PlainForm):
    """Nothing to type: the page shows what would happen, and asks."""
