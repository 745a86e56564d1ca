"""The health address says which part is alive, to anybody and without school data."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from attendance_site.celery import app
from attendance_site.tick import LAST_TICK
from toolkit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unknown():
    cache.delete_many([LAST_TICK, "attendance_site.worker"])


def say_of_worker(word: str) -> None:
    cache.set("attendance_site.worker", word)


def test_all_is_well(client):
    say_of_worker("ok")
    cache.set(LAST_TICK, clock.real_now().isoformat())
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json() == dict.fromkeys(("web", "database", "broker", "worker", "tick"), "ok")
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_silent_worker_is_told(client):
    cache.set(LAST_TICK, clock.real_now().isoformat())
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["worker"] == "silent"


@pytest.mark.parametrize(("minutes", "word"), [(2, "ok"), (4, "late")])
def test_a_tick_older_than_three_minutes_is_late(client, minutes, word):
    cache.set(LAST_TICK, (clock.real_now() - timedelta(minutes=minutes)).isoformat())
    assert client.get("/health/").json()["tick"] == word


def test_before_the_first_tick_it_says_so(client):
    assert client.get("/health/").json()["tick"] == "none yet"


def test_it_tells_when_the_broker_is_gone(client, monkeypatch):
    monkeypatch.setattr(app.conf, "broker_read_url", "redis://127.0.0.1:1/0")
    said = client.get("/health/").json()
    assert (said["broker"], said["worker"], said["tick"]) == ("unreachable", "unknown", "unknown")


def test_the_worker_is_not_asked_again_at_once(client):
    client.get("/health/")
    assert cache.get("attendance_site.worker") == "silent"


def test_it_answers_a_read_only(client):
    assert client.post("/health/").status_code == 405
