"""Put facts about pupils into words in a template."""

from datetime import date, datetime

from django import template

from schools import words
from schools.models import Enrolment
from toolkit import clock
from toolkit.days import full_day

register = template.Library()


@register.filter
def in_full(day: date | datetime | None) -> str:
    """As in "12 November 2026"; a moment's day is that at the school."""
    if day is None:
        return ""
    return full_day(clock.local(day).date() if isinstance(day, datetime) else day)


@register.filter
def day_and_time(moment: datetime) -> str:
    """As in "12 November 2026, 8:57", school local time."""
    there = clock.local(moment)
    return f"{full_day(there.date())}, {there.hour}:{there:%M}"


@register.filter
def year_name(group: str) -> str:
    """As in "Year 4" or "Reception"."""
    return words.year_group_name(group)


@register.filter
def fact(name: str) -> str:
    """The name of a fact, as in "Preferred surname"."""
    return words.fact_name(name)


@register.filter
def kind_of_enrolment(kind: str) -> str:
    """As in "Single registration"."""
    return Enrolment.Kind(kind).label


@register.simple_tag
def dates(start: date, end: date | None) -> str:
    """As in "3 September 2024 to 17 July 2026" or "from 3 September 2024"."""
    return words.span(start, end)
