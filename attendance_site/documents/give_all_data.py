"""Hand over all that is held on one pupil to whoever may see every part of it."""

from datetime import datetime

from django.db import transaction

from attendance_site.documents.pupil_data import pupil_data
from audit.actions.note_look import note_look
from audit.actions.record import record
from schools.models import Pupil, User
from schools.permissions import NotPermitted, may, require

PARTS = (  # What is in it, by who may see it.
    "see_pupil_figures", "see_contacts", "see_safeguarding", "see_medical_and_sen",
    "see_code_y5", "access_trail",
)  # fmt: skip


class NotAllOfIt(NotPermitted):
    """The person may look after accounts, and may not see everything that the file would hold."""

    def __str__(self) -> str:
        return (
            "You cannot make this file, because it holds what you may not see. A headteacher "
            "can make it."
        )


def may_have_all(by: User) -> bool:
    """Whether the person may see every part."""
    return may(by, "accounts") and all(may(by, part) for part in PARTS)


def give_all_data(*, pupil: Pupil, by: User, reason: str, at: datetime) -> bytes:
    """The zip file; noted in the audit trail with who asked for it, and in the access trail.

    reason: who asked for it and when, in the words of whoever makes it. Raises NotPermitted.
    """
    require(by, "accounts")
    for part in PARTS:
        if not may(by, part):
            raise NotAllOfIt(part)
    data = pupil_data(pupil=pupil, by=by, at=at)
    with transaction.atomic():
        record(
            act="give_all_data",
            subject=pupil,
            by=by,
            at=at,
            school_id=pupil.school_id,
            reason=reason,
            detail={"bytes": len(data)},
        )
        note_look(by=by, school_id=pupil.school_id, subject=pupil, what={"all data"}, at=at)
    return data
