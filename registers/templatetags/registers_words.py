"""Put times and numbers of pupils into words in a template."""

from datetime import datetime

from django import template

from registers.views.words import clock_time, half_name
from toolkit.words import counted

register = template.Library()


@register.filter
def at_time(moment: datetime) -> str:
    """As in "8:57", school local time."""
    return clock_time(moment)


@register.filter
def half_word(half: str) -> str:
    """Morning or Afternoon."""
    return half_name(half).capitalize()


@register.filter
def pupils(number: int) -> str:
    """As in "30 pupils"."""
    return counted(number, "pupils")
