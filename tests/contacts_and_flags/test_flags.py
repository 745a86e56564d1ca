"""Flags begin and end on days, and two of a kind never share one."""

from datetime import date

import pytest

from schools.actions.end_flag import end_flag
from schools.actions.remove_flag import remove_flag
from schools.actions.start_flag import start_flag
from schools.models import PupilFlag
from schools.refusals import Refused
from tests.contacts_and_flags.family import AT, TODAY, acts, history
from tests.factories.flags import PupilFlagFactory

WORKER = {"worker_name": "S. Imrie", "worker_phone": "01632 960005"}


def started(family, kind, start=TODAY, by=None, **more):
    person = by or family.person("headteacher")
    return start_flag(pupil=family.ada, kind=kind, start=start, by=person, at=AT, **more)


def rows(kind):
    found = PupilFlag.objects.filter(kind=kind).order_by("start")
    return list(found.values_list("value", "start", "end"))


def test_a_flag_starts_from_the_page_with_its_history(family):
    answer = family.post("start_flag", family.ada.pk, kind="fsm", start="2025-09-01")
    assert answer.status_code == 302
    assert rows("fsm") == [("", date(2025, 9, 1), None)]
    assert history(pupil=family.ada) == [("flag_fsm", "", "From 1 September 2025")]
    assert acts() == ["start_flag"]


def test_a_social_worker_has_a_contact(family):
    family.sign_in("attendance_lead")
    family.post("start_flag", family.ada.pk, kind="social_worker", start="2025-09-01", **WORKER)
    flag = PupilFlag.objects.get()
    assert (flag.worker_name, flag.worker_phone) == ("S. Imrie", "01632 960005")
    page = family.get("change_flag", family.ada.pk, flag.pk)
    assert 'value="S. Imrie"' in page.text
    family.post(
        "change_flag", family.ada.pk, flag.pk, seen="1", start="2025-09-01",
        worker_name="J. Okafor", worker_phone="01632 960005", worker_email="", note="Tuesdays",
    )  # fmt: skip
    assert history(pupil=family.ada)[-2:] == [
        ("flag_social_worker_worker_name", "S. Imrie", "J. Okafor"),
        ("flag_social_worker_note", "", "Tuesdays"),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"worker_phone": "01632"}, "Nobody is reached by that number."),
        ({"worker_phone": "ask the council"}, "Nobody is reached by that number."),
        ({"worker_email": "imrie@council"}, "Enter a whole email address"),
    ],
)
def test_a_worker_who_could_not_be_reached_is_not_saved(family, typed, said):
    family.sign_in("attendance_lead")
    answer = family.post(
        "start_flag", family.ada.pk, kind="social_worker", start="2025-09-01", **WORKER | typed
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert next(iter(typed.values())) in answer.text, "what was typed is kept"
    assert not PupilFlag.objects.exists()


def test_a_worker_belongs_only_to_the_flags_that_name_one(family):
    assert "Worker" not in family.get("start_flag", family.ada.pk).text, "the office sees no such"
    family.sign_in("headteacher")
    answer = family.post(
        "start_flag", family.ada.pk, kind="fsm", start="2025-09-01", worker_name="S. Imrie"
    )
    assert answer.status_code == 422
    assert not PupilFlag.objects.exists()


def test_from_support_to_a_plan_ends_the_one_and_starts_the_other(family):
    started(family, "sen", date(2025, 9, 1), value="K")
    started(family, "sen", TODAY, value="E")
    assert rows("sen") == [
        ("K", date(2025, 9, 1), date(2025, 9, 7)),
        ("E", TODAY, None),
    ]
    assert history(pupil=family.ada) == [
        ("flag_sen", "", "K from 1 September 2025"),
        ("flag_sen", "K from 1 September 2025", "K from 1 September 2025 to 7 September 2025"),
        ("flag_sen", "", "E from 8 September 2025"),
    ]


def test_special_needs_say_which_and_nothing_else_does(family):
    with pytest.raises(Refused, match=r"support \(K\) or a plan \(E\)"):
        started(family, "sen")
    with pytest.raises(Refused):
        started(family, "fsm", value="K")
    family.sign_in("headteacher")
    answer = family.post("start_flag", family.ada.pk, kind="sen", start="2025-09-01")
    assert answer.context["form"].errors["value"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2025, 9, 5), None),
        (date(2025, 8, 1), date(2025, 9, 1)),
        (date(2025, 9, 2), date(2025, 9, 3)),
        (date(2025, 8, 1), None),
    ],
)
def test_two_of_a_kind_share_no_day(family, start, end):
    PupilFlagFactory(pupil=family.ada, start=date(2025, 9, 1), end=date(2025, 9, 5))
    with pytest.raises(Refused, match="two cannot share a day"):
        started(family, "fsm", start, end=end)


