"""Change by hand whether an enrolment is single, main or subsidiary."""

from datetime import datetime

from schools.changes import note_changes
from schools.models import Enrolment, User


def change_kind(stay: Enrolment, kind: Enrolment.Kind, *, by: User, at: datetime) -> None:
    """Give the stay the kind, with a line in the history; expect its pupil to be locked.

    What it was before stays known, so that files which only repeat that do not undo the change.
    """
    if stay.kind == kind:
        return
    note_changes(
        school_id=stay.school_id,
        before={"enrolment": stay.get_kind_display()},
        after={"enrolment": kind.label},
        by=by,
        at=at,
        pupil=stay.pupil,
    )
    stay.kind_in_files = stay.kind_in_files or stay.kind
    stay.kind = kind
    stay.save(update_fields=["kind", "kind_in_files"])
