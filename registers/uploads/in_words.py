"""Put what a load would do, and did, into words."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from registers.loading.fault_groups import grouped
from schools.loading import parents_file
from schools.loading.report import MOST_KEPT, Report
from schools.loading.save_parents import LOOK_ALIKE
from toolkit import clock
from toolkit.days import full_day
from toolkit.words import counted

ONE = {"classes": "class"}  # Whose singular is not the plural without its s.


def as_kept(report: Report, **upns_of_marks: str) -> dict[str, Any]:
    """The report as it is kept with the load: counts by kind, notices and faults.

    faults: each, with its place; groups: the same for people, marks of one wrong UPN together.
    upns_of_marks: the file and column where those stand, unless in ours.
    """
    groups = grouped(report.faults, **upns_of_marks)[:MOST_KEPT]
    return {
        "added": dict(report.added),
        "changed": dict(report.changed),
        "ended": dict(report.ended),
        "notices": report.notices,
        "more_notices": report.more_notices,
        "faults": [asdict(fault) for fault in report.faults[:MOST_KEPT]],
        "more_faults": report.fault_count - len(report.faults[:MOST_KEPT]),
        "groups": [asdict(group) for group in groups],
        "not_in_groups": report.fault_count - sum(group.count for group in groups),
    }


def without_look_alikes(notices: list[str]) -> tuple[list[str], list[str]]:
    """The other notices, and the names of contacts who look alike: they can be very many."""
    others = [notice for notice in notices if not notice.endswith(LOOK_ALIKE)]
    alike = [notice for notice in notices if notice.endswith(LOOK_ALIKE)]
    ahead = f"{parents_file.FILE}: "
    return others, [one.removeprefix(ahead).removesuffix(LOOK_ALIKE) for one in alike]


def refusal(sentence: str) -> dict[str, Any]:
    """A report that holds one sentence and no more."""
    return {"sentence": sentence}


def words(progress: str, folder: Path) -> str:
    """A word of progress without the name of the folder, which is nobody's business."""
    return progress.replace(str(folder), "the files")


def listed(counts: Mapping[str, int]) -> str:
    """As in "412 pupils, 1 class and 3 parents"; empty when there is nothing."""
    parts = [counted(number, kind, ONE.get(kind, "")) for kind, number in counts.items()]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def day_and_time(moment: datetime) -> str:
    """As in "9:02 on 12 November 2026"."""
    local = clock.local(moment)
    return f"{local.hour}:{local:%M} on {full_day(local)}"
