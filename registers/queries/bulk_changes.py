"""What was entered for many pupils at once, and what taking it back would do."""

from dataclasses import dataclass, field
from datetime import date

from registers.models import BulkChange, Mark, Plan
from rules.sessions import Session as Half
from schools.models import Session
from toolkit import clock

MOST_LISTED = 100


@dataclass
class Undoing:
    """Of each mark of the act: cleared, put back as it was, changed since, or left for a person.

    put_back: the mark, and what it had replaced. plans: known absences that would be withdrawn.
    """

    cleared: list[Mark] = field(default_factory=list)
    put_back: list[tuple[Mark, Mark]] = field(default_factory=list)
    changed: list[Mark] = field(default_factory=list)
    left: list[Mark] = field(default_factory=list)
    plans: int = 0


def bulk_changes(*, school_id: int) -> list[BulkChange]:
    """The latest acts of the school, the newest first. One query."""
    rows = BulkChange.objects.filter(school_id=school_id).select_related("made_by", "undone_by")
    return list(rows.order_by("-made_at", "-pk")[:MOST_LISTED])


def can_be_undone(change: BulkChange, *, on: date) -> bool:
    """Whether it stands and was made on that day."""
    return change.undone_at is None and clock.local(change.made_at).date() == on


def undoing(change: BulkChange) -> Undoing:
    """What taking it back does. Four queries.

    What a taken register has as its first entry stays for a person to correct, and so does what
    stands in a session that was closed meanwhile.
    """
    rows = change.marks.select_related("register__school_class", "pupil")
    marks = list(rows.order_by("day", "half", "pupil__sort_key", "pk"))
    replaced = {
        (old.pupil_id, old.day, old.half): old
        for old in Mark.objects.between(change.first_day, change.last_day).filter(
            school_id=change.school_id,
            pupil_id__in={mark.pupil_id for mark in marks},
            closed_at=change.made_at,
            closed_by_id=change.made_by_id,
        )
    }
    closed = _closed(change)
    standing = Plan.objects.standing().filter(bulk_change=change)
    found = Undoing(plans=standing.values("pupil_id").distinct().count())
    for mark in marks:
        old = replaced.get((mark.pupil_id, mark.day, mark.half))
        if mark.closed_at is not None:
            found.changed.append(mark)
        elif Half(mark.day, mark.half) in closed:
            found.left.append(mark)
        elif old is not None and mark.amendment:
            found.put_back.append((mark, old))
        elif mark.register.is_taken():
            found.left.append(mark)
        else:
            found.cleared.append(mark)
    return found


def _closed(change: BulkChange) -> set[Half]:
    """The sessions of its days that are closed without warning."""
    rows = Session.objects.between(change.first_day, change.last_day).exclude(closure="")
    rows = rows.filter(school_id=change.school_id)
    return {Half(*one) for one in rows.values_list("day", "half")}


def of_school(*, school_id: int, change_id: int) -> BulkChange | None:
    """The act, where it is of this school."""
    rows = BulkChange.objects.filter(school_id=school_id, pk=change_id)
    return rows.select_related("made_by", "undone_by").first()
