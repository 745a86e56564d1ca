"""What has been entered cannot be rewritten, whatever program tries."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction

from audit.models import Act
from registers.models import Mark, Register
from tests.factories.registers import MarkFactory
from tests.registers.classroom import Classroom

FACTS = {
    "code": "'N'",
    "pupil_id": "pupil_id + 1",
    "day": "day - 1",
    "half": "'PM'",
    "minutes_late": "3",
    "arrived_at": "'09:00'",
    "comment": "'another note'",
    "entered_by_id": "entered_by_id + 1",
    "entered_title": "'Somebody else'",
    "entered_role": "'headteacher'",
    "entered_at": "entered_at - interval '1 hour'",
    "source": "'import'",
    "amendment": "true",
    "reason": "'because'",
    "school_id": "school_id + 1",
    "register_id": "register_id + 1",
    "client_id": "gen_random_uuid()",
    "id": "id + 1000000",
}


@pytest.fixture
def taken(committed: None) -> Classroom:
    """A taken register with one amended mark, committed for everybody to see."""
    room = Classroom(pupils=2)
    room.take()
    room.change(room.pupils[0], "N", at="9:10")
    return room


def tried(role: str, statement: str, *values: object) -> str:
    """What the database says to the statement, sent by that role outside any of our code."""
    with (
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(using=role),
        connections[role].cursor() as cursor,
    ):
        cursor.execute(statement, values)
    return str(refusal.value)


@pytest.mark.parametrize("column", FACTS)
def test_not_even_the_owner_changes_a_fact_of_a_mark(taken: Classroom, column: str) -> None:
    for mark in taken.entries(taken.pupils[0]):
        statement = f"UPDATE registers_mark SET {column} = {FACTS[column]} WHERE id = %s"
        assert "never changed or deleted" in tried("owner", statement, mark.pk)
    assert [mark.code for mark in taken.entries(taken.pupils[0])] == ["N", "/"]


def test_a_closed_mark_is_never_opened_or_closed_again(taken: Classroom) -> None:
    _, old = taken.entries(taken.pupils[0])
    for value in ("NULL", "now()", "closed_at"):
        statement = f"UPDATE registers_mark SET closed_at = {value} WHERE id = %s"
        assert "never changed or deleted" in tried("owner", statement, old.pk)
    assert taken.entries(taken.pupils[0])[1].closed_at == taken.at("9:10")


def test_closing_a_mark_changes_nothing_else_on_the_way(taken: Classroom) -> None:
    new, _ = taken.entries(taken.pupils[0])
    statement = "UPDATE registers_mark SET closed_at = now(), code = '/' WHERE id = %s"
    assert "never changed or deleted" in tried("owner", statement, new.pk)


@pytest.mark.parametrize("role", ["owner", "default"])
@pytest.mark.parametrize("table", ["registers_mark", "audit_act"])
def test_marks_and_acts_are_neither_deleted_nor_emptied(
    taken: Classroom, role: str, table: str
) -> None:
    before = taken.saved_rows(), Act.objects.filter(school=taken.school).count()
    refusal = "never|permission denied"
    for statement in (
        f"DELETE FROM {table} WHERE school_id = %s",
        f"TRUNCATE {table} CASCADE",
        f"UPDATE {table} SET school_id = school_id WHERE school_id = %s",
    ):
        values = [taken.school.pk] if "%s" in statement else []
        said = tried(role, statement, *values)
        assert any(words in said for words in refusal.split("|")), said
    assert (taken.saved_rows(), Act.objects.filter(school=taken.school).count()) == before


@pytest.mark.parametrize("column", ["act", "reason", "subject_kind"])
def test_not_even_the_owner_changes_an_audit_entry(taken: Classroom, column: str) -> None:
    act = Act.objects.filter(school=taken.school).latest("pk")
    said = tried("owner", f"UPDATE audit_act SET {column} = 'x' WHERE id = %s", act.pk)
    assert "never changed or deleted" in said


def rewrite(room: Classroom) -> None:
    Mark.objects.filter(school=room.school).update(code="N")


def save_again(room: Classroom) -> None:
    mark = room.entries(room.pupils[0])[0]
    mark.code = "I"
    mark.save()


def delete(room: Classroom) -> None:
    Mark.objects.filter(school=room.school).delete()


def delete_acts(room: Classroom) -> None:
    Act.objects.filter(school=room.school).delete()


@pytest.mark.parametrize("attempt", [rewrite, save_again, delete, delete_acts])
def test_the_shell_cannot_do_it_either(
    taken: Classroom, attempt: Callable[[Classroom], None]
) -> None:
    before = [mark.code for mark in taken.entries(taken.pupils[0])]
    with pytest.raises(DatabaseError), transaction.atomic():
        attempt(taken)
    assert [mark.code for mark in taken.entries(taken.pupils[0])] == before


def test_one_mark_is_in_force_for_a_pupil_and_session(classroom: Classroom) -> None:
    classroom.mark(classroom.pupils[0], "/")
    [standing] = classroom.entries(classroom.pupils[0])
    with pytest.raises(IntegrityError, match="one_mark_in_force_per_session"), transaction.atomic():
        MarkFactory(register=standing.register, pupil=classroom.pupils[0], code="N")
    assert classroom.standing(classroom.pupils[0]) == "/"


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"code": "Q1"}, "mark_code_is_known"),
        ({"code": "\\"}, "the_stroke_fits_the_half"),
        ({"code": "Z"}, "a_pupil_on_roll_has_no_z_or_hash"),
        ({"code": "#"}, "a_pupil_on_roll_has_no_z_or_hash"),
        ({"minutes_late": 4}, "minutes_late_only_with_a_late_code"),
        ({"amendment": True}, "an_amendment_says_why"),
        ({"reason": "No amendment"}, "an_amendment_says_why"),
        ({"source": "guess"}, "mark_source_is_known"),
        ({"half": "XX"}, "half_is_am_or_pm"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(
    classroom: Classroom, facts: dict[str, object], constraint: str
) -> None:
    classroom.mark(classroom.pupils[0], "/")
    register = classroom.entries(classroom.pupils[0])[0].register
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MarkFactory(register=register, pupil=classroom.pupils[1], **({"half": "AM"} | facts))
    assert classroom.entries(classroom.pupils[1]) == []


def test_a_mark_may_be_closed_by_whoever_replaces_it(classroom: Classroom) -> None:
    classroom.mark(classroom.pupils[0], "/")
    closing = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
    closed = Mark.objects.filter(school=classroom.school).update(
        closed_at=closing, closed_by=classroom.teacher
    )
    assert closed == 1


@pytest.mark.parametrize("role", ["owner", "default"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE registers_register SET submitted_at = NULL, submitted_by_id = NULL, "
        "submitted_role = '', submitted_title = '' WHERE id = %s",
        "UPDATE registers_register SET submitted_role = 'headteacher' WHERE id = %s",
        "UPDATE registers_register SET day = day - 7 WHERE id = %s",
        "DELETE FROM registers_register WHERE id = %s",
    ],
)
def test_a_register_that_was_taken_stays_taken(taken: Classroom, role: str, statement: str) -> None:
    register = Register.objects.get(school=taken.school)
    assert "stays taken" in tried(role, statement, register.pk)
