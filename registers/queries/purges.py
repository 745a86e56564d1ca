"""List what the purge after six years has removed."""

from registers.models import Purge
from schools.models import School


def purges(*, school: School) -> list[Purge]:
    """Every purge of the school, the newest first, each with who ran it."""
    return list(Purge.objects.filter(school=school).select_related("by").order_by("-at", "-pk"))
