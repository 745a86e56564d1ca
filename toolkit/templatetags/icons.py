"""Draw an icon beside words; it never stands alone, so no reader speaks it."""

from functools import cache
from pathlib import Path

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
FOLDER = Path(__file__).resolve().parent.parent / "data" / "lucide"
OPENING = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The icon of this name as SVG in the page; raises FileNotFoundError for an unknown one."""
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip()
    return mark_safe(OPENING + drawing.partition(">")[2])  # noqa: S308 - our own files.
