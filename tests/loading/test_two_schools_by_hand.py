"""A dual registration recorded here stands while the files only repeat what was so before."""

from dataclasses import replace
from datetime import date

import pytest

from registers.actions.end_timetable import end_timetable
from registers.actions.register_dual import DualRegistration, register_dual
from registers.models import Timetable
from schools.models import Enrolment, FactChange, Pupil, User
from tests.loading.folders import ADA, AT, BEN
from tests.loading.test_pupils import NEXT_WEEK

OAK = DualRegistration(
    start=date(2025, 10, 6),
    end=None,
    away=frozenset({"0-AM"}),
    other_school="Oak Special School",
    is_main=True,
)


def record(**other) -> Timetable:
    head = User.objects.get(roles=["headteacher"])
    wanted = replace(OAK, **other)
    return register_dual(by=head, pupil=Pupil.objects.get(upn=ADA), wanted=wanted, at=AT)


def stay() -> Enrolment:
    return Enrolment.objects.get(pupil__upn=ADA)


def standing(report) -> list[str]:
    return [notice for notice in report.notices if "recorded here by hand, stands" in notice]


@pytest.mark.parametrize("is_main", [True, False])
def test_it_stands_against_the_single_registration_of_the_old_file_and_is_named(folder, is_main):
    folder.load()
    record(is_main=is_main)
    report = folder.load(at=NEXT_WEEK)
    assert report.changes_nothing()
    assert stay().kind == ("M" if is_main else "S")
    [notice] = standing(report)
    assert f"pupils.csv:2 has enrolment C for Ada Ashdown ({ADA})" in notice
    assert BEN not in notice


def test_a_file_that_is_silent_about_it_is_no_news_either(folder):
    folder.load()
    record()
    del folder["pupils"][0]["enrolment"]
    report = folder.load(at=NEXT_WEEK)
    assert (report.changes_nothing(), standing(report), stay().kind) == (True, [], "M")


def test_a_file_that_changes_it_since_the_last_load_outweighs_it(folder):
    folder.load()
    record()
    folder["pupils"][0]["enrolment"] = "S"
    report = folder.load(at=NEXT_WEEK)
    assert (report.changed["enrolments"], stay().kind, standing(report)) == (1, "S", [])
    line = FactChange.objects.get(is_import=True)
    assert (line.fact, line.after) == ("enrolment", "Subsidiary of a dual registration")


def test_a_file_that_has_caught_up_and_then_goes_back_is_news(folder):
    folder.load()
    record()
    folder["pupils"][0]["enrolment"] = "M"
    assert folder.load(at=NEXT_WEEK).changes_nothing()
    folder["pupils"][0]["enrolment"] = "C"
    assert folder.load(at=NEXT_WEEK).changed["enrolments"] == 1
    assert stay().kind == "C"


def test_ended_here_it_is_not_brought_back_by_an_old_file(folder):
    folder["pupils"][0]["enrolment"] = "M"
    folder.load()
    head = User.objects.get(roles=["headteacher"])
    end_timetable(
        by=head, timetable=record(), last_day=date(2025, 10, 6), reason="Back", at=NEXT_WEEK
    )
    report = folder.load(at=NEXT_WEEK)
    assert (report.changes_nothing(), stay().kind) == (True, "C")
    assert len(standing(report)) == 1
