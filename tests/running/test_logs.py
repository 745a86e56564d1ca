"""Logs are one JSON line an event, and hold no names, numbers or addresses of people."""

import io
import json
import logging
import logging.config

import pytest
from celery.app.trace import trace_task
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from attendance_site import logs
from attendance_site.celery import app
from attendance_site.request_log import RequestLog
from attendance_site.urls import urlpatterns as of_the_site

NAME, EMAIL = "Amelia Osei-Bonsu", "amelia@family.example"


@pytest.fixture
def lines():
    """What is logged during the test, each line read as JSON."""
    app.loader.import_default_modules()  # Sets up logging by itself, the first time.
    output = io.StringIO()
    settings = logs.configuration("json")
    settings["handlers"]["lines"]["stream"] = output
    root = logging.getLogger()
    kept = root.handlers[:]
    logging.config.dictConfig(settings)

    def read() -> list[dict]:
        return [json.loads(line) for line in output.getvalue().splitlines()]

    yield read
    logging.config.dictConfig(logs.configuration(logs.form()))
    root.handlers[:] = kept


def fail_about(name: str) -> None:
    raise ValueError(f"{name} is not a UPN")


def test_an_event_is_one_line_of_json_with_a_time(lines):
    logging.getLogger("rollbook.test").info("it happened", extra={"ms": 12})
    (line,) = lines()
    assert line["message"] == "it happened"
    assert line["ms"] == 12
    assert "timestamp" in line


def test_a_failure_says_what_and_where_but_never_about_whom(lines):
    try:
        fail_about(NAME)
    except ValueError:
        logging.getLogger("rollbook.test").exception("a job failed")
    (line,) = lines()
    assert "Amelia" not in json.dumps(line)
    assert line["error"].startswith("builtins.ValueError < ")
    assert "test_logs.py" in line["error"]
    assert "fail_about" in line["error"]


def test_what_led_to_a_failure_is_told_the_same_way(lines):
    try:
        try:
            fail_about(NAME)
        except ValueError as cause:
            raise RuntimeError(f"cannot write to {EMAIL}") from cause
    except RuntimeError:
        logging.getLogger("rollbook.test").exception("a job failed")
    told = json.dumps(lines())
    assert "RuntimeError" in told
    assert "raised from builtins.ValueError" in told
    assert NAME not in told
    assert EMAIL not in told


def test_an_error_among_the_arguments_of_a_message_is_named_by_its_kind(lines):
    logging.getLogger("rollbook.test").error("refused: %s", ValueError(EMAIL))
    assert lines()[0]["message"] == "refused: builtins.ValueError"


@app.task(name="tests.fail_about")
def fail_about_task(name: str) -> None:
    fail_about(name)


def test_a_task_that_fails_is_named_without_its_arguments(lines):
    trace_task(fail_about_task, "an-id", (NAME,), {}, {"hostname": "here"}, app=app)
    (line,) = [line for line in lines() if line["name"] == "celery.app.trace"]
    assert line["task"] == "tests.fail_about"
    assert "fail_about" in line["error"]
    assert NAME not in json.dumps(lines())


@pytest.mark.django_db
def test_the_database_names_its_constraint_and_not_the_row(lines):
    insert = "INSERT INTO django_session VALUES (%s, %s, '2026-01-01')"
    with connection.cursor() as cursor:
        cursor.execute(insert, [EMAIL, NAME])
        with pytest.raises(IntegrityError, match=EMAIL) as refused, transaction.atomic():
            cursor.execute(insert, [EMAIL, NAME])
    logging.getLogger("rollbook.test").error("not saved", exc_info=refused.value)
    told = json.dumps(lines())
    assert "django_session_pkey" in told
    assert "23505" in told
    assert EMAIL not in told
    assert NAME not in told


def failing_view(request, name):
    raise ValueError(f"{name} has no class")


def fine_view(request, name):
    return HttpResponse("ok")


urlpatterns = [
    path("fails/<str:name>/", failing_view, name="fails"),
    path("fine/<str:name>/", fine_view, name="fine"),
    *of_the_site,
]


@override_settings(ROOT_URLCONF=__name__)
def test_a_request_is_logged_by_its_route_and_never_by_its_address(client, lines):
    client.get(f"/fine/{EMAIL}/?q={NAME}")
    told = [line for line in lines() if line["name"] == "rollbook.request"]
    assert len(told) == 1
    assert told[0]["route"] == "fine"
    assert (told[0]["method"], told[0]["status"]) == ("GET", 200)
    assert told[0]["ms"] >= 0
    assert EMAIL not in json.dumps(lines())


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_of_the_server_is_logged_without_what_was_asked(client, lines):
    client.raise_request_exception = False
    assert client.get(f"/fails/{EMAIL}/").status_code == 500
    told = json.dumps(lines())
    assert "failing_view" in told
    assert "ValueError" in told
    assert EMAIL not in told


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_is_not_there_leaves_no_address_either(client, lines):
    assert client.get(f"/nowhere/{EMAIL}/").status_code == 404
    told = json.dumps(lines())
    assert '"route": "unknown"' in told
    assert EMAIL not in told


def test_a_request_of_somebody_signed_in_is_logged_by_keys(lines):
    class Somebody:
        pk, school_id = 7, 3

    request = RequestFactory().get("/")
    request._cached_user = Somebody()
    request.resolver_match = None
    RequestLog(lambda _request: HttpResponse())(request)
    assert (lines()[0]["user"], lines()[0]["school"]) == (7, 3)


@pytest.mark.parametrize("silent", ["axes", "django.db.backends"])
def test_what_names_people_by_its_nature_is_not_logged(lines, silent):
    logging.getLogger(silent).warning("locked out %s", EMAIL)
    assert lines() == []
