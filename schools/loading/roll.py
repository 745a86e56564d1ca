"""Work out who is on the roll when, from the file and from what is stored."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from schools.loading.pupils_file import (
    FILE,
    PupilRow,
    PupilRows,
    ends_sooner,
    overlaps,
    words,
)
from schools.loading.report import Report
from schools.models import Enrolment, Pupil, School
from toolkit.days import full_day
from toolkit.words import counted

Stay = tuple[date, date | None]


@dataclass
class OnRoll:
    """A pupil's date of birth and stays on the roll."""

    born: date
    stays: list[Stay] = field(default_factory=list)


@dataclass(frozen=True)
class NewEnd:
    """An end that the file gives to a stored enrolment."""

    row: PupilRow
    enrolment: Enrolment


@dataclass
class Roll:
    """Every pupil by UPN, as it will be once the file is saved."""

    pupils: dict[str, OnRoll] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)  # Their rows were refused.
    whole: bool = True  # False when the pupils' file could not be read.
    ends: list[NewEnd] = field(default_factory=list)


def plan_roll(school: School | None, found: PupilRows | None, report: Report) -> Roll:
    """The roll after the file (None: there is no file); refuses what overlaps the database."""
    roll = Roll()
    names: dict[str, str] = {}
    stored: dict[str, dict[date, Enrolment]] = defaultdict(dict)
    if school is not None:
        for pupil in Pupil.objects.filter(school=school):
            roll.pupils[pupil.upn] = OnRoll(pupil.date_of_birth)
            names[pupil.upn] = pupil.name
        for stay in Enrolment.objects.filter(school=school).select_related("pupil"):
            stored[stay.pupil.upn][stay.start] = stay
    ends = {upn: {start: stay.end for start, stay in stays.items()}
            for upn, stays in stored.items()}  # fmt: skip
    if found is not None:
        roll.doubtful, roll.whole = set(found.doubtful), found.readable
        for row in found.rows:
            known = stored[row.upn].get(row.start)
            if row.end is not None or known is None:
                ends.setdefault(row.upn, {})[row.start] = row.end
            if known is not None and row.end is not None and row.end != known.end:
                roll.ends.append(NewEnd(row, known))
            if known is not None and row.end is not None and ends_sooner(row.end, known.end):
                ground = row.stay.get("leaving_ground", "")
                on = f"on ground {ground}" if ground else "without a ground"
                report.notice(f"{FILE}:{row.line} takes {names[row.upn]} ({row.upn}) off the roll "
                              f"after {full_day(row.end)}, {on} of regulation 9.")  # fmt: skip
            if known is not None and row.end is None and known.end is not None:
                report.notice(f"{FILE}:{row.line} has no end_date; the enrolment of {row.upn} "
                              f"still ends on {known.end}.")  # fmt: skip
        for upn, row in found.latest().items():
            roll.pupils[upn] = OnRoll(row.facts["date_of_birth"])
        _refuse_overlaps(found, ends, report)
        absent = sorted(set(stored) - {row.upn for row in found.rows} - found.doubtful)
        if absent and found.readable:
            listed = ", ".join(f"{names[upn]} ({upn})" for upn in absent[:50])
            report.notice(f"{FILE} lacks {counted(len(absent), 'pupils')}; nothing changes for "
                          f"them: {listed}.")  # fmt: skip
    for upn, spans in ends.items():
        if upn in roll.pupils:
            roll.pupils[upn].stays = sorted(spans.items())
    return roll


def _refuse_overlaps(
    found: PupilRows, ends: dict[str, dict[date, date | None]], report: Report
) -> None:
    in_file = {(row.upn, row.start) for row in found.rows}
    for row in found.rows:
        for start, end in ends[row.upn].items():
            if (row.upn, start) in in_file:
                continue
            if overlaps(row.start, ends[row.upn][row.start], start, end):
                found.doubtful.add(row.upn)
                report.refuse(FILE, row.line, "start_date", row.start, "an enrolment that does "
                              f"not overlap the one stored ({words(start, end)})")  # fmt: skip
