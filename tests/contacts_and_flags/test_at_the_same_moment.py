"""Several people change one family in the same moment, each on a connection of their own."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.actions.add_contact import add_contact
from schools.actions.edit_link import edit_link
from schools.actions.edit_parent import edit_parent
from schools.actions.end_contact import end_contact
from schools.actions.merge_parents import merge_parents
from schools.actions.order_contacts import order_contacts
from schools.actions.start_flag import start_flag
from schools.changes import ChangedMeanwhile
from schools.models import LookAlike, Parent, PupilFlag, PupilParent
from schools.refusals import Refused
from tests.contacts_and_flags.family import AT, TODAY, Family, history, in_order, stored
from tests.factories.people import ParentFactory, PupilParentFactory
from tests.registers.test_two_people_at_once import all_at_once


def test_of_four_who_edit_one_parent_one_is_saved_and_three_are_told(committed: None) -> None:
    family = Family()
    answers = all_at_once(*[
        lambda number=number: edit_parent(
            parent=family.ruth, facts={"mobile": f"07700 90000{number}"}, seen=1,
            by=family.office, at=AT,
        )
        for number in range(4)
    ])  # fmt: skip
    assert sum(isinstance(answer, ChangedMeanwhile) for answer in answers) == 3
    [saved] = [answer for answer in answers if isinstance(answer, Parent)]
    assert stored(family.ruth).mobile == saved.mobile
    assert len(history(parent=family.ruth)) == 1


def test_contacts_added_moved_and_ended_at_once_leave_an_order_without_gaps(
    committed: None,
) -> None:
    family = Family()
    known = {"pupil": family.ada, "link": {}, "by": family.office, "at": AT}
    answers = all_at_once(
        *[
            lambda name=name: add_contact(**known, facts={"surname": name})
            for name in ("Lee", "Mill", "Nye")
        ],
        lambda: order_contacts(link=family.tom_of_ada, up=True, seen=1, by=family.office, at=AT),
        lambda: end_contact(link=family.ruth_of_ada, seen=1, by=family.office, at=AT),
    )
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert all(isinstance(one, ChangedMeanwhile) for one in refused)
    order = [priority for priority, _ in in_order(family.ada)]
    assert order == list(range(1, len(order) + 1))
    assert len(order) >= 4


def test_two_who_merge_a_pair_each_their_own_way_merge_it_once(committed: None) -> None:
    family = Family()
    twin = ParentFactory(school=family.school, forename="Ruth", surname="Ashdown")
    PupilParentFactory(pupil=family.ada, parent=twin, priority=3)
    seen = {family.ruth.pk: 1, twin.pk: 1}
    pair = (family.ruth.pk, twin.pk)
    answers = all_at_once(*[
        lambda kept=kept, other=other: merge_parents(
            kept_id=kept, other_id=other, seen=seen, by=family.office, at=AT
        )
        for kept, other in (pair, pair[::-1], pair)
    ])  # fmt: skip
    assert sum(isinstance(answer, LookAlike) for answer in answers) == 1
    assert sum(isinstance(answer, Refused | ChangedMeanwhile) for answer in answers) == 2
    in_force = PupilParent.objects.filter(pupil=family.ada, ended_on__isnull=True)
    assert in_force.count() == 2


def test_of_three_who_start_the_same_flag_one_starts_it(committed: None) -> None:
    family = Family()
    answers = all_at_once(*[
        lambda: start_flag(pupil=family.ada, kind="fsm", start=TODAY, by=family.office, at=AT)
    ] * 3)  # fmt: skip
    assert sum(isinstance(answer, PupilFlag) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 2


def test_whoever_edits_a_contact_waits_for_the_pupil_first_as_whoever_moves_one(db: None) -> None:
    family = Family()
    link = {"link": family.tom_of_ada, "seen": 1, "by": family.office, "at": AT}

    def locked(act: Callable[[], object]) -> list[str]:
        """The tables of which the act locks rows, in the order in which it first does."""
        with CaptureQueriesContext(
            connection,
        ) as queries:
            act()
        found = [one["sql"].rpartition("FOR UPDATE OF ") for one in queries.captured_queries]
        return list(dict.fromkeys(table for _, words, table in found if words))

    edited = locked(lambda: edit_link(**link, facts={"relationship": "uncle"}))
    moved = locked(lambda: order_contacts(**(link | {"seen": 2}), up=True))
    assert edited == moved == ['"schools_pupil"', '"schools_pupilparent"']
