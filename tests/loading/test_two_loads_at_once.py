"""Two loads of one school never mix: the second waits, and then finds nothing to do."""

from threading import Thread

from django.db import connection

from registers.models import Mark
from tests.loading.folders import Folder


def test_the_second_load_waits_for_the_first(committed, tmp_path):
    folder = Folder(tmp_path / "school", urn="990177")
    reports, faults = [], []

    def load():
        try:
            reports.append(folder.load())
        except BaseException as fault:  # Told below, in the thread that can fail the test.
            faults.append(fault)
        finally:
            connection.close()

    folder.write()
    folder.write = lambda: folder.path  # Written once; both threads read it.
    threads = [Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert sorted(report.changes_nothing() for report in reports) == [False, True]
    assert Mark.objects.filter(school__urn="990177").count() == 2
