"""What two people do to accounts in the same moment, each on a connection of their own."""

from collections.abc import Callable

from schools.actions.invite_new_person import NewPerson, invite_new_person
from schools.actions.name_delegate import name_delegate
from schools.actions.set_cover import set_cover
from schools.actions.set_roles import set_roles
from schools.models import ClassTeacher, Delegation, User
from schools.staff import StaffRefused
from tests.factories.people import PASSWORD
from tests.registers.classroom import Classroom
from tests.registers.test_two_people_at_once import all_at_once
from toolkit import clock


def refusals(answers: list[object]) -> int:
    """How many were refused in a sentence; anything else that went wrong fails the test."""
    failures = [one for one in answers if isinstance(one, Exception)]
    assert [one for one in failures if not isinstance(one, StaffRefused)] == []
    return len(failures)


def test_of_two_headteachers_who_unmake_each_other_one_stays(committed: None) -> None:
    room = Classroom()
    first, second = (room.person("headteacher", typed=PASSWORD) for _ in range(2))

    def unmake(by: User, person: User) -> Callable[[], object]:
        return lambda: set_roles(
            by=by,
            person_id=person.pk,
            roles=["senco"],
            year_groups=[],
            seen=1,
            at=room.at("9:00"),
        )

    assert refusals(all_at_once(unmake(first, second), unmake(second, first))) == 1
    assert User.objects.filter(school=room.school, roles=["headteacher"]).count() == 1


def test_of_two_who_invite_the_same_person_one_is_told_of_the_account(
    committed: None, own_cache: None
) -> None:
    room = Classroom()
    admins = [room.person("admin") for _ in range(4)]
    email = f"new@{room.school.urn}.example"

    def invite(by: User) -> Callable[[], object]:
        return lambda: invite_new_person(
            by=by,
            new=NewPerson(email=email, surname="Penn"),
            at=room.at("9:00"),
            real_at=clock.real_now(),
        )

    assert refusals(all_at_once(*[invite(by) for by in admins])) == 3
    assert User.objects.filter(email=email).count() == 1


def test_of_two_who_set_the_same_cover_one_is_told_that_it_is_set(committed: None) -> None:
    room = Classroom()
    supply = room.person("class_teacher")
    clerks = [room.person("office") for _ in range(4)]

    def cover(by: User) -> Callable[[], object]:
        return lambda: set_cover(
            by=by,
            person_id=supply.pk,
            class_id=room.school_class.pk,
            first=room.day,
            last=room.day,
            at=room.at("8:30"),
        )

    assert refusals(all_at_once(*[cover(by) for by in clerks])) == 3
    assert ClassTeacher.objects.filter(user=supply).count() == 1


def test_of_two_headteachers_who_name_different_people_one_is_told(committed: None) -> None:
    room = Classroom()
    heads = [room.person("headteacher") for _ in range(2)]
    deputies = [room.person("senior_leader") for _ in range(2)]

    def name(by: User, person: User) -> Callable[[], object]:
        return lambda: name_delegate(
            by=by,
            person_id=person.pk,
            capabilities=["decide_leave"],
            first=room.day,
            last=room.day,
            at=room.at("8:30"),
        )

    pairs = zip(heads, deputies, strict=True)
    assert refusals(all_at_once(*[name(by, person) for by, person in pairs])) == 1
    assert Delegation.objects.filter(school=room.school).count() == 1
