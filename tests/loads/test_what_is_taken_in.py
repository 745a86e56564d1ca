"""An upload holds a school's own files and nothing else; whatever else is refused in a sentence."""

import io
import stat
import zipfile

import pytest

from registers.models import FolderLoad
from registers.uploads import contents as taking_in
from registers.uploads import storage
from registers.uploads.contents import UploadRefused
from schools.permissions import NotPermitted
from tests.factories.people import UserFactory
from tests.loads.uploads import contents, places, receive, uploaded, zipped
from toolkit import upload_limit

LZMA_SETTINGS = 30 + len("school.csv") + 4  # Where a packed file says how it was packed.


def refused(folder, admin, uploads, files):
    """The sentence by which the files are refused, of which nothing is kept."""
    with pytest.raises(UploadRefused) as refusal:
        receive(folder, admin, files=uploaded(files))
    assert places(uploads) == []
    assert not FolderLoad.objects.exists()
    return str(refusal.value)


def test_several_files_are_kept_with_their_hashes(folder, admin, uploads):
    given = contents(folder)
    load = receive(folder, admin)
    assert load.state == "checking"
    assert {file["name"]: file["bytes"] for file in load.files} == {
        name: len(content) for name, content in given.items()
    }
    [place] = places(uploads)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == given
    assert storage.is_unchanged(load.place, load.files)


def test_a_zip_holds_the_same_files(folder, admin, uploads):
    given = contents(folder)
    load = receive(folder, admin, files=uploaded({"Our School.ZIP": zipped(given)}))
    [place] = places(uploads)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == given
    assert len(load.files) == len(given)


def test_a_mac_may_make_the_zip(folder, admin, uploads):
    given = contents(folder)
    files = given | {"__MACOSX/._school.csv": b"\0\5"}
    receive(folder, admin, files=uploaded({"school.zip": zipped(files)}))
    [place] = places(uploads)
    assert {path.name for path in place.iterdir()} == set(given)


def test_names_may_be_in_capitals(folder, admin, uploads):
    receive(folder, admin, files=uploaded({"SCHOOL.CSV": b"name,urn\n"}))
    assert [path.name for path in places(uploads)[0].iterdir()] == ["school.csv"]


def test_only_this_user_of_the_machine_can_read_them(folder, admin, uploads):
    receive(folder, admin)
    for path in (uploads, *places(uploads)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "Choose the school's files"),
        ({"photo.jpg": b"x"}, '"photo.jpg" is not one of a school\'s files'),
        ({"a.zip": b"PK", "school.csv": b"x"}, "either one zip or the CSV files"),
        ({"school.zip": b"<html>no zip</html>"}, "cannot be opened as a zip"),
        ({"school.zip": zipped({})}, "This zip is empty"),
        ({"school.zip": zipped({"school/school.csv": b"x"})}, "There is a folder in this zip"),
        ({"school.zip": zipped({"../school.csv": b"x"})}, "There is a folder in this zip"),
        ({"school.zip": zipped({"..\\school.csv": b"x"})}, "There is a folder in this zip"),
        ({"school.zip": zipped({"notes.txt": b"x"})}, '"notes.txt" is not one of'),
        ({"school.zip": zipped({f"{n}.csv": b"" for n in range(21)})}, "21 files in this zip"),
        (
            {"school.zip": zipped({"marks.csv": b"x", "MARKS.csv": b"y"})},
            "marks.csv is there twice",
        ),
    ],
)
def test_what_is_no_school_is_refused_in_a_sentence(folder, admin, uploads, files, words):
    if not files:
        with pytest.raises(UploadRefused, match=words):
            taking_in.take_in([], uploads)
        return
    assert words in refused(folder, admin, uploads, files)


def test_the_same_file_twice_is_refused(folder, admin):
    twice = uploaded({"marks.csv": b"x"}) + uploaded({"Marks.csv": b"y"})
    with pytest.raises(UploadRefused, match=r"marks\.csv is there twice"):
        receive(folder, admin, files=twice)


