"""Name the people who work at the demo school; those of the smallest school are always the same."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random

from attendance_site.demo_school import names
from attendance_site.demo_school.people import StaffMember

STAFF = Path(__file__).parent / "data" / "staff.csv"
DOMAIN = "quillbrook.example"
TEACHER = "class_teacher"


@cache
def known_staff() -> tuple[StaffMember, ...]:
    """The people of staff.csv, in its order: for every role at least one."""
    with STAFF.open(encoding="utf-8", newline="") as file:
        return tuple(
            StaffMember(
                title=row["title"],
                forename=row["forename"],
                surname=row["surname"],
                job_title=row["job_title"],
                roles=tuple(row["roles"].split(";")),
                classes=tuple(filter(None, row["class"].split(";"))),
                year_groups=tuple(filter(None, row["year_groups"].split(";"))),
            )
            for row in csv.DictReader(file)
        )


def draw_staff(classes: Iterable[str], rng: Random) -> list[StaffMember]:
    """Everybody but the teachers of classes that this school has not, and one for each further."""
    to_teach = list(dict.fromkeys(classes))
    staff = [one for one in known_staff() if not one.classes or set(one.classes) & set(to_teach)]
    taught = {name for one in staff for name in one.classes}
    taken = {one.surname for one in staff}
    for class_name in to_teach:
        if class_name not in taught:
            teacher = _teacher(class_name, taken, rng)
            taken.add(teacher.surname)
            staff.append(teacher)
    return staff


def _teacher(class_name: str, taken: set[str], rng: Random) -> StaffMember:
    sex = rng.choices("FM", (85, 15))[0]
    background = names.draw_background(rng)
    return StaffMember(
        title="Mr" if sex == "M" else rng.choice(("Mrs", "Ms", "Miss")),
        forename=names.grown_up_forename(background, sex, rng),
        surname=names.draw_surname(background, rng, taken),
        job_title="Class teacher",
        roles=(TEACHER,),
        classes=(class_name,),
    )


def email_of(person: StaffMember) -> str:
    """The person's address at the school; the domain is one kept for examples."""
    return f"{names.plain(person.forename)[0]}.{names.plain(person.surname)}@{DOMAIN}"
