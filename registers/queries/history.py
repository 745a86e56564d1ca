"""Every entry there has been for a pupil's session."""

from datetime import date

from registers.models import Mark


def history(*, school_id: int, pupil_id: int, day: date, half: str) -> list[Mark]:
    """All entries for the session, the newest first, those that were replaced among them."""
    entries = Mark.objects.filter(school_id=school_id, pupil_id=pupil_id, day=day, half=half)
    return list(entries.select_related("entered_by", "closed_by", "register").order_by("-pk"))
