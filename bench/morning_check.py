"""Hold the database against what the site told its clients after a morning."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from bench.morning_clients import Accepted
from bench.morning_schools import KNOWN_ABSENCE, Room

SHOWN = 10  # So many of a kind are said; the others are counted.


def faults(rooms: Sequence[Room], accepted: Sequence[Accepted], *, day: date) -> list[str]:
    """A sentence for whatever is missing, double or of nobody's asking; empty is as it should be.

    Every accepted mark is there once and in force, nothing else is but the known absences, each
    pupil has one mark, and each register is submitted once, by its teacher.
    """
    return [
        sentence
        for found in (_of_marks(rooms, accepted, day), _of_registers(rooms, accepted, day))
        for sentence in found
    ]


def _of_marks(rooms: Sequence[Room], accepted: Sequence[Accepted], day: date) -> Iterable[str]:
    from registers.models import Mark

    rows = Mark.objects.filter(
        school_id__in={room.school_id for room in rooms}, day=day, half="AM"
    ).values_list("register__school_class_id", "pupil_id", "code", "client_id", "closed_at")
    stored = Counter(tuple(row[:4]) for row in rows if row[4] is None)
    told = Counter(tuple(one) for one in accepted)
    told.update((room.class_id, room.away, KNOWN_ABSENCE, None) for room in rooms)
    closed = sum(row[4] is not None for row in rows)
    yield from _some("is missing", told - stored)
    yield from _some("was never confirmed, or is there twice", stored - told)
    if closed:
        yield f"{closed} marks were replaced, though nobody changed one."
    marked = Counter(row[1] for row in rows if row[4] is None)
    pupils = [pupil for room in rooms for pupil in (*room.here, room.away)]
    if marked != Counter(pupils):
        yield f"{len(marked)} of {len(pupils)} pupils have a mark."


def _of_registers(rooms: Sequence[Room], accepted: Sequence[Accepted], day: date) -> Iterable[str]:
    from audit.models import Act
    from registers.models import Register

    schools = {room.school_id for room in rooms}
    registers = Register.objects.filter(school_id__in=schools, day=day, half="AM")
    by = {key: (room, who) for key, room, who in registers.values_list(
        "pk", "school_class_id", "submitted_by_id")}  # fmt: skip
    submitted = Counter(by.values())
    wanted = Counter((room.class_id, room.teacher_id) for room in rooms)
    yield from _some("is not submitted by its teacher", wanted - submitted)
    yield from _some("was never asked for, or is there twice", submitted - wanted)
    acts = Act.objects.filter(
        school_id__in=schools, subject_kind="registers.Register", subject_id__in=by
    ).values_list("act", "subject_id", "detail")
    submits = Counter(by[key][0] for act, key, _ in acts if act == "submit_register")
    yield from _some("has not one entry for its submitting",
                     submits - Counter(room.class_id for room in rooms))  # fmt: skip
    marks: Counter[int] = Counter()
    for act, key, detail in acts:
        if act == "save_marks":
            marks[by[key][0]] += detail["marks"]
    if marks != Counter(one.class_id for one in accepted):
        yield "The audit trail tells of another number of marks than were accepted."


def _some(what: str, found: "Counter[object]") -> Iterable[str]:
    for one in list(found)[:SHOWN]:
        yield f"{one} {what}."
    if len(found) > SHOWN:
        yield f"… and {len(found) - SHOWN} more."
