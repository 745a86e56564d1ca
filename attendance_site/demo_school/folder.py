"""Write the demo school as a folder of the files that a school brings along."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from pathlib import Path

from attendance_site.demo_school.drawing import DemoSchool
from attendance_site.demo_school.people import Child, Contact, Family
from attendance_site.demo_school.places import SCHOOL_ADDRESS, landline
from attendance_site.demo_school.pupil_years import PupilYear
from attendance_site.demo_school.school_years import SchoolYear, school_year
from attendance_site.demo_school.staff import email_of, known_staff
from attendance_site.demo_school.upns import ESTABLISHMENT, LA_CODE

NAME, URN = "Quillbrook Primary School", "990412"
AM_OPENS, PM_OPENS = time(8, 50), time(13, 30)
NEXT_YEAR_IS_KNOWN_FROM = 4  # April: schools publish the next year's terms in good time.
FLAGS = (
    "fsm",
    "pupil_premium",
    "eal",
    "looked_after",
    "child_protection",
    "child_in_need",
    "social_worker",
    "youth_justice",
    "young_carer",
    "service_child",
    "mobile_child",
    "medical_need",
    "long_term_illness",
)
ADDRESS = ("address1", "address2", "address3", "address4", "postcode")
LETTER = {True: "Y", False: "N"}
Row = Sequence[object]


def write_folder(school: DemoSchool, folder: Path) -> None:
    """Write school, calendar, staff, pupils, parents and marks into the folder, which may exist."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "school.csv", [_school()])
    _write(folder / "calendar.csv", _calendar(school))
    _write(folder / "staff.csv", _staff(school))
    _write(folder / "pupils.csv", _pupils(school.families))
    _write(folder / "parents.csv", _parents(school.families))
    header = ("upn", "date", "session", "code", "minutes_late", "arrived_at", "comment")
    with (folder / "marks.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(_marks(school.last_marks, school.last_year, school.day))
        writer.writerows(_marks(school.this_marks, school.this_year, school.day))


def _write(path: Path, rows: Iterable[dict[str, object]]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _address(lines: tuple[str, str, str]) -> dict[str, object]:
    street, town, postcode = lines
    return dict(zip(ADDRESS, (street, town, "", "", postcode), strict=True))


def _school() -> dict[str, object]:
    head = next(person for person in known_staff() if "headteacher" in person.roles)
    return {
        "name": NAME,
        "urn": URN,
        "la_code": LA_CODE,
        "establishment": ESTABLISHMENT,
        "phase": "primary",
        **_address(SCHOOL_ADDRESS),
        "phone": landline(0),
        "email": f"office@{email_of(head).partition('@')[2]}",
        "headteacher": f"{head.title} {head.name}",
        "am_opens": "08:50",
        "am_closes": "09:20",
        "pm_opens": "13:30",
        "pm_closes": "13:45",
        "session_ends_am": "12:15",
        "session_ends_pm": "15:20",
        "first_contact_by": "10:00",
    }


def _calendar(school: DemoSchool) -> Iterator[dict[str, object]]:
    rows = [*school.last_year.rows, *school.this_year.rows]
    if NEXT_YEAR_IS_KNOWN_FROM <= school.day.month < 9:
        rows += school_year(school.this_year.starting + 1).rows
    for row in sorted(rows):
        yield row._asdict()


def _staff(school: DemoSchool) -> Iterator[dict[str, object]]:
    for person in school.staff:
        yield {
            "email": email_of(person),
            "title": person.title,
            "forename": person.forename,
            "surname": person.surname,
            "job_title": person.job_title,
            "roles": ";".join(person.roles),
            "classes": ";".join(person.classes),
            "year_groups": ";".join(person.year_groups),
        }


def _pupils(families: Iterable[Family]) -> Iterator[dict[str, object]]:
    people = [(child, family) for family in families for child in family.children]
    for child, family in sorted(people, key=lambda pair: pair[0].upn):
        yield _pupil(child, family)


def _pupil(child: Child, family: Family) -> dict[str, object]:
    return {
        "upn": child.upn,
        "legal_surname": child.surname,
        "legal_forename": child.forename,
        "middle_names": child.middle_names,
        "preferred_surname": "",
        "preferred_forename": child.preferred_forename,
        "date_of_birth": child.born,
        "sex": child.sex,
        "year_group": child.year_group,
        "class": child.class_name,
        "start_date": child.start,
        "end_date": child.end or "",
        "leaving_ground": child.leaving_ground,
        "last_school": child.last_school,
        "next_school": child.next_school,
        **_address(family.address),
        "enrolment": child.enrolment,
        "ethnicity": child.ethnicity,
        "first_language": child.language,
        "sen": child.sen,
        **{flag: LETTER[flag in child.flags] for flag in FLAGS},
    }


def _parents(families: Iterable[Family]) -> Iterator[dict[str, object]]:
    for family in families:
        for child in family.children:
            for priority, contact in enumerate(family.contacts, 1):
                yield {"upn": child.upn, "priority": priority, **_contact(contact)}


def _contact(contact: Contact) -> dict[str, object]:
    return {
        "title": contact.title,
        "forename": contact.forename,
        "surname": contact.surname,
        "relationship": contact.relationship,
        "parental_responsibility": LETTER[contact.is_parent],
        "lives_with_pupil": LETTER[contact.lives_with],
        "is_parent": LETTER[contact.is_parent],
        "mobile": contact.mobile,
        "phone": contact.phone,
        "email": contact.email,
        **_address(contact.address),
        "language": contact.language,
        "may_contact": "Y",
        "may_text": LETTER[contact.may_text],
        "note": contact.note,
    }


def _marks(pupils: Iterable[PupilYear], year: SchoolYear, before: date) -> Iterator[Row]:
    sessions = [
        (str(session.day), session.half, AM_OPENS if session.half == "AM" else PM_OPENS)
        for session in year.sessions
        if session.day < before
    ]
    for pupil in pupils:
        upn, minutes, comments = pupil.child.upn, pupil.minutes, pupil.comments
        for number, ((day, half, opens), code) in enumerate(
            zip(sessions, pupil.codes, strict=False)
        ):
            if not code:
                continue
            late = minutes.get(number)
            arrived = "" if late is None else _later(opens, late)
            yield upn, day, half, code, late, arrived, comments.get(number, "")


def _later(opens: time, minutes: int) -> str:
    whole = timedelta(hours=opens.hour, minutes=opens.minute + minutes)
    hours, rest = divmod(int(whole.total_seconds()) // 60, 60)
    return f"{hours:02}:{rest:02}"
