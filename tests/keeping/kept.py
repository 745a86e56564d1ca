"""Keep the month of a class, and read what was kept."""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from registers.actions.keep_month import keep_month
from registers.keeping import kept_files
from registers.models import KeptCopy
from tests.registers.classroom import Classroom

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
AT = datetime(2026, 12, 1, 2, tzinfo=UTC)


def keep(room: Classroom, **how: Any) -> KeptCopy:
    return keep_month(school=room.school, **{"month": NOVEMBER, "at": AT} | how)


def rows_of(copy: KeptCopy) -> list[dict[str, str]]:
    text = kept_files.paths(copy)[0].read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
