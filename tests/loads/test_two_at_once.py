"""Of two loads of one school that begin in the same moment, one is refused and leaves nothing."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from registers.actions import receive_upload as receiving
from registers.models import FolderLoad
from registers.uploads.claims import LoadUnderWay
from schools.school_lock import ONE_AT_A_TIME
from tests.loading.folders import Folder
from tests.loads.uploads import contents, empty_school, places, receive, uploaded


def test_of_two_uploads_in_one_moment_the_second_is_told_of_the_first(
    committed, tmp_path, uploads, monkeypatch
):
    admin = empty_school("990306")
    files = contents(Folder(tmp_path / "school", urn="990306"))
    together, told = Barrier(2), []
    looks = receiving.take_in

    def both_have_looked(*given):
        together.wait(10)  # Neither has seen the other's row.
        return looks(*given)

    monkeypatch.setattr(receiving, "take_in", both_have_looked)

    def upload():
        try:
            receive(None, admin, files=uploaded(files))
        except LoadUnderWay as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    people = [Thread(target=upload) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join(30)
    assert FolderLoad.objects.filter(school=admin.school, state="checking").count() == 1
    assert len(told) == 1
    assert told[0].startswith(f"{admin.name} has been loading files since")
    assert len(places(uploads)) == 1


def test_an_upload_beside_a_load_by_command_is_refused(committed, tmp_path, uploads):
    admin = empty_school("990307")
    folder = Folder(tmp_path / "school", urn="990307")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ONE_AT_A_TIME, 990307])
        with pytest.raises(LoadUnderWay, match="by a command on the server"):
            receive(folder, admin)
    assert places(uploads) == []
    assert receive(folder, admin).state == "checking"
