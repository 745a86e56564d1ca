"""Save the pupils of pupils.csv, their enrolments and their flags."""

from datetime import date, timedelta

from schools.loading.memberships import save_memberships
from schools.loading.numbers import upn_is_temporary
from schools.loading.pupils_file import NAMES, PupilRow, PupilRows
from schools.loading.report import Report
from schools.models import Enrolment, Pupil, PupilFlag, School

BATCH = 500
STAY = ("kind", "leaving_ground", "last_school", "next_school")


def save_pupils(found: PupilRows, *, school: School, effective: date, report: Report) -> None:
    """Add and update pupils, enrolments, the classes and year groups in them, and flags.

    Only an end_date ends an enrolment. Names and addresses are as the latest enrolment's row has
    them; classes, year groups and flags change on `effective`.
    """
    latest = found.latest()
    pupils = _save_people(latest, school, report)
    stays = _save_enrolments(found.rows, pupils, school, report)
    save_memberships(found.rows, stays, school=school, effective=effective, report=report)
    _save_flags(latest, pupils, school=school, effective=effective, report=report)


def _save_people(latest: dict[str, PupilRow], school: School, report: Report) -> dict[str, Pupil]:
    pupils = {pupil.upn: pupil for pupil in Pupil.objects.filter(school=school)}
    fresh, changed = [], []
    for upn, row in latest.items():
        pupil = pupils.get(upn)
        if pupil is None:
            pupil = Pupil(school=school, upn=upn, upn_is_temporary=upn_is_temporary(upn))
            fresh.append(pupil)
            pupils[upn] = pupil
        elif any(getattr(pupil, name) != fact for name, fact in row.facts.items()):
            changed.append(pupil)
        for name, fact in row.facts.items():
            setattr(pupil, name, fact)
        pupil.set_keys()
    Pupil.objects.bulk_create(fresh, batch_size=BATCH)
    fields = [*NAMES, "sex", "date_of_birth", "sort_key", "search_key"]
    Pupil.objects.bulk_update(changed, fields, batch_size=BATCH)
    report.added["pupils"] += len(fresh)
    report.changed["pupils"] += len(changed)
    return pupils


def _save_enrolments(
    rows: list[PupilRow], pupils: dict[str, Pupil], school: School, report: Report
) -> dict[tuple[str, date], Enrolment]:
    """Every enrolment of the file by UPN and first day, as it is now stored."""
    known = {(stay.pupil_id, stay.start): stay for stay in Enrolment.objects.filter(school=school)}
    stays, fresh, changed = {}, [], []
    for row in rows:
        pupil = pupils[row.upn]
        stay = known.get((pupil.pk, row.start))
        if stay is None:
            stay = Enrolment(school=school, pupil=pupil, start=row.start, end=row.end, **row.stay)
            fresh.append(stay)
        else:
            newly_ended = row.end is not None and stay.end is None
            if _update_stay(stay, row):
                changed.append(stay)
                counts = report.ended if newly_ended else report.changed
                counts["enrolments"] += 1
        stays[row.upn, row.start] = stay
    # An end comes nearer before a new enrolment begins after it: the two never overlap.
    Enrolment.objects.bulk_update(changed, ["end", *STAY], batch_size=BATCH)
    Enrolment.objects.bulk_create(fresh, batch_size=BATCH)
    report.added["enrolments"] += len(fresh)
    return stays


def _update_stay(stay: Enrolment, row: PupilRow) -> bool:
    facts: dict[str, object] = dict(row.stay)
    if row.end is not None:
        facts["end"] = row.end
    different = {name: fact for name, fact in facts.items() if getattr(stay, name) != fact}
    for name, fact in different.items():
        setattr(stay, name, fact)
    return bool(different)


def _save_flags(
    latest: dict[str, PupilRow],
    pupils: dict[str, Pupil],
    *,
    school: School,
    effective: date,
    report: Report,
) -> None:
    standing = {
        (flag.pupil_id, flag.kind): flag
        for flag in PupilFlag.objects.filter(school=school, end__isnull=True)
    }
    fresh: list[PupilFlag] = []
    ended: list[PupilFlag] = []
    begun_today: list[PupilFlag] = []
    for upn, row in latest.items():
        pupil = pupils[upn]
        for kind, said in row.flags.items():
            value = said if said in ("K", "E") else ""
            flag = standing.get((pupil.pk, kind))
            if flag is not None and (said == "N" or flag.value != value):
                (begun_today if flag.start >= effective else ended).append(flag)
                flag = None
            if flag is None and said != "N":
                fresh.append(PupilFlag(school=school, pupil=pupil, kind=kind, value=value,
                                       start=effective))  # fmt: skip
    PupilFlag.objects.filter(school=school, pk__in=[flag.pk for flag in begun_today]).delete()
    for flag in ended:
        flag.end = effective - timedelta(days=1)
    PupilFlag.objects.bulk_update(ended, ["end"], batch_size=BATCH)
    PupilFlag.objects.bulk_create(fresh, batch_size=1000)
    report.added["flags"] += len(fresh)
    report.ended["flags"] += len(ended) + len(begun_today)
