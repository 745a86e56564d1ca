"""The pages on which an office says what the columns of another system's file hold."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from registers.models import ColumnMapping, FolderLoad
from tests.factories.people import UserFactory
from tests.loading.folders import ADA, BEN
from tests.loads.uploads import check, run
from tests.mapping.old_files import choose, marks_of, receive
from toolkit import upload_limit

START = "/imports/"
TEXT = f"UPN,Date,AM,PM,House\n{ADA},08/09/2025,/,-,Red\n{BEN},08/09/2025,I,.,Blue\n"


@pytest.fixture
def signed_in(office, client):
    client.force_login(office)
    return office


def send(client, text=TEXT, kind="marks", name="old marks.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, content)
    return client.post(START, {"kind": kind, "file": file})


def columns_of(load):
    return reverse("imports:columns", args=[load.pk])


def form_in(page):
    """What the page's form would send when nothing is changed."""
    main = page.text.split("<main")[1].split("</form>")[0]
    chosen = {}
    for name, options in re.findall(r'<select name="(.+?)".*?>(.*?)</select>', main, re.S):
        value = re.search(r'<option value="([^"]*)" selected', options)
        chosen[name] = value[1] if value else ""
    return chosen


def test_a_file_is_uploaded_mapped_checked_and_loaded(signed_in, client):
    answer = send(client)
    load = FolderLoad.objects.get()
    assert answer.url == columns_of(load)
    page = client.get(answer.url)
    assert "08/09/2025" in page.text
    assert "What “-” means" in page.text
    form = form_in(page)
    assert form["column_0"] == "upn"
    assert form["column_4"] == ""
    refused = client.post(answer.url, form)
    assert refused.status_code == 422
    assert refused.text.count("Say what “-” means.") == 2
    assert '<a href="#id_code_2d">' in refused.text
    answer = client.post(answer.url, form | {"code_2d": "none", "code_2e": "N"})
    assert answer.url == reverse("loads:load", args=[load.pk])
    check(load)
    text = client.get(answer.url).text
    assert "3 marks" in text
    assert "these columns were not used: House" in text
    client.post(reverse("loads:approve", args=[load.pk]))
    run(load)
    assert marks_of(signed_in, "Ada") == {"2025-09-08 AM": "/"}
    assert marks_of(signed_in, "Ben") == {"2025-09-08 AM": "I", "2025-09-08 PM": "N"}


def test_the_next_file_with_the_same_headings_is_proposed_as_the_last(signed_in, client):
    send(client, "Nr,Tag,A,B\nx,y,/,/\n")
    page = client.get(columns_of(FolderLoad.objects.get()))
    said = form_in(page)
    assert set(said.values()) == {""}
    said |= {"column_0": "upn", "column_1": "date", "column_2": "am_code", "column_3": "pm_code"}
    client.post(columns_of(FolderLoad.objects.get()), said)
    FolderLoad.objects.update(state="dropped")
    send(client, f"B,Tag,A,NR\n/,08/09/2025,/,{ADA}\n")
    page = client.get(columns_of(FolderLoad.objects.latest("pk")))
    assert f"Proposed as {signed_in.name} chose on 6 October 2025." in page.text
    assert form_in(page) == {
        "column_0": "pm_code", "column_1": "date", "column_2": "am_code", "column_3": "upn",
    }  # fmt: skip


def test_what_is_remembered_can_be_looked_at_and_forgotten(signed_in, client):
    choose(receive(TEXT, signed_in), signed_in, codes={"-": "", ".": "N"})
    text = client.get("/imports/remembered/").text
    for words in ("Morning mark", "“.”", "N ", "No mark", "UPN, Date, AM, PM, House"):
        assert words in text
    mapping = ColumnMapping.objects.get()
    address = reverse("imports:forget", args=[mapping.pk])
    assert client.get(address).status_code == 405
    answer = client.post(address, follow=True)
    assert "The columns are forgotten." in answer.text
    assert "Nothing is remembered yet." in answer.text
    assert not ColumnMapping.objects.exists()


def test_another_schools_memory_is_neither_shown_nor_forgotten_nor_proposed(signed_in, client):
    choose(receive(TEXT, signed_in), signed_in, codes={"-": "", ".": "N"})
    stranger = UserFactory(role="office")
    client.force_login(stranger)
    assert "Nothing is remembered yet." in client.get("/imports/remembered/").text
    mapping = ColumnMapping.objects.get()
    assert client.post(reverse("imports:forget", args=[mapping.pk])).status_code == 404
    assert client.get(columns_of(FolderLoad.objects.get())).status_code == 404


