"""Remember a school's choice of columns by the headings of the file, and find it again."""

import hashlib
import json
from datetime import datetime

from registers.mapping.proposing import DATED, heading_keys
from registers.mapping.reading import Reading
from registers.mapping.sheet import LONGEST_NAME, Sheet
from registers.models import ColumnMapping
from schools.models import School, User


def key_of(kind: str, header: tuple[str, ...]) -> str:
    """One and the same for files with the same headings, in whatever order."""
    keys = sorted(set(heading_keys(kind, header)))
    return hashlib.sha256(json.dumps(keys, ensure_ascii=False).encode()).hexdigest()


def remembered(*, school: School, kind: str, sheet: Sheet) -> ColumnMapping | None:
    """What the school chose the last time for these headings."""
    return ColumnMapping.objects.filter(
        school=school, kind=kind, headings_key=key_of(kind, sheet.header)
    ).first()


def remember(*, reading: Reading, sheet: Sheet, by: User, at: datetime) -> None:
    """Keep the choice, in place of an earlier one for the same headings.

    The week of a file is not kept: it is another one the next time.
    """
    keys = heading_keys(reading.kind, sheet.header)
    fields = {keys[place]: name for place, name in sorted(reading.fields.items())}
    shown = [heading[:LONGEST_NAME] for heading, key in zip(sheet.header, keys, strict=True)
             if key != DATED]  # fmt: skip
    ColumnMapping.objects.update_or_create(
        school=by.school,
        kind=reading.kind,
        headings_key=key_of(reading.kind, sheet.header),
        defaults={
            "headings": shown,
            "fields": fields,
            "codes": dict(reading.codes),
            "chosen_by": by,
            "chosen_at": at,
        },
    )
