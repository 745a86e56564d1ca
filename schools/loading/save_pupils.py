"""Save the pupils of pupils.csv, their enrolments and their flags."""

from datetime import date

from schools.loading.history import Changes
from schools.loading.memberships import save_memberships
from schools.loading.numbers import upn_is_temporary
from schools.loading.pupils_file import FILE, NAMES, PupilRow, PupilRows, ends_sooner
from schools.loading.report import Report
from schools.loading.save_flags import save_flags
from schools.models import Enrolment, Pupil, School

BATCH = 500
STAY = ("kind", "kind_in_files", "leaving_ground", "last_school", "next_school")
SCHOOLS = ("last_school", "next_school")  # Entered here too; what was entered stands.


def save_pupils(
    found: PupilRows, *, school: School, effective: date, report: Report, changes: Changes
) -> None:
    """Add and update pupils, enrolments, the classes and year groups in them, and flags.

    Only an end_date ends an enrolment. Names and addresses are as the latest enrolment's row has
    them; classes, year groups and flags change on `effective`.
    """
    latest = found.latest()
    pupils, new = _save_people(latest, school, report, changes)
    stays = _save_enrolments(found.rows, pupils, school, report, changes)
    save_memberships(
        found.rows, stays, school=school, effective=effective, report=report, changes=changes
    )
    save_flags(
        latest,
        pupils,
        new=new,
        school=school,
        effective=effective,
        report=report,
        changes=changes,
    )


def _save_people(
    latest: dict[str, PupilRow], school: School, report: Report, changes: Changes
) -> tuple[dict[str, Pupil], set[str]]:
    """Every pupil of the school by UPN, and the UPNs of those who are new."""
    pupils = {pupil.upn: pupil for pupil in Pupil.objects.filter(school=school)}
    fresh, changed = [], []
    for upn, row in latest.items():
        pupil = pupils.get(upn)
        news = row.facts
        if pupil is None:
            pupil = Pupil(school=school, upn=upn, upn_is_temporary=upn_is_temporary(upn))
            fresh.append(pupil)
            pupils[upn] = pupil
        elif news := changes.of_row(pupil, row.facts, pupil_id=pupil.pk):
            pupil.version += 1
            changed.append(pupil)
        for name, fact in news.items():
            setattr(pupil, name, fact)
        pupil.set_keys()
    Pupil.objects.bulk_create(fresh, batch_size=BATCH)
    fields = [*NAMES, "sex", "date_of_birth", "sort_key", "search_key", "version"]
    Pupil.objects.bulk_update(changed, fields, batch_size=BATCH)
    report.added["pupils"] += len(fresh)
    report.changed["pupils"] += len(changed)
    return pupils, {pupil.upn for pupil in fresh}


def _save_enrolments(
    rows: list[PupilRow],
    pupils: dict[str, Pupil],
    school: School,
    report: Report,
    changes: Changes,
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
            newly_ended = ends_sooner(row.end, stay.end)
            stay.pupil = pupil
            if different := _update_stay(stay, row, changes, report):
                changed.append(stay)
            if different - {"kind_in_files"}:
                counts = report.ended if newly_ended else report.changed
                counts["enrolments"] += 1
        stays[row.upn, row.start] = stay
    # An end comes nearer before a new enrolment begins after it: the two never overlap.
    Enrolment.objects.bulk_update(changed, ["end", *STAY], batch_size=BATCH)
    Enrolment.objects.bulk_create(fresh, batch_size=BATCH)
    report.added["enrolments"] += len(fresh)
    return stays


def _update_stay(stay: Enrolment, row: PupilRow, changes: Changes, report: Report) -> set[str]:
    """Give the stay what is news to it; the names of those facts."""
    facts: dict[str, object] = {**row.stay, **_news_of_kind(stay, row, changes, report)}
    for name in SCHOOLS:
        if name in facts and changes.stands((stay.pupil_id, None, name), facts[name]):
            del facts[name]
    if row.end is not None:
        facts["end"] = row.end
    different = {name: fact for name, fact in facts.items() if getattr(stay, name) != fact}
    for name, fact in different.items():
        setattr(stay, name, fact)
    return set(different)


def _news_of_kind(
    stay: Enrolment, row: PupilRow, changes: Changes, report: Report
) -> dict[str, str]:
    """The kind of the stay; one changed by hand stands while the file repeats the one before."""
    said = row.stay.get("kind")
    if said is None or said == (stay.kind_in_files or stay.kind):
        if said not in (None, stay.kind):
            report.notice(
                f"{FILE}:{row.line} has enrolment {said} for {stay.pupil.name} ({row.upn}); "
                f"{stay.get_kind_display().lower()} ({stay.kind}), recorded here by hand, stands."
            )
        return {"kind": stay.kind}
    before, after = stay.get_kind_display(), Enrolment.Kind(said).label
    changes.of_fact((stay.pupil_id, None, "enrolment"), before, after)
    return {"kind": said, "kind_in_files": ""}