def test_two_columns_for_one_field_are_told_at_the_second(signed_in, client):
    send(client)
    load = FolderLoad.objects.get()
    form = form_in(client.get(columns_of(load)))
    answer = client.post(columns_of(load), form | {"column_4": "date"})
    assert answer.status_code == 422
    sentence = "&quot;Date&quot; and &quot;House&quot; cannot both hold: Date. Choose one of them."
    assert f'<a href="#id_column_4">{sentence}</a>' in answer.text
    assert "Say what “-” means." in answer.text
    assert form_in(answer)["column_4"] == "date"
    load.refresh_from_db()
    assert load.state == "mapping"


def test_a_missing_field_is_asked_for_and_what_was_chosen_stays(signed_in, client):
    send(client)
    load = FolderLoad.objects.get()
    form = form_in(client.get(columns_of(load))) | {"code_2d": "none", "code_2e": "none"}
    answer = client.post(columns_of(load), form | {"column_1": ""})
    assert answer.status_code == 422
    assert "Choose the column that holds: Date." in answer.text
    assert form_in(answer)["code_2d"] == "none"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "an empty file"),
        ("\nUPN,Date\n", "The first line of old marks.csv is empty."),
        (f"{ADA},08/09/2025,AM,/\n", f"a row: &quot;{ADA}&quot; stands in it"),
        ("UPN,Date,Mark\n", "has headings and no rows under them"),
        ("UPN Date Mark\nx y z\n", "has one column only"),
        ("UPN,Mark\n".encode("utf-16"), "UTF-16"),
        (b"UPN,Mark\nx,\0\n", "a NUL byte"),
        (b"PK\x03\x04rest", "is a workbook or a zip"),
        (b"x" * 300_000, "does not end"),
        ((",".join(f"c{n}" for n in range(501)) + "\n1\n"), "501 columns"),
    ],
)
def test_a_file_that_cannot_be_mapped_is_refused_with_a_sentence(
    signed_in, client, uploads, text, words
):
    answer = send(client, text)
    assert answer.status_code == 422
    assert words in answer.text
    assert "<title>Error: " in answer.text
    assert not FolderLoad.objects.exists()
    assert not uploads.exists() or list(uploads.iterdir()) == []


def test_a_huge_file_is_answered_with_a_sentence(signed_in, client, uploads, monkeypatch):
    monkeypatch.setattr(upload_limit, "LARGEST_UPLOAD", 100_000)
    answer = send(client, b"x" * 3_000_000)
    assert answer.status_code == 422
    assert "This file is larger than 100 MB" in answer.text
    assert not FolderLoad.objects.exists()


def test_nothing_chosen_is_said(signed_in, client):
    answer = client.post(START, {"kind": "marks"})
    assert (answer.status_code, "Choose the file" in answer.text) == (422, True)
    answer = client.post(START, {"file": SimpleUploadedFile("a.csv", TEXT.encode())})
    assert answer.status_code == 422
    assert "Say whether the file holds marks or pupils." in answer.text


def test_columns_of_one_name_are_told_apart_by_their_number(signed_in, client):
    send(client, f"UPN,Date,Mark,Mark\n{ADA},08/09/2025,/,\\\n")
    page = client.get(columns_of(FolderLoad.objects.get())).text
    assert "Mark (column 3)" in page
    assert "has several columns called &quot;Mark&quot;" in page


def test_marks_before_pupils_or_calendar_are_refused(client, db, uploads):
    stranger = UserFactory(role="office")
    client.force_login(stranger)
    assert "Load the pupils first" in send(client).text
    assert not FolderLoad.objects.exists()


def test_a_file_that_was_answered_leads_to_what_became_of_it(signed_in, client):
    load = receive(TEXT, signed_in)
    client.post(reverse("loads:drop", args=[load.pk]))
    answer = client.get(columns_of(load))
    assert answer.url == reverse("loads:load", args=[load.pk])
    assert f"{signed_in.name} decided so" in client.get(answer.url).text


def test_a_file_that_waits_for_its_columns_can_be_found_again(signed_in, client):
    load = receive(TEXT, signed_in)
    assert "Waiting for its columns" in client.get("/settings/load/").text
    page = client.get(reverse("loads:load", args=[load.pk])).text
    assert f'href="{columns_of(load)}"' in page
    today = client.get("/today/").text
    assert "A file waits to hear what its columns hold" in today


def test_pages_take_few_queries_however_many_rows_and_columns(
    signed_in, client, django_assert_max_num_queries
):
    for number in range(12):
        choose(receive(f"c{number},{TEXT}", signed_in), signed_in, fields={
            1: "upn", 2: "date", 3: "am_code"})  # fmt: skip
        FolderLoad.objects.update(state="dropped")
    wide = ",".join(f"Column {number}" for number in range(300))
    load = receive(f"{wide}\n{'x,' * 299}x\n" * 2, signed_in)
    client.get(START)
    for address in (START, "/imports/remembered/", columns_of(load)):
        with django_assert_max_num_queries(6):
            assert client.get(address).status_code == 200