def test_a_locked_zip_is_refused(folder, admin, uploads):
    made = bytearray(zipped({"school.csv": b"x"}))
    central = made.index(b"PK\1\2")
    made[6] |= 1  # The flag of a password, in both of the entry's heads.
    made[central + 8] |= 1
    assert "locked with a password" in refused(folder, admin, uploads, {"school.zip": bytes(made)})


def test_a_zip_that_says_it_is_too_large_is_not_unpacked(folder, admin, uploads, monkeypatch):
    monkeypatch.setattr(taking_in, "UNPACKED_BYTES", 2 * 1024**2)
    bomb = zipped({"marks.csv": b"0" * (2 * 1024**2 + 1)})
    assert len(bomb) < 10_000
    assert "larger than 2 MB" in refused(folder, admin, uploads, {"school.zip": bomb})


def test_a_zip_that_lies_about_its_size_is_read_no_further_and_refused(
    folder, admin, uploads, monkeypatch
):
    monkeypatch.setattr(taking_in, "UNPACKED_BYTES", 2 * 1024**2)
    made = bytearray(zipped({"marks.csv": b"0" * (3 * 1024**2)}))
    central = made.index(b"PK\1\2")
    for head, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = central if head == b"PK\1\2" else 0
        made[place + at : place + at + 4] = (100).to_bytes(4, "little")
    sentence = refused(folder, admin, uploads, {"school.zip": bytes(made)})
    assert "cannot be opened as a zip" in sentence


def test_a_damaged_zip_is_refused(folder, admin, uploads):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("school.csv", b"name,urn\nElm Row,990101\n")
    damaged = made.getvalue().replace(b"Elm Row", b"Elm Raw", 1)
    assert "cannot be opened" in refused(folder, admin, uploads, {"school.zip": damaged})


def test_files_that_are_too_large_together_are_refused(folder, admin, uploads, monkeypatch):
    monkeypatch.setattr(taking_in, "UNPACKED_BYTES", 1024**2)
    files = {"school.csv": b"x" * 600_000, "marks.csv": b"x" * 600_000}
    assert "first all but marks.csv" in refused(folder, admin, uploads, files)


def test_a_teacher_may_not_upload(folder, admin, uploads):
    with pytest.raises(NotPermitted):
        receive(folder, UserFactory(school=admin.school))
    assert places(uploads) == []


def test_a_file_with_which_a_request_grows_too_large_is_dropped_and_the_others_are_kept(
    rf, monkeypatch
):
    monkeypatch.setattr(upload_limit, "LARGEST_UPLOAD", 100_000)
    sent = uploaded({"school.csv": b"name", "marks.csv": b"x" * 300_000})
    request = rf.post("/", {"chosen": sent, "effective": "2025-10-06"})
    assert [file.name for file in request.FILES.getlist("chosen")] == ["school.csv"]
    assert request.POST["effective"] == "2025-10-06"
    assert upload_limit.is_too_large(request)


def test_a_request_of_an_allowed_size_is_taken_whole(rf):
    request = rf.post("/", {"chosen": uploaded({"marks.csv": b"x" * 300_000})})
    assert [file.size for file in request.FILES.getlist("chosen")] == [300_000]
    assert not upload_limit.is_too_large(request)


def test_a_zip_with_a_name_that_is_no_text_is_refused(folder, admin, uploads):
    made = zipped({"schööl.csv": b"x"}).replace("ö".encode(), b"\xff\xff")
    assert "cannot be opened" in refused(folder, admin, uploads, {"school.zip": made})


def test_a_damaged_file_in_a_zip_packed_another_way_is_refused(folder, admin, uploads):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("school.csv", b"name,urn\nElm Row,990101\n" * 40)
    for at in (LZMA_SETTINGS, LZMA_SETTINGS - 2):
        damaged = bytearray(made.getvalue())
        damaged[at] = 0xFF
        assert "cannot be opened" in refused(folder, admin, uploads, {"school.zip": bytes(damaged)})


def test_a_zip_that_lacks_its_beginning_is_refused(folder, admin, uploads):
    cut = zipped({"school.csv": b"x" * 90})[40:]
    assert "cannot be opened" in refused(folder, admin, uploads, {"school.zip": cut})
