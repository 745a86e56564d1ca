"""A month's copy can be made from the command line, for the one school or a named one."""

from datetime import date, time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from registers.models import KeptCopy
from tests.factories.schools import SchoolFactory
from tests.registers.classroom import Classroom
from toolkit import clock


@pytest.fixture
def taken(classroom: Classroom, monkeypatch) -> Classroom:
    classroom.take()
    monkeypatch.setattr(clock, "now", lambda: clock.at_school(date(2026, 12, 3), time(12)))
    return classroom


def said(*words: str) -> str:
    out = StringIO()
    call_command("keep_registers", *words, stdout=out)
    return out.getvalue()


def test_it_prints_where_the_files_are_and_a_second_run_makes_none(taken):
    first = said("2026-11")
    assert [Path(line).suffix for line in first.splitlines()] == [".csv", ".pdf"]
    assert all(Path(line).is_file() for line in first.splitlines())
    assert said("2026-11") == first
    assert KeptCopy.objects.count() == 1


def test_again_makes_another_beside_it(taken, monkeypatch):
    first = said("2026-11")
    monkeypatch.setattr(clock, "now", lambda: clock.at_school(date(2026, 12, 4), time(12)))
    assert said("2026-11", "--again") != first
    assert KeptCopy.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["November"], "November is not a month; write YYYY-MM."),
        (["2026-12"], "December 2026 is not over yet."),
        (["2026-11", "--school", "999999"], "There is no school with the URN 999999."),
    ],
)
def test_what_cannot_be_is_refused_in_words(taken, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        said(*words)
    assert not KeptCopy.objects.exists()


def test_of_two_schools_one_must_be_named(taken):
    SchoolFactory()
    with pytest.raises(CommandError, match="name one with --school URN"):
        said("2026-11")
    assert said("2026-11", "--school", taken.school.urn)


def test_without_a_school_it_says_so(db):
    with pytest.raises(CommandError, match="No school has been loaded yet"):
        said("2026-11")
