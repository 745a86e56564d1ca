"""Of two workers that keep the same month at the same moment, one copy is left."""

from datetime import timedelta
from threading import Barrier, Thread

from django.db import connection

from registers.models import KeptCopy
from tests.keeping.kept import AT, files_in, keep
from tests.registers.classroom import Classroom


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
