"""Say in a template what a register code means and how it looks."""

from django import template

from rules import codes

register = template.Library()


@register.filter
def code_family(code: str) -> str:
    """The family that decides shape and colour; raises UnknownCode."""
    return codes.family(code)


@register.filter
def code_meaning(code: str) -> str:
    """The code in plain words; raises UnknownCode."""
    return codes.meaning(code)
