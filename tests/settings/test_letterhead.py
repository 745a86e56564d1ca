"""The letterhead, and a logo that is judged by what it holds."""

import zlib
from io import BytesIO
from struct import pack
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageFile

from schools.models import Letterhead
from tests.factories.people import UserFactory
from tests.factories.settings import LetterheadFactory, picture
from tests.settings.keeper import Keeper
from toolkit.pictures import LARGEST_BYTES, NotAPicture, picture_type

PAGE = reverse("settings:letterhead")
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def chunk(kind: bytes, data: bytes) -> bytes:
    """One piece of a PNG file, with its length and its right sum."""
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def png(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


HEAD = chunk(b"IHDR", pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
SQUEEZED = zlib.compress(b"a" * 2_000_000)


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def typed(keeper: Keeper, **other: Any) -> dict[str, Any]:
    return {"heading": "Larkrise Primary", "address": "1 Elm Row\nLarkton",
            "valid_from": "2026-11-12", "seen": keeper.seen("letterhead"), **other}  # fmt: skip


@pytest.mark.parametrize(("kind", "content_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_is_known_by_its_content(kind: str, content_type: str) -> None:
    assert picture_type(picture(kind)) == content_type


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HTML, "not a PNG or JPEG picture, whatever its name says"),
        (b"", "not a PNG or JPEG"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "not a PNG or JPEG"),
        (picture()[:60], "not a PNG or JPEG"),
        (picture("JPEG")[:300], "not a PNG or JPEG"),
        (picture("GIF"), "not a PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG"),
        (picture(size=(4001, 1)), "4001 by 1 pixels"),
        (HTML * 140_000, r"The file has 5\.\d MB. Choose a PNG or JPEG picture of at most 1 MB"),
    ],
    ids=["html", "empty", "html behind a signature", "half a png", "half a jpeg", "gif", "svg",
         "too wide", "5 MB of html"],
)  # fmt: skip
def test_what_is_no_small_picture_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(NotAPicture, match=sentence):
        picture_type(content)


@pytest.mark.parametrize(
    "content",
    [
        png(chunk(b"IHDR", b"\0\0\0\2")),
        png(HEAD, chunk(b"zTXt", b"note\0\0" + SQUEEZED)),
        png(HEAD, chunk(b"gAMA", b"\0")),
        png(HEAD, chunk(b"tRNS", b"\0")),
        png(HEAD, chunk(b"acTL", b"")),
        png(HEAD, chunk(b"zTXt", b"note\0\5" + SQUEEZED)),
        b"\xff\xd8\xff\xe0\0\2\xff\xdb\0\3\1\xff\xc0\0\3\1",
    ],
    ids=["a short head", "a note that grows", "no gamma", "no see-through colour", "no frames",
         "a note squeezed otherwise", "a jpeg of short pieces"],
)  # fmt: skip
def test_a_broken_picture_is_refused_wherever_it_is_broken(content: bytes) -> None:
    with pytest.raises(NotAPicture, match="not a PNG or JPEG picture"):
        picture_type(content)


def test_half_a_picture_is_refused_even_where_another_library_lets_it_pass(monkeypatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(NotAPicture):
        picture_type(picture()[:60])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_picture_of_exactly_one_megabyte_is_small_enough() -> None:
    padded = picture("JPEG")
    assert picture_type(padded + b"\0" * (LARGEST_BYTES - len(padded))) == "image/jpeg"


def test_a_logo_is_kept_and_served_as_what_it_is(page: Client, keeper: Keeper) -> None:
    answer = page.post(PAGE, typed(keeper, logo=upload(picture("JPEG"), "logo.png")), follow=True)
    assert "Letterhead and logo saved: in force now." in answer.text
    row = Letterhead.objects.get(school=keeper.school)
    assert (row.logo_type, row.recorded_by) == ("image/jpeg", keeper.person)
    served = page.get(reverse("settings:logo", args=[row.pk]))
    assert served.headers["Content-Type"] == "image/jpeg"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    with Image.open(BytesIO(served.content)) as shown:
        assert shown.size == (40, 20)
    assert reverse("settings:logo", args=[row.pk]) in page.get(PAGE).text


@pytest.mark.parametrize("size", [1, 140_000], ids=["small", "5 MB"])
def test_a_logo_that_is_an_html_file_is_refused(page: Client, keeper: Keeper, size: int) -> None:
    answer = page.post(PAGE, typed(keeper, logo=upload(HTML * size)))
    assert answer.status_code == 422
    assert "PNG or JPEG picture" in answer.text
    assert "<title>Error: " in answer.text
    assert 'value="Larkrise Primary"' in answer.text
    assert not Letterhead.objects.filter(school=keeper.school).exists()


def test_a_change_without_a_new_logo_keeps_the_old_one(page: Client, keeper: Keeper) -> None:
    LetterheadFactory(school=keeper.school)
    page.post(PAGE, typed(keeper, heading="Larkrise Academy"))
    new = Letterhead.objects.get(heading="Larkrise Academy")
    assert bytes(new.logo) == picture()


def test_a_logo_can_be_taken_away(page: Client, keeper: Keeper) -> None:
    LetterheadFactory(school=keeper.school)
    page.post(PAGE, typed(keeper, remove_logo="on"))
    new = Letterhead.objects.get(school=keeper.school, valid_from="2026-11-12")
    assert (new.logo, new.logo_type) == (None, "")


def test_another_schools_logo_is_not_found(page: Client) -> None:
    other = LetterheadFactory()
    assert page.get(reverse("settings:logo", args=[other.pk])).status_code == 404


def test_a_logo_is_for_those_who_signed_in(client: Client, keeper: Keeper) -> None:
    row = LetterheadFactory(school=keeper.school)
    address = reverse("settings:logo", args=[row.pk])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory(school=keeper.school, role="class_teacher"))
    assert client.get(address).content == picture()


def test_a_letterhead_without_a_logo_serves_none(page: Client, keeper: Keeper) -> None:
    row = LetterheadFactory(school=keeper.school, logo=None, logo_type="")
    assert page.get(reverse("settings:logo", args=[row.pk])).status_code == 404
