"""The thing in an address: each makes one at the world's school and says its keywords."""

from datetime import date, timedelta
from typing import Any

from tests.access.world import World
from tests.factories.flags import LookAlikeFactory, PupilFlagFactory
from tests.factories.keeping import KeptCopyFactory
from tests.factories.loads import FolderLoadFactory
from tests.factories.mornings import ArrivalFactory, BulkChangeFactory, DepartureFactory
from tests.factories.people import ClassTeacherFactory, ParentFactory, PupilParentFactory
from tests.factories.settings import CalendarPeriodFactory, LetterheadFactory
from tests.factories.staff import DelegationFactory


def a_session(world: World) -> dict[str, Any]:
    return {"class_id": world.school_class.pk, "day": world.day, "half": "AM"}


def a_pupil_in_it(world: World) -> dict[str, Any]:
    return {**a_session(world), "pupil_id": world.pupil.pk}


def a_pupil(world: World) -> dict[str, Any]:
    return {"pupil_id": world.pupil.pk}


def a_class(world: World) -> dict[str, Any]:
    return {"class_id": world.school_class.pk}


def one_mark(world: World) -> dict[str, Any]:
    return {"changes": [{"pupil": world.pupil.pk, "code": "/"}]}


def a_step(world: World) -> dict[str, Any]:
    return {"to": "9-21"}


def a_spent_link(world: World) -> dict[str, Any]:
    return {"kind": "reset", "person_id": world.anybody.pk, "token": "abc-def"}


def a_colleague(world: World) -> dict[str, Any]:
    return {"person_id": world.anybody.pk}


def a_class_of_a_colleague(world: World) -> dict[str, Any]:
    teaching = ClassTeacherFactory(school_class=world.school_class, user=world.anybody)
    return {"person_id": world.anybody.pk, "teaching_id": teaching.pk}


def some_cover(world: World) -> dict[str, Any]:
    cover = ClassTeacherFactory(
        school_class=world.school_class,
        user=world.anybody,
        start=world.day,
        end=world.day,
        is_cover=True,
    )
    return {"cover_id": cover.pk}


def a_delegation(world: World) -> dict[str, Any]:
    return {"delegation_id": DelegationFactory(user=world.anybody).pk}


def a_load(world: World) -> dict[str, Any]:
    return {"load_id": FolderLoadFactory(school=world.school).pk}


def a_kept_copy(world: World) -> dict[str, Any]:
    return {"copy_id": KeptCopyFactory(school=world.school).pk}


def a_contact(world: World) -> dict[str, Any]:
    link = PupilParentFactory(pupil=world.pupil)
    return {"pupil_id": world.pupil.pk, "link_id": link.pk}


def a_flag(world: World) -> dict[str, Any]:
    return {"pupil_id": world.pupil.pk, "flag_id": PupilFlagFactory(pupil=world.pupil).pk}


def a_pair(world: World) -> dict[str, Any]:
    one, other = ParentFactory.create_batch(2, school=world.school)
    return {"one_id": one.pk, "other_id": other.pk}


def a_decision(world: World) -> dict[str, Any]:
    return {"decision_id": LookAlikeFactory(kept__school=world.school).pk}


def a_term(world: World) -> dict[str, Any]:
    return {"period_id": CalendarPeriodFactory(school=world.school).pk}


def an_inset_day(world: World) -> dict[str, Any]:
    day = world.day + timedelta(days=1)
    made = CalendarPeriodFactory(school=world.school, kind="inset", start=day, end=day)
    return {"period_id": made.pk}


def a_closure(world: World) -> dict[str, Any]:
    made = CalendarPeriodFactory(school=world.school, closed=world.day)
    return {"period_id": made.pk}


def a_letterhead(world: World) -> dict[str, Any]:
    return {"letterhead_id": LetterheadFactory(school=world.school).pk}


def a_planned_change(world: World) -> dict[str, Any]:
    made = LetterheadFactory(school=world.school, valid_from=date(2100, 1, 1))
    return {"slug": "letterhead", "row_id": made.pk}


def an_arrival(world: World) -> dict[str, Any]:
    return {"arrival_id": ArrivalFactory(pupil=world.pupil).pk}


def a_departure(world: World) -> dict[str, Any]:
    return {"departure_id": DepartureFactory(pupil=world.pupil).pk}


def a_bulk_change(world: World) -> dict[str, Any]:
    return {"change_id": BulkChangeFactory(made_by__school=world.school).pk}
