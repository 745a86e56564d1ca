"""Write Y4 for a whole school that closed without warning, and put back what it replaced."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from registers.author import Author
from registers.in_bulk import add_registers, close_marks, enter, new_mark
from registers.models import Mark, Register
from registers.queries.session_facts import session_facts
from rules.sessions import Session
from schools.models import ClassMembership
from toolkit import clock

CODE = "Y4"
MAY_REPLACE = frozenset({"/", "\\", "L", "N", "O", "U"})  # Never D, K, B, V, P, W, nor a reason.


@dataclass
class SessionMarks:
    """One session of the whole school. unmarked: class by pupil. stays: what Y4 never replaces."""

    unmarked: dict[int, int] = field(default_factory=dict)
    replaced: list[Mark] = field(default_factory=list)
    stays: list[Mark] = field(default_factory=list)


@dataclass
class GoingBack:
    """What reopening does to each Y4: cleared, put back as it was, or left for a person."""

    cleared: list[Mark] = field(default_factory=list)
    put_back: list[tuple[Mark, Mark]] = field(default_factory=list)  # The Y4, and what it replaced.
    left: list[Mark] = field(default_factory=list)


def opened(*, school_id: int, slots: Iterable[Session], at: datetime) -> list[Session]:
    """The sessions whose register has opened by that moment; they must exist."""
    today = clock.local(at).date()
    return [
        slot
        for slot in slots
        if slot.day < today
        or (
            slot.day == today
            and session_facts(school_id=school_id, day=slot.day, half=slot.half).has_opened(at)
        )
    ]


def session_marks(*, school_id: int, day: date, half: str) -> SessionMarks:
    """What Y4 would fill, replace and leave in one session. Two queries."""
    found = SessionMarks(unmarked=_classes_by_pupil(school_id, day))
    marks = (
        Mark.objects.in_force()
        .filter(school_id=school_id, day=day, half=half)
        .select_related("register")
        .order_by("pk")
    )
    for mark in marks:
        found.unmarked.pop(mark.pupil_id, None)
        if mark.code in MAY_REPLACE:
            found.replaced.append(mark)
        elif mark.code != CODE:
            found.stays.append(mark)
    return found


def write_y4(
    *,
    school_id: int,
    slot: Session,
    author: Author,
    at: datetime,
    source: str,
    reason: str,
    may_replace: bool = True,
) -> Counter[str]:
    """Enter Y4 for everybody on the roll; how many were filled, replaced and stay.

    Every replaced entry is amended, with the reason, also where its register is not taken yet.
    Needs a transaction; the number of queries does not grow with the pupils.
    Source: SI 2024/208, regulation 10, code Y4; what it may replace is a product rule.
    """
    classes = set(_classes_by_pupil(school_id, slot.day).values())
    add_registers(school_id, [(one, str(slot.day), slot.half) for one in sorted(classes)])
    registers = {
        register.school_class_id: register
        for register in Register.objects.select_for_update()
        .filter(school_id=school_id, day=slot.day, half=slot.half)
        .order_by("pk")
    }
    marks = session_marks(school_id=school_id, day=slot.day, half=slot.half)
    replaced = marks.replaced if may_replace else []
    new = [
        new_mark(registers[class_id], pupil_id, CODE, author=author, at=at, source=source)
        for pupil_id, class_id in marks.unmarked.items()
    ]
    new += [
        new_mark(
            old.register, old.pupil_id, CODE, author=author, at=at, source=source, reason=reason
        )
        for old in replaced
    ]
    close_marks(replaced, author=author, at=at)
    enter(new)
    return Counter(filled=len(marks.unmarked), replaced=len(replaced), stays=len(marks.stays))


def going_back(*, school_id: int, slots: Sequence[Session]) -> GoingBack:
    """What stands behind each Y4 of these sessions."""
    found = GoingBack()
    wanted = set(slots)
    entries: dict[tuple[date, str, int], list[Mark]] = {}
    rows = Mark.objects.filter(school_id=school_id, day__in={slot.day for slot in slots})
    for mark in rows.select_related("register").order_by("pk"):
        if (mark.day, mark.half) in wanted:
            entries.setdefault((mark.day, mark.half, mark.pupil_id), []).append(mark)
    for history in entries.values():
        *earlier, now = history
        if now.code != CODE or now.closed_at is not None:
            continue
        old = next((one for one in reversed(earlier) if one.closed_at == now.entered_at), None)
        if old is not None and old.code in MAY_REPLACE:
            found.put_back.append((now, old))
        elif now.register.is_taken() or now.source == Mark.Source.IMPORT:
            found.left.append(now)
        else:
            found.cleared.append(now)
    return found


def go_back(
    *, school_id: int, slots: Sequence[Session], author: Author, at: datetime, reason: str
) -> GoingBack:
    """Clear each Y4, or put back what it replaced; needs a transaction.

    What is put back is an amendment. A Y4 that a taken register had as its first entry stays: a
    person corrects it.
    """
    days = {slot.day for slot in slots}
    locked = Register.objects.select_for_update().filter(school_id=school_id, day__in=days)
    list(locked.order_by("pk").values_list("pk", flat=True))
    found = going_back(school_id=school_id, slots=slots)
    close_marks([*found.cleared, *(now for now, _ in found.put_back)], author=author, at=at)
    enter(
        [
            new_mark(
                now.register,
                old.pupil_id,
                old.code,
                author=author,
                at=at,
                source=Mark.Source.OFFICE,
                reason=reason,
                like=old,
            )
            for now, old in found.put_back
        ]
    )
    return found


def _classes_by_pupil(school_id: int, day: date) -> dict[int, int]:
    rows = ClassMembership.objects.on_the_roll(school_id=school_id, day=day)
    rows = rows.exclude(school_class=None)
    return dict(rows.values_list("pupil_id", "school_class_id"))
