"""The timetables, suspensions and removals that the addresses of the roll name."""

from typing import Any

from schools.models import Enrolment
from tests.access.world import World
from tests.factories.roll import (
    RemovalFactory,
    SuspensionFactory,
    TimetableFactory,
    TimetableReviewFactory,
)


def a_timetable(world: World) -> dict[str, Any]:
    return {"pupil_id": world.pupil.pk, "timetable_id": TimetableFactory(pupil=world.pupil).pk}


def a_review(world: World) -> dict[str, Any]:
    review = TimetableReviewFactory(timetable=TimetableFactory(pupil=world.pupil))
    return {
        "pupil_id": world.pupil.pk,
        "timetable_id": review.timetable_id,
        "review_id": review.pk,
    }


def a_suspension(world: World) -> dict[str, Any]:
    return {"pupil_id": world.pupil.pk, "suspension_id": SuspensionFactory(pupil=world.pupil).pk}


def a_removal(world: World) -> dict[str, Any]:
    stay = Enrolment.objects.get(pupil=world.pupil)
    removal = RemovalFactory(enrolment=stay, last_day=world.day)
    return {"pupil_id": world.pupil.pk, "removal_id": removal.pk}
