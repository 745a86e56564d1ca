"""Read the day and the half of a session in an address, and write them there."""

from datetime import date

from django.urls import register_converter

from rules.sessions import HALVES


class DayInAddress:
    """A day as 2026-11-12; any other text, and a day that no calendar has, is not found."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class HalfInAddress:
    """Half a school day as am or pm."""

    regex = "am|pm"

    def to_python(self, value: str) -> str:
        return HALVES[value == "pm"]

    def to_url(self, value: str) -> str:
        return value.lower()


register_converter(DayInAddress, "day")
register_converter(HalfInAddress, "half")
