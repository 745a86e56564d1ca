"""A file starts no flag over days that one with a last day ahead holds already."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from schools.models import Pupil, PupilFlag
from tests.factories.flags import PupilFlagFactory
from tests.loading.folders import ADA
from tests.loading.test_pupils import NEXT_WEEK

MONDAY = date(2025, 10, 13)  # The day of NEXT_WEEK.


@pytest.fixture
def ada(folder):
    """A pupil whom the folder has loaded, without flags."""
    folder.load()
    return Pupil.objects.get(upn=ADA)


def rows(kind):
    found = PupilFlag.objects.filter(kind=kind).order_by("start")
    return list(found.values_list("value", "start", "end"))


@pytest.mark.parametrize("start", [date(2025, 9, 1), MONDAY, date(2025, 11, 3)])
@pytest.mark.parametrize("end", [date(2025, 11, 28), None])
def test_a_flag_that_the_file_repeats_stays_as_it_is(folder, ada, start, end):
    PupilFlagFactory(pupil=ada, start=start, end=end)
    folder["pupils"][0]["fsm"] = "Y"
    folder.load(at=NEXT_WEEK)
    assert rows("fsm") == [("", start, end)]


def test_a_flag_that_ended_the_day_before_is_started_again(folder, ada):
    PupilFlagFactory(pupil=ada, end=date(2025, 10, 12))
    folder["pupils"][0]["fsm"] = "Y"
    folder.load(at=NEXT_WEEK)
    assert rows("fsm")[1:] == [("", MONDAY, None)]


def test_a_flag_that_the_file_denies_ends_before_its_last_day(folder, ada):
    PupilFlagFactory(pupil=ada, end=date(2025, 11, 28))
    folder["pupils"][0]["fsm"] = "N"
    folder.load(at=NEXT_WEEK)
    assert rows("fsm") == [("", date(2025, 9, 1), date(2025, 10, 12))]


def test_support_with_a_last_day_and_a_plan_to_come_give_way_to_the_plan_of_the_file(folder, ada):
    sen = {"pupil": ada, "kind": "sen"}
    PupilFlagFactory(**sen, value="K", end=date(2025, 11, 28))
    PupilFlagFactory(**sen, value="E", start=date(2025, 11, 29))
    folder["pupils"][0]["sen"] = "K"
    folder.load(at=NEXT_WEEK)
    assert len(rows("sen")) == 2
    folder["pupils"][0]["sen"] = "E"
    folder.load(at=NEXT_WEEK)
    assert rows("sen") == [
        ("K", date(2025, 9, 1), date(2025, 10, 12)),
        ("E", MONDAY, None),
    ]


def test_the_database_lets_no_two_flags_of_a_kind_share_a_day(ada):
    PupilFlagFactory(pupil=ada, end=MONDAY)
    with pytest.raises(IntegrityError, match="share_no_day"), transaction.atomic():
        PupilFlagFactory(pupil=ada, start=MONDAY)
    PupilFlagFactory(pupil=ada, start=date(2025, 10, 14))
    PupilFlagFactory(pupil=ada, kind="eal")
