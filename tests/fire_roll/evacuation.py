"""A class that is called at the assembly point: who came, who left, and who was ticked."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from registers.actions.close_fire_roll import close_fire_roll
from registers.actions.save_ticks import Tick, save_ticks
from registers.models import Arrival, Departure, FireRoll, FireTick
from registers.queries.fire_roll import FireRollPage, fire_roll
from registers.queries.presence import Presence, on_site_facts
from schools.models import Pupil, User
from tests.factories.mornings import ArrivalFactory, DepartureFactory
from tests.registers.classroom import Classroom


def at_time(clock_time: str) -> time:
    hours, _, minutes = clock_time.partition(":")
    return time(int(hours), int(minutes))


class Evacuation(Classroom):
    """A classroom, and what the fire roll says and does."""

    def presence(self, at: str) -> Presence:
        return on_site_facts(school_id=self.school.pk, day=self.day, at=self.at(at))

    def state(self, pupil: Pupil, at: str) -> tuple[str, str]:
        """Where the pupil is, and the words beside the name."""
        found = self.presence(at).pupils[pupil.pk]
        return found.state, found.note

    def arrives(self, pupil: Pupil, at: str, **facts: Any) -> Arrival:
        facts = {"half": "AM", "outcome": "L", **facts}
        made: Arrival = ArrivalFactory(pupil=pupil, day=self.day, arrived_at=at_time(at), **facts)
        return made

    def leaves(self, pupil: Pupil, at: str, *, back: str = "", **facts: Any) -> Departure:
        if back:
            office = self.person("office")
            facts |= {
                "returned_at": at_time(back),
                "return_recorded_by": office,
                "return_recorded_at": self.at(back),
            }
        made: Departure = DepartureFactory(
            pupil=pupil, day=self.day, left_at=at_time(at), expected_back=None, **facts
        )
        return made

    def page(self, at: str = "10:42", *, by: User | None = None) -> FireRollPage:  # type: ignore[override]
        return fire_roll(by=by or self.teacher, at=self.at(at))

    def tick(
        self,
        *pupils: Pupil,
        at: str = "10:40",
        found: bool = True,
        by: User | None = None,
        roll: FireRoll | int | None = None,
        before: int | None = None,
        client_id: UUID | None = None,
        waited: timedelta = timedelta(0),
        moment: datetime | None = None,
    ) -> FireRoll:
        """Save ticks as a page sends them that was opened just now."""
        seen = self.page(at, by=by)
        known = seen.roll.pk if seen.roll else 0
        return save_ticks(
            by=by or self.teacher,
            ticks=[Tick(pupil.pk, found, client_id or uuid4(), waited) for pupil in pupils],
            roll_id=known if roll is None else getattr(roll, "pk", roll),
            before=seen.before if before is None else before,
            at=moment or self.at(at),
        )

    def close(
        self,
        roll: FireRoll,
        *,
        at: str = "10:50",
        by: User | None = None,
        words: str = "",
        seen: list[Pupil] | None = None,
    ) -> FireRoll:
        """Close the roll, having seen everybody who is still to find."""
        left = [line.pupil_id for line in self.page(at, by=by).left]
        return close_fire_roll(
            by=by or self.teacher,
            roll_id=roll.pk,
            seen=left if seen is None else [pupil.pk for pupil in seen],
            words=words,
            at=self.at(at),
        )

    def rows(self) -> tuple[int, int]:
        """How many rolls and ticks the school has."""
        here = {"school": self.school}
        return FireRoll.objects.filter(**here).count(), FireTick.objects.filter(**here).count()
