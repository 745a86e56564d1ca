"""Look up in a template what a refused form had chosen for a pupil."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of_pupil(chosen: Mapping[int, str], pupil_id: int) -> str:
    """The code chosen for the pupil, or an empty text."""
    return chosen.get(pupil_id, "")
