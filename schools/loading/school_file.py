"""Check school.csv, and save the school with its register times."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from rules.punctuality import MAXIMUM_WINDOW_MINUTES, window_is_lawful
from schools.addresses import ADDRESS
from schools.loading.cells import Row, rows_of
from schools.loading.files import open_table
from schools.loading.report import Report
from schools.models import School, SchoolSettings, User
from toolkit.contact_details import email_is_possible, number_of

FILE = "school.csv"
TIMES = ("am_opens", "am_closes", "pm_opens", "pm_closes", "session_ends_am", "session_ends_pm")
NEEDED = ("name", "urn", *TIMES)
FACTS = ("name", "la_code", "establishment", "phone", "email", "headteacher", *ADDRESS)
KNOWN = (*FACTS, "phase", "first_contact_by")


@dataclass(frozen=True)
class SchoolRow:
    """The school as the file describes it; times without what was not given."""

    urn: str
    facts: dict[str, str]
    times: dict[str, time]


def check_school(folder: Path, report: Report) -> SchoolRow | None:
    """The one row of the file; None when refused."""
    path = folder / FILE
    if not path.is_file():
        report.refuse(FILE, 1, "", "no file", "school.csv, in every folder")
        return None
    table = open_table(path, needed=NEEDED, known=KNOWN, report=report)
    if table is None:
        return None
    rows = list(rows_of(table))
    if len(rows) != 1:
        line = rows[1].line if rows else 2
        report.refuse(FILE, line, "", f"{len(rows)} rows", "one row: a folder is one school")
        return None
    row = rows[0]
    urn = row.needed("urn", "a URN of six digits")
    if urn and not (len(urn) == 6 and urn.isascii() and urn.isdigit()):
        row.refuse("urn", "a URN of six digits")
    row.needed("name", "the school's name")
    facts = row.texts(FACTS, School)
    if phase := row.choice("phase", School.Phase.values):
        facts["phase"] = phase
    found = {column: row.needed_time(column) for column in TIMES}
    found["first_contact_by"] = row.clock_time("first_contact_by")
    times = {column: moment for column, moment in found.items() if moment is not None}
    if not row.faulty:
        _check_times(row, times)
        _notice_unusable(facts, report)
    return None if row.faulty else SchoolRow(urn, facts, times)


def _check_times(row: Row, times: dict[str, time]) -> None:
    window = f"after it opens, and at most {MAXIMUM_WINDOW_MINUTES} minutes later"
    for half in ("am", "pm"):
        opens, closes = times[f"{half}_opens"], times[f"{half}_closes"]
        if not window_is_lawful(opens, closes):
            row.refuse(f"{half}_closes", f"a time {window} ({opens:%H:%M})")
        if times[f"session_ends_{half}"] <= closes:
            row.refuse(f"session_ends_{half}", f"a time after the register closes ({closes:%H:%M})")
    if times["pm_opens"] < times["session_ends_am"]:
        row.refuse("pm_opens", f"a time not before the morning ends "
                   f"({times['session_ends_am']:%H:%M})")  # fmt: skip


def _notice_unusable(facts: dict[str, str], report: Report) -> None:
    if facts.get("phone") and not number_of(facts["phone"]):
        report.notice(f"{FILE}: the school's telephone number cannot be right; kept as written.")
    if facts.get("email") and not email_is_possible(facts["email"]):
        report.notice(f"{FILE}: the school's e-mail address cannot be right; kept as written.")


def save_school(row: SchoolRow, school: School | None, report: Report) -> School:
    """Add the school, or bring its facts up to date.

    A fact that the file repeats from its last load says nothing new: what somebody has changed
    by hand since stands, and is reported.
    """
    told = row.facts | {name: f"{moment:%H:%M}" for name, moment in row.times.items()}
    if school is None:
        report.added["school"] += 1
        return School.objects.create(urn=row.urn, loaded=told, **row.facts)
    changed = {}
    for name, text in row.facts.items():
        if getattr(school, name) == text:
            continue
        if school.loaded.get(name) == text:
            ours = getattr(school, name)
            report.notice(f"{FILE} still has the school's {name} as it was loaded before; "
                          f'"{ours}" was entered here since, and stands.')  # fmt: skip
        else:
            changed[name] = text
    known = school.loaded | told
    if changed or known != school.loaded:
        School.objects.filter(pk=school.pk).update(loaded=known, **changed)
        school.refresh_from_db()
    report.changed["school"] += bool(changed)
    return school


def settings_after(
    row: SchoolRow,
    stored: list[SchoolSettings],
    *,
    school: School | None,
    first_day: date,
    effective: date,
    report: Report,
) -> SchoolSettings | None:
    """The settings to save, not yet saved; None when those in force already say the same.

    stored: by valid_from. The first ones hold from the calendar's first day. Times that the
    file repeats from its last load say nothing new, so those that somebody has set here since
    stand, and are reported. A change that is planned for later stays planned.
    """
    if not stored:
        return SchoolSettings(valid_from=first_day, **row.times)
    held = [one for one in stored if one.valid_from <= effective]
    standing = held[-1] if held else stored[0]
    differing = {
        name: moment for name, moment in row.times.items() if getattr(standing, name) != moment
    }
    told = school.loaded if school is not None else {}
    if differing and all(told.get(name) == f"{row.times[name]:%H:%M}" for name in row.times):
        report.notice(f"{FILE} still has the register times that were loaded before; those in "
                      f"force since {standing.valid_from} stand.")  # fmt: skip
        return None
    if not differing:
        return None
    if standing.valid_from >= effective:
        for name, moment in row.times.items():
            setattr(standing, name, moment)
        return standing
    return standing.as_new(valid_from=effective, **row.times)


def save_settings(
    settings: SchoolSettings, *, school: School, by: User, at: datetime, report: Report
) -> None:
    """Save register times that `settings_after` gave."""
    counts = report.added if settings.pk is None else report.changed
    settings.school, settings.recorded_by, settings.recorded_at = school, by, at
    settings.save()
    counts["register times"] += 1
