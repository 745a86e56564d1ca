"""Take back a change of settings that has not taken effect yet."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import in_words
from schools.dated_settings import Kind, SettingsRefused, facts_of, hold_settings
from schools.models import User
from schools.permissions import require
from toolkit import clock


@transaction.atomic
def withdraw_planned_settings(*, by: User, kind: Kind, row_id: int, at: datetime) -> None:
    """Take the planned row out; what it said is kept in the audit entry.

    Raises NotPermitted, or SettingsRefused for settings that hold already or are gone.
    """
    require(by, "settings_and_policy")
    hold_settings(by)
    row = kind.table._default_manager.filter(school_id=by.school_id, pk=row_id).first()
    if row is None:
        raise SettingsRefused("Somebody else has taken this change back already.")
    if row.valid_from <= clock.local(at).date():
        raise SettingsRefused("These settings hold already, so they cannot be taken back.")
    facts = {name: in_words(value) for name, value in facts_of(row).items()}
    record(
        act="withdraw_planned_settings",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=row,
        detail={"kind": kind.slug, "from": row.valid_from.isoformat(), "facts": facts},
    )
    row.delete()
