"""Every address of the site: what it is for, and the thing in it.

Add a line for each new address. `capability` is a row of the table of roles, or several of which
one is enough; None is for everybody signed in; PUBLIC needs no sign-in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from attendance_site.waiting import WHOSE
from registers.calendar_lines import CALENDAR
from schools.views.settings import HOME
from tests.access.roll_things import a_removal, a_review, a_suspension, a_timetable
from tests.access.world import World
from tests.factories.flags import LookAlikeFactory, PupilFlagFactory
from tests.factories.keeping import KeptCopyFactory
from tests.factories.loads import FolderLoadFactory
from tests.factories.people import ClassTeacherFactory, ParentFactory, PupilParentFactory
from tests.factories.settings import CalendarPeriodFactory, LetterheadFactory
from tests.factories.staff import DelegationFactory

PUBLIC = "public"
Keywords = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Address:
    """How to ask for one address; `of` gives the keywords of a thing in its place."""

    capability: str | tuple[str, ...] | None
    of: Keywords | None = None
    method: str = "get"
    body: Keywords | None = None  # What is posted.
    as_json: bool = False
    status: int | None = None  # Where the address answers everybody with one status.


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


LOOK_UP = ("see_pupil_figures", "see_contacts", "edit_people")


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


ADDRESSES = {
    "home": Address(None),
    "today": Address(WHOSE),
    "today_count": Address(WHOSE),
    "health": Address(PUBLIC),
    "demo_clock": Address(PUBLIC, method="post", body=a_step, status=404),
    "accounts:account": Address(None),
    "accounts:change_password": Address(None),
    "accounts:stay": Address(None),
    "accounts:sign_in": Address(PUBLIC),
    "accounts:sign_out": Address(PUBLIC, method="post"),
    "accounts:forgotten_password": Address(PUBLIC),
    "accounts:choose_password": Address(PUBLIC, of=a_spent_link, status=410),
    "people:list": Address(LOOK_UP),
    "people:pupil": Address(LOOK_UP, of=a_pupil),
    "people:register": Address("see_contacts"),
    "people:admit": Address("edit_people"),
    "people:readmit": Address("edit_people", of=a_pupil),
    "people:edit": Address("edit_people", of=a_pupil),
    "people:change_class": Address("edit_people", of=a_pupil),
    "people:classes": Address("edit_people"),
    "people:rename_class": Address("edit_people", of=a_class),
    "people:history": Address("see_contacts", of=a_pupil),
    "people:return_made": Address("send_returns_and_reports", of=a_pupil),
    "people:trail": Address("access_trail"),
    "contacts:add": Address("edit_people", of=a_pupil),
    "contacts:edit_link": Address("edit_people", of=a_contact),
    "contacts:edit_parent": Address("edit_people", of=a_contact),
    "contacts:order": Address("edit_people", of=a_contact, method="post"),
    "contacts:end": Address("edit_people", of=a_contact),
    "contacts:take_up": Address("edit_people", of=a_contact, method="post"),
    "contacts:start_flag": Address("edit_people", of=a_pupil),
    "contacts:change_flag": Address("edit_people", of=a_flag),
    "contacts:end_flag": Address("edit_people", of=a_flag),
    "contacts:remove_flag": Address("edit_people", of=a_flag),
    "contacts:look_alikes": Address("edit_people"),
    "contacts:look_alike": Address("edit_people", of=a_pair),
    "contacts:undo_look_alike": Address("edit_people", of=a_decision, method="post"),
    "contacts:to_mend": Address("edit_people"),
    "registers:today": Address("mark_register"),
    "registers:mine": Address("mark_register"),
    "registers:register": Address("mark_register", of=a_session),
    "registers:marks": Address(
        "mark_register", of=a_session, method="post", body=one_mark, as_json=True
    ),
    "registers:submit": Address("mark_register", of=a_session, method="post"),
    "registers:mark": Address("mark_register", of=a_pupil_in_it),
    "roll:leave": Address("remove_from_roll", of=a_pupil),
    "roll:removal": Address("send_returns_and_reports", of=a_removal),
    "roll:take_back": Address("remove_from_roll", of=a_removal),
    "roll:part_time": Address("send_returns_and_reports", of=a_pupil),
    "roll:dual": Address("send_returns_and_reports", of=a_pupil),
    "roll:timetable": Address("send_returns_and_reports", of=a_timetable),
    "roll:end_timetable": Address("send_returns_and_reports", of=a_timetable),
    "roll:review": Address("send_returns_and_reports", of=a_review),
    "roll:suspend": Address("send_returns_and_reports", of=a_pupil),
    "roll:suspension": Address("send_returns_and_reports", of=a_suspension),
    "roll:change_suspension": Address("send_returns_and_reports", of=a_suspension),
    "roll:withdraw_suspension": Address("send_returns_and_reports", of=a_suspension),
    "staff:list": Address("set_cover"),
    "staff:cover": Address("set_cover"),
    "staff:take_back_cover": Address("set_cover", of=some_cover, method="post"),
    "staff:invite": Address("accounts"),
    "staff:person": Address("accounts", of=a_colleague),
    "staff:edit": Address("accounts", of=a_colleague),
    "staff:roles": Address("accounts", of=a_colleague),
    "staff:leaving": Address("accounts", of=a_colleague),
    "staff:classes": Address("accounts", of=a_colleague),
    "staff:end_class": Address("accounts", of=a_class_of_a_colleague),
    "staff:link": Address("accounts", of=a_colleague, method="post"),
    "staff:close": Address("accounts", of=a_colleague),
    "staff:reopen": Address("accounts", of=a_colleague, method="post"),
    "staff:unlock": Address("accounts", of=a_colleague, method="post"),
    "staff:end_sign_ins": Address("accounts", of=a_colleague, method="post"),
    "staff:delegates": Address("decide_leave"),
    "staff:withdraw": Address("decide_leave", of=a_delegation, method="post"),
    "keeping:all_data": Address("accounts", of=a_pupil),
    "keeping:list": Address("settings_and_policy"),
    "keeping:make": Address("settings_and_policy", method="post"),
    "keeping:check": Address("settings_and_policy", of=a_kept_copy),
    "keeping:table": Address("see_code_y5", of=a_kept_copy),
    "keeping:pages": Address("see_code_y5", of=a_kept_copy),
    "loads:list": Address("load_school"),
    "loads:load": Address("load_school", of=a_load),
    "loads:approve": Address("load_school", of=a_load, method="post"),
    "loads:again": Address("load_school", of=a_load, method="post"),
    "loads:drop": Address("load_school", of=a_load, method="post"),
    "calendar:year": Address(CALENDAR),
    "calendar:add": Address(CALENDAR),
    "calendar:change": Address(CALENDAR, of=a_term),
    "calendar:remove": Address(CALENDAR, of=a_term),
    "calendar:move": Address(CALENDAR, of=an_inset_day),
    "calendar:close": Address("bulk_and_closures"),
    "calendar:reopen": Address("bulk_and_closures", of=a_closure),
    "settings:home": Address(HOME),
    "settings:school": Address("settings_and_policy"),
    "settings:school-history": Address("settings_and_policy"),
    "settings:register-times": Address("settings_and_policy"),
    "settings:register-times-history": Address("settings_and_policy"),
    "settings:attendance-policy": Address("settings_and_policy"),
    "settings:attendance-policy-history": Address("settings_and_policy"),
    "settings:authority": Address("settings_and_policy"),
    "settings:authority-history": Address("settings_and_policy"),
    "settings:letterhead": Address("settings_and_policy"),
    "settings:letterhead-history": Address("settings_and_policy"),
    "settings:logo": Address(None, of=a_letterhead),
    "settings:take_back": Address("settings_and_policy", of=a_planned_change, method="post"),
}
