"""Say in a template what a register code means and how it looks."""

from django import template

from registers.models import Message
from registers.views.privacy import shown_code
from rules import codes
from schools.models import User

register = template.Library()


@register.filter
def code_family(code: str) -> str:
    """The family that decides shape and colour; raises UnknownCode."""
    return codes.family(code)


@register.filter
def code_meaning(code: str) -> str:
    """The code in plain words; raises UnknownCode."""
    return codes.meaning(code)


@register.filter
def seen_by(code: str, person: User) -> str:
    """The code as this person may see it."""
    return shown_code(person, code)


@register.filter
def code_for(message: Message, person: User) -> str:
    """The code of a message as this person may see it; empty where it has none."""
    return shown_code(person, message.code)
