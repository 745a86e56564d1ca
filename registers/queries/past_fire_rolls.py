"""The fire rolls that are over: how long each took, and who was found."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from registers.models import FireRoll, FireTick
from schools.models import ClassMembership, Pupil
from toolkit import clock

MOST = 50  # The newest.


@dataclass
class PastRoll:
    """A closed roll. people: how many ticked. lasted: from the first tick to the closing."""

    roll: FireRoll
    found: int = 0
    not_found: list[int] = field(default_factory=list)  # Keys of pupils.
    people: int = 0

    @property
    def lasted(self) -> timedelta:
        return (self.roll.closed_at or self.roll.opened_at) - self.roll.opened_at


@dataclass(frozen=True)
class Missed:
    """A pupil who was still to find at the closing, with the class they were in that day."""

    pupil: Pupil
    class_name: str


def past_fire_rolls(*, school_id: int) -> list[PastRoll]:
    """The latest closed rolls, the newest first; two queries."""
    rolls = FireRoll.objects.filter(school_id=school_id, closed_at__isnull=False)
    rolls = rolls.select_related("opened_by", "closed_by").order_by("-opened_at", "-pk")
    return _counted(school_id, list(rolls[:MOST]))


def past_fire_roll(*, school_id: int, roll_id: int) -> PastRoll | None:
    """One closed roll of the school, or None; two queries."""
    rolls = FireRoll.objects.filter(school_id=school_id, closed_at__isnull=False, pk=roll_id)
    counted = _counted(school_id, list(rolls.select_related("opened_by", "closed_by")))
    return counted[0] if counted else None


def missed(*, school_id: int, past: PastRoll) -> list[Missed]:
    """Who was still to find when the roll was closed, by class and name; two queries."""
    day = clock.local(past.roll.opened_at).date()
    members = ClassMembership.objects.on_the_roll(school_id=school_id, day=day)
    named = members.filter(pupil_id__in=past.not_found, school_class__isnull=False)
    classes = dict(named.values_list("pupil_id", "school_class__name"))
    pupils = Pupil.objects.filter(school_id=school_id, pk__in=past.not_found).order_by("sort_key")
    found = [Missed(pupil, classes.get(pupil.pk, "")) for pupil in pupils]
    return sorted(found, key=lambda one: one.class_name)


def _counted(school_id: int, rolls: Collection[FireRoll]) -> list[PastRoll]:
    """Each with its ticks counted: the latest of a pupil decides, the closing says who is left."""
    known = {roll.pk: PastRoll(roll) for roll in rolls}
    ticks = FireTick.objects.filter(school_id=school_id, roll_id__in=known)
    people: dict[int, set[int]] = {key: set() for key in known}
    latest: dict[tuple[int, int], bool] = {}
    rows = ticks.order_by("ticked_at", "pk").values_list(
        "roll_id", "pupil_id", "found", "ticked_at", "ticked_by_id"
    )
    for roll_id, pupil_id, found, ticked_at, by_id in rows:
        past = known[roll_id]
        if not found and ticked_at == past.roll.closed_at:
            past.not_found.append(pupil_id)
        else:
            people[roll_id].add(by_id)
        latest[roll_id, pupil_id] = found
    for (roll_id, _pupil_id), found in latest.items():
        known[roll_id].found += found
    for key, past in known.items():
        past.people = len(people[key])
    return list(known.values())
