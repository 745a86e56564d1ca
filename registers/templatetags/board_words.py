"""Put what became of a register, and who was asked for it, into words in a template."""

from datetime import date

from django import template

from registers.asked import Asked
from registers.queries.board import Line, Reminding
from registers.refusals import HALF_WORDS
from registers.views.words import TEACHERS, clock_time
from schools.roles import ROLE_NAMES
from toolkit import clock
from toolkit.days import day_in_week

register = template.Library()


@register.filter
def taken_tag(line: Line) -> str:
    """As in "Taken by the office"; where its own teacher took it, or files did, only "Taken"."""
    role = line.register.submitted_role
    if line.by_cover:
        return "Taken by cover"
    if role in {*TEACHERS, ""}:
        return "Taken"
    return f"Taken by the {'office' if role == 'office' else ROLE_NAMES[role].lower()}"


@register.filter
def taken_when(line: Line, day: date) -> str:
    """As in "9:31, Ada Clerk"; with the day where it was another one."""
    one = line.register
    if one.submitted_at is None:
        return "loaded from files"
    when = clock_time(one.submitted_at)
    submitted_on = clock.local(one.submitted_at).date()
    if submitted_on != day:
        when = f"{day_in_week(submitted_on)} at {when}"
    return f"{when}, {one.submitted_by_name}"


@register.filter
def reminded(reminding: Reminding) -> str:
    """As in "Miss Okonjo asked 9:22, not read yet"."""
    read = f"read {clock_time(reminding.read_at)}" if reminding.read_at else "not read yet"
    return f"{reminding.name} asked {clock_time(reminding.sent_at)}, {read}"


@register.filter
def asked_for(asked: Asked) -> str:
    """What a whole class may read: "The office asks for the Kestrel morning register, 9:22."."""
    which = f"the {asked.class_name} {HALF_WORDS[asked.half]} register"
    when = clock_time(asked.sent_at)
    if asked.by_itself:
        return f"T{which[1:]} has not been submitted, {when}."
    return f"The office asks for {which}, {when}."
