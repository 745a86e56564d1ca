"""The pages on which a school loads its files, with script and without."""

import re
from datetime import date

import pytest
from django.urls import reverse

from registers.models import FolderLoad
from tests.factories.loads import FolderLoadFactory
from tests.factories.people import UserFactory
from tests.loading.folders import AT
from tests.loads.uploads import check, contents, receive, run, uploaded
from toolkit import clock, upload_limit

LIST = "/settings/load/"


@pytest.fixture
def office(admin, client, monkeypatch):
    """The office of the school, signed in at 9:00."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    person = UserFactory(school=admin.school, role="office")
    client.force_login(person)
    return person


def page_of(client, load, **headers):
    return client.get(reverse("loads:load", args=[load.pk]), headers=headers)


def press(client, load, name):
    return client.post(reverse(f"loads:{name}", args=[load.pk]), follow=True)


def test_the_files_of_an_upload_are_checked_then_shown_then_loaded(folder, office, client):
    answer = client.post(LIST, {"chosen": uploaded(contents(folder))})
    load = FolderLoad.objects.get()
    assert answer.url == reverse("loads:load", args=[load.pk])
    waiting = page_of(client, load).text
    assert "The files are being checked" in waiting
    assert "Waiting for its turn" in waiting
    check(load)
    text = page_of(client, load).text
    assert "2 pupils" in text
    assert "This would" in text
    assert "Load it" in text
    press(client, load, "approve")
    load.refresh_from_db()
    assert (load.state, load.answered_by) == ("loading", office)
    run(load)
    assert "Loaded at 9:00 on 6 October 2025" in page_of(client, load).text


def test_a_script_is_given_the_state_alone_and_asks_again_only_while_it_is_at_work(
    folder, office, client
):
    load = receive(folder, office)
    script = {"HX-Request": "true", "X-Rollbook-Poll": "1"}
    part = page_of(client, load, **script).text
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    assert "<progress" in part
    check(load)
    done = page_of(client, load, **script).text
    assert "hx-get" not in done
    assert "The files are checked and wait for your yes." in done


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("", 0),
        ("Beginning", 1),
        ("Checking the files", 2),
        ("marks.csv: 25,000 rows read", 3),
        ("Trying the school and its people", 4),
        ("Saving the marks", 5),
    ],
)
def test_the_progress_follows_what_was_said_last(office, client, said, step):
    load = FolderLoadFactory(school=office.school, state="checking", said=said)
    assert f'value="{step}"' in page_of(client, load).text


def test_faults_stand_in_a_table_with_their_place(folder, office, client):
    folder["marks"][0]["code"] = "<b>"
    text = page_of(client, check(receive(folder, office))).text
    assert "1 fault<" in text
    row = re.search(r"<tr>\s*<th scope=\"row\">marks.csv</th>.*?</tr>", text, re.S)
    assert row is not None
    assert "&lt;b&gt;" in row[0]
    assert ">2<" in row[0]
    assert "Load it" not in text


def test_more_faults_than_are_listed_are_counted(office, client):
    fault = {"file": "marks.csv", "line": 2, "column": "code", "found": "QQ", "expected": "a code"}
    load = FolderLoadFactory(
        school=office.school,
        state="refused",
        report={"faults": [fault] * 3, "more_faults": 400},
    )
    text = page_of(client, load).text
    assert "403 faults" in text
    assert "And 400 more faults" in text


def test_files_that_are_no_schools_are_refused_above_the_field(office, client, uploads):
    answer = client.post(LIST, {"chosen": uploaded({"photo.jpg": b"x"})})
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert answer.text.count("is not one of a school") == 2
    assert not FolderLoad.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose the school"),
        ({"effective": "soon"}, "Enter a day such as 12/11/2026: day, month, year."),
        ({"effective": "0001-01-01"}, "Check the year 1."),
    ],
)
def test_what_is_missing_or_wrong_is_said(office, client, fields, words):
    answer = client.post(LIST, fields)
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize(
    ("day", "words"), [("1990-09-01", "1 September 1990"), ("2027-10-08", "8 October 2027")]
)
def test_a_day_that_is_further_than_two_years_away_is_refused_beside_its_field(
    folder, office, client, uploads, day, words
):
    answer = client.post(LIST, {"chosen": uploaded(contents(folder)), "effective": day})
    assert answer.status_code == 422
    assert f"Changes cannot hold from {words}. Choose a day at most two years" in answer.text
    assert not FolderLoad.objects.exists()
    assert not uploads.exists()


def test_a_day_two_years_away_is_taken(folder, office, client):
    client.post(LIST, {"chosen": uploaded(contents(folder)), "effective": "06/10/2027"})
    assert FolderLoad.objects.get().effective == date(2027, 10, 6)


def test_a_request_that_is_too_large_is_answered_with_a_sentence(
    folder, office, client, uploads, monkeypatch
):
    monkeypatch.setattr(upload_limit, "LARGEST_UPLOAD", 100_000)
    answer = client.post(LIST, {"chosen": uploaded({"marks.csv": b"x" * 3_000_000})})
    assert answer.status_code == 422
    assert "These files are larger than 100 MB" in answer.text
    assert not uploads.exists()


def test_a_second_upload_is_told_who_is_loading(folder, office, client):
    other = UserFactory(school=office.school, role="headteacher")
    receive(folder, other)
    answer = client.post(LIST, {"chosen": uploaded(contents(folder))})
    assert answer.status_code == 422
    assert f"{other.name} has been loading files since 9:00 on 6 October 2025" in answer.text


def test_do_not_load_removes_the_files_and_keeps_the_report(folder, office, client, uploads):
    load = check(receive(folder, office))
    text = press(client, load, "drop").text
    assert "Nothing was loaded, and the files were removed." in text
    assert f"{office.name} decided so" in text
    assert list(uploads.iterdir()) == []


def test_an_answer_that_comes_too_late_is_told_so(folder, office, client):
    load = check(receive(folder, office))
    press(client, load, "drop")
    assert "do not wait for a yes any more" in press(client, load, "approve").text
    assert "are not kept any more" in press(client, load, "again").text


def test_what_failed_can_be_tried_again(folder, office, client):
    load = receive(folder, office)
    FolderLoad.objects.update(state="failed", said="x", report={"sentence": "It was stopped."})
    text = page_of(client, load).text
    assert "It was stopped." in text
    assert "Check again" in text
    press(client, load, "again")
    assert check(load).state == "checked"


def test_contacts_who_look_alike_stand_apart_from_the_other_things_to_know(folder, office, client):
    folder["parents"][1] |= {"title": "Ms", "mobile": "07700 900124", "address1": "2 Elm Row"}
    folder["pupils"][1] |= {"address1": "2 Elm Row"}
    folder["parents"][0]["phone"] = "12"
    load = check(receive(folder, office))
    assert load.report["notices"][-1].endswith("they stay different people.")
    text = page_of(client, load).text
    others, apart = text.split("Contacts who look alike: 1")
    assert "cannot be right" in others
    assert "Ruth Ashdown" in apart
    assert "/parents/look-alikes/" in apart


def test_loads_are_listed_latest_first_and_only_ones_own(folder, office, client):
    FolderLoadFactory(files=[{"name": "theirs.csv", "bytes": 1, "sha256": ""}])
    check(receive(folder, office))
    text = client.get(LIST).text
    assert "Waiting for a yes" in text
    assert "theirs.csv" not in text
    assert "Nothing is loaded yet" in text


def test_an_unanswered_load_can_be_answered_by_link_only_with_a_press(folder, office, client):
    load = check(receive(folder, office))
    for name in ("approve", "again", "drop"):
        assert client.get(reverse(f"loads:{name}", args=[load.pk])).status_code == 405


@pytest.mark.parametrize("state", ["checking", "checked", "loaded", "refused", "failed", "dropped"])
def test_a_page_of_loads_takes_few_queries(office, client, django_assert_max_num_queries, state):
    for _ in range(12):
        load = FolderLoadFactory(
            school=office.school, state="loaded" if state == "checking" else state
        )
    load = FolderLoadFactory(school=office.school, state=state)
    page_of(client, load)
    for address in (LIST, reverse("loads:load", args=[load.pk])):
        with django_assert_max_num_queries(6):
            assert client.get(address).status_code == 200
