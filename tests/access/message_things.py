"""A message about the world's pupil, and a trip on which the pupil goes."""

from typing import Any

from tests.access.world import World
from tests.factories.mornings import ActivityFactory, MessageFactory, MessagePupilFactory
from tests.factories.registers import PlanFactory


def a_message(world: World) -> dict[str, Any]:
    made = MessageFactory(
        recorded_by=world.anybody, first_day=world.day, last_day=world.day, expected_back=world.day
    )
    MessagePupilFactory(message=made, pupil=world.pupil)
    PlanFactory(pupil=world.pupil, message=made, start=world.day)
    return {"message_id": made.pk}


def a_message_that_waits(world: World) -> dict[str, Any]:
    made = MessageFactory(
        recorded_by=world.anybody,
        channel="transport",
        from_whom="The taxi driver",
        first_day=world.day,
        last_day=world.day,
        code="",
        confirmed_by=None,
        confirmed_at=None,
    )
    MessagePupilFactory(message=made, pupil=world.pupil)
    return {"message_id": made.pk}


def a_trip(world: World) -> dict[str, Any]:
    made = ActivityFactory(recorded_by=world.anybody, first_day=world.day, last_day=world.day)
    PlanFactory(pupil=world.pupil, activity=made, code="V", start=world.day)
    return {"activity_id": made.pk}
