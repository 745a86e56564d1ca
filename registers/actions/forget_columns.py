"""Forget what was remembered of the columns of another system's files."""

from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from registers.models import ColumnMapping
from schools.models import School, User
from schools.permissions import require


def forget_columns(*, school: School, mapping_id: int, by: User, at: datetime) -> None:
    """Remove one remembered choice; what was loaded with it stays.

    Raises ColumnMapping.DoesNotExist, NotPermitted.
    """
    with transaction.atomic():
        mapping = ColumnMapping.objects.select_for_update().get(school=school, pk=mapping_id)
        require(by, "load_school")
        record(act="forget_columns", by=by, at=at, school_id=school.pk, subject=mapping,
               detail={"kind": mapping.kind, "headings": mapping.headings})  # fmt: skip
        mapping.delete()
