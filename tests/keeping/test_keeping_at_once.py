"""Of two workers that keep the same month at the same moment, one copy is left."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import InternalError, connection, transaction

from registers.models import KeptCopy
from registers.queries.month_of_entries import month_of_entries
from schools.models import Session
from tests.keeping.kept import AT, NOVEMBER, files_in, keep
from tests.registers.classroom import Classroom
from toolkit.one_moment import one_moment


def test_of_two_at_the_same_moment_one_copy_is_left(committed, kept_dir):
    room = Classroom(pupils=2)
    room.take()
    together, made = Barrier(2), []

    def worker(seconds: int) -> None:
        try:
            together.wait()
            made.append(keep(room, at=AT + timedelta(seconds=seconds)))
        finally:
            connection.close()

    workers = [Thread(target=worker, args=[seconds]) for seconds in range(2)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    [copy] = KeptCopy.objects.filter(school=room.school)
    assert made == [copy, copy]
    assert files_in(kept_dir) == sorted([copy.table_name, copy.pages_name])


def test_a_copy_holds_one_moments_state_whatever_is_committed_while_it_is_read(committed):
    room = Classroom(pupils=2)
    room.take()
    before = month_of_entries(school=room.school, month=NOVEMBER)
    said = []

    def another_commits(execute, sql, *given):
        answer = execute(sql, *given)
        if "registers_mark" in sql and not said:
            said.append(sql)
            Session.objects.using("owner").create(
                school_id=room.school.pk, day=NOVEMBER.replace(day=20), half="AM"
            )
        return answer

    with connection.execute_wrapper(another_commits):
        meanwhile = month_of_entries(school=room.school, month=NOVEMBER)
    after = month_of_entries(school=room.school, month=NOVEMBER)
    assert meanwhile.sessions == before.sessions
    assert len(after.sessions) == len(before.sessions) + 1


def test_nothing_is_written_while_one_moment_is_read(committed):
    room = Classroom(pupils=1)
    with pytest.raises(InternalError, match="read-only"), one_moment():
        room.take()
    with pytest.raises(RuntimeError), transaction.atomic(), one_moment():
        pass
