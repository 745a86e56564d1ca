"""Open the fire roll of 420 pupils, tick on it and refresh it; psycopg alone asks for the pupils.

Run as `python -m bench.fire_roll`; it takes under a minute.
"""

import uuid
from collections.abc import Callable
from datetime import time

import psycopg

from bench.clients import Http, Slot, machine, run
from bench.ground import Ground, ground

CLASSES, PUPILS = 14, 30  # 420 in all, 240 of whom are there already.
EACH = {1: 40, 8: 15}
ASK = """
SELECT pupil.id, pupil.legal_surname, pupil.legal_forename, class.name, member.year_group,
    mark.code, arrival.arrived_at, departure.left_at, departure.returned_at
FROM schools_classmembership member
JOIN schools_pupil pupil ON pupil.id = member.pupil_id
LEFT JOIN schools_schoolclass class ON class.id = member.school_class_id
LEFT JOIN registers_mark mark ON mark.school_id = member.school_id
    AND mark.pupil_id = pupil.id AND mark.day = current_date AND mark.closed_at IS NULL
LEFT JOIN registers_arrival arrival ON arrival.school_id = member.school_id
    AND arrival.pupil_id = pupil.id AND arrival.day = current_date
    AND arrival.withdrawn_at IS NULL
LEFT JOIN registers_departure departure ON departure.school_id = member.school_id
    AND departure.pupil_id = pupil.id AND departure.day = current_date
    AND departure.withdrawn_at IS NULL
WHERE member.school_id = %s AND member.start <= current_date
    AND (member."end" IS NULL OR member."end" >= current_date)
ORDER BY pupil.sort_key
"""


def fill(here: Ground) -> list[int]:
    """Let the school meet at this hour, with 14 classes that are marked; keys of the pupils."""
    from registers.models import Mark
    from schools.models import SchoolClass, SchoolSettings, Session, User
    from tests.factories.people import ClassMembershipFactory, SchoolClassFactory
    from tests.factories.registers import RegisterFactory
    from toolkit import clock

    lead = User.objects.select_related("school").get(pk=here.user_id)
    SchoolSettings.objects.filter(school=lead.school).update(
        am_opens=time(0, 0), am_closes=time(0, 20)
    )
    day, at = clock.today(), clock.now()
    Session.objects.get_or_create(school=lead.school, day=day, half="AM")
    for school_class in SchoolClassFactory.create_batch(CLASSES - 8, school=lead.school):
        ClassMembershipFactory.create_batch(PUPILS, school_class=school_class)
    pupils: list[int] = []
    for school_class in SchoolClass.objects.filter(school=lead.school):
        register = RegisterFactory(school_class=school_class, day=day)
        members = list(school_class.memberships.values_list("pupil_id", flat=True))
        Mark.objects.bulk_create(
            Mark(
                school=lead.school, register=register, pupil_id=pupil_id, day=day, half="AM",
                code="/", entered_by=lead, entered_role="attendance_lead", entered_at=at,
                source="register",
            )
            for pupil_id in members
        )  # fmt: skip
        pupils += members
    return pupils


def open_page(ground: Ground) -> Callable[[Slot], None]:
    http = Http(ground)
    return lambda slot: check(http.get("/fire-roll/").count(b"checkbox"))


def refresh(ground: Ground) -> Callable[[Slot], None]:
    http = Http(ground)

    def look(slot: Slot) -> None:
        http.get("/fire-roll/ticks/")

    return look


def tick(ground: Ground) -> Callable[[Slot], None]:
    """Tick one pupil in a request, as a tap does."""
    http = Http(ground)
    roll = [0, 0]

    def send(slot: Slot) -> None:
        one = {"pupil": slot[0], "found": True, "client_id": str(uuid.uuid4()), "waited": 0}
        answer = http.post(
            "/fire-roll/ticks/", {"ticks": [one], "roll": roll[0], "before": roll[1]}
        )
        roll[:] = [int(str(answer["roll"])), int(str(answer["before"]))]

    return send


def ask_alone(ground: Ground) -> Callable[[Slot], None]:
    """Ask for the pupils with their marks, arrivals and departures in one prepared query."""
    line = psycopg.connect(ground.dsn, autocommit=True)
    return lambda slot: check(len(line.execute(ASK, [ground.school_id], prepare=True).fetchall()))


def check(number: int) -> None:
    if number < CLASSES * PUPILS:
        raise RuntimeError(f"Only {number} of {CLASSES * PUPILS} pupils were there.")


def main() -> None:
    print(machine())
    with ground() as here:
        pupils = fill(here)

        def work(clients: int, each: int) -> list[list[Slot]]:
            chosen = iter(pupils)
            return [[(next(chosen), "", "") for _ in range(each)] for _ in range(clients)]

        run(here, open_page, work(8, 4))  # Warm.
        run(here, tick, work(1, 1))  # Begins the roll.
        for clients, each in EACH.items():
            slots = work(clients, each)
            page, alone = run(here, open_page, slots), run(here, ask_alone, slots)
            print(f"{clients} client(s), {clients * each} pages of {len(pupils)} pupils")
            print(f"  page          {page}")
            print(f"  refresh       {run(here, refresh, slots)}")
            print(f"  tick          {run(here, tick, slots)}")
            print(f"  psycopg       {alone}")
            print(f"  a page takes {page.median() / alone.median():.0f} times as long as the query")


if __name__ == "__main__":
    main()
