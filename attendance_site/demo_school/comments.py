"""Add the short notes that an office writes beside some marks."""

from collections.abc import Sequence
from random import Random

from attendance_site.demo_school.pupil_years import PupilYear

HOW_OFTEN = 0.3  # Of absences, counted by run.
NOTES = {
    "I": (
        "Sick in the night",
        "Temperature",
        "Tummy bug",
        "Bad cold",
        "Chickenpox",
        "Headache",
        "Ear infection",
        "Mum rang",
        "Dad rang",
        "Asthma",
    ),
    "M": ("Dentist", "Hospital", "Doctor", "Optician", "Orthodontist"),
    "G": ("Told by a brother or sister", "Request refused", "Away abroad"),
    "C": ("Funeral", "Wedding of an aunt", "Family ceremony"),
    "O": ("No reason given", "Shopping", "Birthday", "Parent unwell", "Overslept"),
    "U": ("Overslept", "Car trouble", "Traffic", "Missed the bus"),
    "L": ("Traffic", "Bus late", "Overslept"),
    "R": ("Eid",),
    "E": ("Suspended",),
    "C1": ("Rehearsal, licence seen",),
    "J1": ("Visit to a secondary school",),
    "C2": ("Part-time timetable",),
    "T": ("Family travelling for work",),
}
ALWAYS = frozenset({"R", "E", "C1", "J1", "C2", "T"})


def comment(pupils: Sequence[PupilYear], rng: Random) -> None:
    """One note for each run of a code that gets one."""
    for pupil in pupils:
        before, note = "", ""
        for session, code in enumerate(pupil.codes):
            if code != before:
                wanted = code in NOTES and (code in ALWAYS or rng.random() < HOW_OFTEN)
                note = rng.choice(NOTES[code]) if wanted else ""
            if note:
                pupil.comments[session] = note
            before = code
