"""Put right from when a pupil is on the roll, and the schools before and after."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from audit.actions.record import record
from schools.changes import ChangedMeanwhile, Difference, in_words, note_changes
from schools.enrolling import check_start, require_begun, require_return
from schools.models import ClassMembership, Enrolment, Pupil, User
from schools.permissions import require
from schools.refusals import Refused
from schools.words import span
from toolkit import clock
from toolkit.days import full_day

LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class StayFacts:
    """What the admission register says of one time on the roll, beside its end and its classes.

    next_school: the new or second school of which the school was told, with the first day there.
    """

    start: date
    last_school: str = ""
    next_school: str = ""
    next_school_from: date | None = None


@transaction.atomic
def correct_stay(
    *, by: User, pupil_id: int, wanted: StayFacts, seen: int, at: datetime
) -> Enrolment:
    """The pupil's latest time on the roll with these facts; the first class begins with it.

    Once the starting day has come it can only be an earlier one. seen: the version of the pupil
    that the person had before them. Raises NotPermitted, ChangedMeanwhile, Refused, and
    Pupil.DoesNotExist for a pupil of no or another school.
    Source: SI 2024/208, regulation 8; that no name goes for a day that is past, regulation 9.
    """
    require(by, "edit_people")
    pupil = Pupil.objects.select_for_update().get(school_id=by.school_id, pk=pupil_id)
    today = clock.local(at).date()
    stay = latest_stay(pupil, today=today)
    after = {name: _tidy(value) for name, value in vars(wanted).items()}
    before: dict[str, Any] = {name: getattr(stay, name) for name in after}
    if pupil.version != seen:
        raise ChangedMeanwhile(
            [
                Difference(_fact(name), in_words(before[name]), in_words(after[name]))
                for name in after
                if before[name] != after[name]
            ]
        )
    if before == after:
        return stay
    _refuse_schools(after)
    if wanted.start != stay.start:
        _refuse_start(stay, wanted.start, today=today)
        _move_start(stay, wanted.start)
    for name, value in after.items():
        setattr(stay, name, value)
    stay.save(update_fields=list(after))
    if wanted.start > before["start"]:
        require_return(stay, on=today)
    pupil.version += 1
    pupil.save(update_fields=["version"])
    changes = note_changes(
        school_id=by.school_id,
        pupil=pupil,
        before={_fact(name): value for name, value in before.items()},
        after={_fact(name): value for name, value in after.items()},
        by=by,
        at=at,
    )
    detail = {one.fact: {"before": one.before, "after": one.after} for one in changes}
    record(act="correct_stay", by=by, at=at, school_id=by.school_id, subject=pupil, detail=detail)
    return stay


def latest_stay(pupil: Pupil, *, today: date) -> Enrolment:
    """The pupil's latest time on the roll; raises Refused for none, and for one that is over."""
    stays = Enrolment.objects.filter(school_id=pupil.school_id, pupil=pupil)
    stay = stays.order_by("-start").first()
    if stay is None:
        raise Refused(f"{pupil.name} has never been on the roll.")
    if stay.end is not None and stay.end < today:
        raise Refused(
            f"{pupil.name} was on the roll {span(stay.start, stay.end)}. That stays as it was."
        )
    return stay


def _refuse_start(stay: Enrolment, start: date, *, today: date) -> None:
    check_start(born=stay.pupil.date_of_birth, start=start, on=today)
    if stay.start <= today and start > stay.start:
        raise Refused(
            f"The name stands on the register since {full_day(stay.start)}, and never goes for "
            "days that are past. The starting day can only be an earlier one now.",
            field="start",
        )
    if stay.end is not None and start > stay.end:
        raise Refused(f"The last day on the roll is {full_day(stay.end)}.", field="start")
    others = Enrolment.objects.filter(Q(end__isnull=True) | Q(end__gte=start))
    others = others.filter(school_id=stay.school_id, pupil_id=stay.pupil_id).exclude(pk=stay.pk)
    if other := others.first():
        raise Refused(
            f"{stay.pupil.name} is on the roll {span(other.start, other.end)}. A new starting day "
            "must lie after the last day of that.",
            field="start",
        )


def _move_start(stay: Enrolment, start: date) -> None:
    """Let the class of that day begin with it; classes that were over before it never began."""
    rows = ClassMembership.objects.filter(school_id=stay.school_id, enrolment=stay)
    rows.filter(end__lt=start).delete()
    first = rows.select_related("school_class").order_by("start").first()
    if first is None:
        return
    if first.school_class is not None:
        require_begun(first.school_class, start, field="start")
    first.start = start
    first.save(update_fields=["start"])


def _refuse_schools(facts: dict[str, object]) -> None:
    for name in ("last_school", "next_school"):
        if len(str(facts[name])) > LONGEST:
            raise Refused(f"Use at most {LONGEST} letters.", field=name)
    if facts["next_school_from"] is not None and not facts["next_school"]:
        raise Refused("Enter the name of the school as well.", field="next_school")


def _tidy(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _fact(name: str) -> str:
    """The name under which it stands in the history."""
    return "starting_day" if name == "start" else name