def test_one_begins_the_day_after_another_ended(family):
    PupilFlagFactory(pupil=family.ada, start=date(2025, 9, 1), end=date(2025, 9, 5))
    started(family, "fsm", date(2025, 9, 6))
    started(family, "fsm", date(2025, 8, 1), end=date(2025, 8, 31))
    assert len(rows("fsm")) == 3


def test_an_end_before_the_start_is_refused(family):
    answer = family.post(
        "start_flag", family.ada.pk, kind="fsm", start="2025-09-05", end="2025-09-01"
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["end"] == ["The last day cannot be before the first."]


def test_a_flag_begins_at_most_a_year_ahead(family):
    too_far = ["Choose a first day at most a year ahead."]
    for start in ("2199-12-31", "2026-09-10"):
        answer = family.post("start_flag", family.ada.pk, kind="fsm", start=start)
        assert answer.status_code == 422
        assert answer.context["form"].errors["start"] == too_far
    family.post("start_flag", family.ada.pk, kind="fsm", start="2026-09-09")
    assert rows("fsm") == [("", date(2026, 9, 9), None)]
    flag = PupilFlag.objects.get()
    answer = family.post("change_flag", family.ada.pk, flag.pk, start="2026-09-10", seen="1")
    assert answer.context["form"].errors["start"] == too_far
    assert rows("fsm") == [("", date(2026, 9, 9), None)]


def test_a_flag_ends_on_a_day(family):
    flag = PupilFlagFactory(pupil=family.ada)
    assert family.post(
        "end_flag", family.ada.pk, flag.pk, end="2025-09-12", seen="1"
    ).status_code == 302  # fmt: skip
    assert rows("fsm") == [("", date(2025, 9, 1), date(2025, 9, 12))]
    assert history(pupil=family.ada) == [
        ("flag_fsm", "From 1 September 2025", "From 1 September 2025 to 12 September 2025")
    ]
    assert acts() == ["end_flag"]
    other = PupilFlagFactory(pupil=family.ada, start=date(2025, 9, 20))
    with pytest.raises(Refused, match="before the first"):
        end_flag(flag=other, end=date(2025, 9, 19), seen=1, by=family.office, at=AT)


def test_a_wrong_start_is_corrected(family):
    flag = PupilFlagFactory(pupil=family.ada, start=date(2025, 9, 1))
    family.post("change_flag", family.ada.pk, flag.pk, start="2025-06-02", seen="1")
    assert rows("fsm") == [("", date(2025, 6, 2), None)]
    assert history(pupil=family.ada) == [("flag_fsm", "From 1 September 2025", "From 2 June 2025")]


def test_a_corrected_start_runs_into_no_other(family):
    PupilFlagFactory(pupil=family.ada, start=date(2025, 3, 1), end=date(2025, 6, 30))
    flag = PupilFlagFactory(pupil=family.ada, start=date(2025, 9, 1))
    answer = family.post("change_flag", family.ada.pk, flag.pk, start="2025-06-30", seen="1")
    assert answer.status_code == 422
    assert len(rows("fsm")) == 2


def test_the_second_of_two_editors_of_a_flag_is_told(family):
    flag = PupilFlagFactory(pupil=family.ada)
    place = (family.ada.pk, flag.pk)
    family.post("change_flag", *place, start="2025-09-02", note="First", seen="1")
    answer = family.post("change_flag", *place, start="2025-09-02", note="Second", seen="1")
    assert answer.status_code == 422
    assert "First" in answer.text
    assert "Second" in answer.text
    flag.refresh_from_db()
    assert flag.note == "First"


def test_what_was_entered_by_mistake_is_removed_and_remembered(family):
    flag = PupilFlagFactory(pupil=family.ada)
    place = (family.ada.pk, flag.pk)
    assert family.post("remove_flag", *place, seen="1").status_code == 422
    family.post("remove_flag", *place, seen="1", reason="Meant for Ben")
    assert rows("fsm") == []
    assert history(pupil=family.ada) == [("flag_fsm", "From 1 September 2025", "")]
    assert acts() == ["remove_flag"]
    with pytest.raises(Refused, match="removed meanwhile"):
        remove_flag(flag=flag, reason="Again", seen=1, by=family.office, at=AT)


def test_a_flag_of_another_pupil_is_not_found(family):
    flag = PupilFlagFactory(pupil=family.ben)
    assert family.get("change_flag", family.ada.pk, flag.pk).status_code == 404


def test_the_pages_read_little(family, django_assert_max_num_queries):
    family.sign_in("headteacher")
    flag = PupilFlagFactory(pupil=family.ada, kind="sen", value="K")
    with django_assert_max_num_queries(15):
        family.get("change_flag", family.ada.pk, flag.pk)
    with django_assert_max_num_queries(15):
        family.get("start_flag", family.ada.pk)
