"""Count loaded marks L and U whose minutes late say the other code by the register's times."""

from collections import Counter
from datetime import date

from django.db import connection

from registers.loading.mark_rows import FILE
from registers.queries.session_facts import times_of
from rules.punctuality import judge_minutes
from schools.loading.report import Report
from schools.models import SchoolSettings
from schools.models.dated import in_force_of
from toolkit.words import counted, were

# Grouped, because a year of a large school has few different ones.
LATE_MARKS = """
SELECT day, half, code, minutes_late, count(*) FROM pg_temp.loaded_mark
WHERE code IN ('L', 'U') AND minutes_late IS NOT NULL
GROUP BY day, half, code, minutes_late
"""
NOT_THE_CODE = {"L": ("U", "absent"), "U": ("present", "L")}
SENTENCES = {
    "L": "with minutes after the register closed",
    "U": "with minutes before the register closed",
}


def notice_late_marks(school_id: int, report: Report) -> None:
    """Say how many staged marks are L after closing or U before it; they are history and stay.

    The register times stored for the school are those that held on each day.
    """
    settings = list(SchoolSettings.objects.filter(school_id=school_id).order_by("valid_from"))
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(LATE_MARKS)
        for day, half, code, minutes, count in cursor.fetchall():
            outcome = _outcome(settings, day, half, minutes)
            if outcome in NOT_THE_CODE[code]:
                found[code] += count
    for code, count in sorted(found.items()):
        report.notice(f"{FILE}: {counted(count, 'marks')} {code} {SENTENCES[code]} "
                      f"{were(count)} accepted as the old register had it.")  # fmt: skip


def _outcome(settings: list[SchoolSettings], day: date, half: str, minutes: int) -> str:
    held = in_force_of(settings, day)
    if held is None:
        return ""
    opens, closes, ends = times_of(held, half)
    return judge_minutes(minutes, opens=opens, closes=closes, ends=ends).outcome
