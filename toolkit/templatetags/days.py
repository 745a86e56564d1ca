"""Write a day in words on a page."""

from datetime import date

from django import template

from toolkit import days

register = template.Library()


@register.filter(expects_localtime=True)
def full_day(day: date | None) -> str:
    """As in "12 November 2026"; of a moment, its day at the school; empty without one."""
    return days.full_day(day) if day else ""
