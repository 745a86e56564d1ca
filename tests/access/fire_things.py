"""A fire roll that is over, for the address that shows it."""

from datetime import timedelta
from typing import Any

from tests.access.world import NOW, World
from tests.factories.mornings import FireRollFactory


def a_closed_roll(world: World) -> dict[str, Any]:
    made = FireRollFactory(
        opened_by=world.anybody,
        opened_at=NOW - timedelta(minutes=9),
        closed_by=world.anybody,
        closed_at=NOW,
    )
    return {"roll_id": made.pk}
