"""What waits on Today, and what the pupil's page says of the roll."""

from datetime import timedelta

import pytest
from django.urls import reverse

from registers.actions.withdraw_suspension import withdraw_suspension
from registers.models import Suspension
from registers.queries.roll_facts import roll_facts
from registers.queries.today_items import today_items
from schools.models import Enrolment
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, TERM_ENDS, Office
from toolkit import clock

SIXTH = MONDAY + timedelta(days=4)


def page_of(name, office, *more):
    return reverse(f"roll:{name}", args=[office.pupil.pk, *more])


def titles(office, by, on):
    return [item.title for item in today_items(by=by, on=on, at=office.at("8:00", day=on))]


def test_a_review_waits_on_today_from_a_week_before(office):
    review = office.agree().reviews.get()
    assert titles(office, office.clerk, review.due_on - timedelta(days=8)) == []
    soon = today_items(by=office.clerk, on=review.due_on, at=office.now)[0]
    assert (soon.kind, soon.due, soon.urgency) == ("timetable_review", review.due_on, 1)
    late = today_items(by=office.clerk, on=review.due_on + timedelta(days=1), at=office.now)[0]
    assert late.urgency == 0
    assert office.pupil.name in late.title


def test_a_timetable_that_ends_within_a_week_is_told(office):
    office.agree(reviews=(TERM_ENDS - timedelta(days=18),))
    kinds = [
        item.kind
        for item in today_items(by=office.clerk, on=TERM_ENDS - timedelta(days=7), at=office.now)
    ]
    assert kinds == ["timetable_review", "timetable_ends"]


def test_education_from_the_sixth_day_is_asked_for_until_it_is_recorded(office):
    office.suspend(end=TERM_ENDS)
    item = today_items(by=office.clerk, on=FRIDAY, at=office.now)[0]
    assert (item.kind, item.due) == ("sixth_day", SIXTH)
    assert item.address == page_of("change_suspension", office, Suspension.objects.get().pk)
    Suspension.objects.update(provision_from=SIXTH, provision_code="K")
    assert titles(office, office.clerk, FRIDAY) == []


def test_an_exclusion_that_was_taken_back_asks_for_no_education(office):
    suspension = office.suspend(end=TERM_ENDS)
    withdraw_suspension(by=office.head, suspension=suspension, reason="x", at=office.now)
    assert titles(office, office.clerk, FRIDAY) == []


def test_a_short_suspension_asks_for_no_education(office):
    office.suspend()
    assert titles(office, office.clerk, FRIDAY) == []


def test_nothing_waits_for_those_who_do_not_record_it_or_of_pupils_who_left(office):
    review = office.agree().reviews.get()
    assert titles(office, office.teacher, review.due_on) == []
    assert titles(office, Office().clerk, review.due_on) == []
    Enrolment.objects.filter(pupil=office.pupil).update(end=FRIDAY)
    assert titles(office, office.clerk, review.due_on) == []


def test_the_pupils_page_has_the_facts_that_each_may_see(office, django_assert_max_num_queries):
    timetable = office.agree(start=THURSDAY, reviews=(FRIDAY, FRIDAY + timedelta(28)))
    suspension = office.suspend()
    with django_assert_max_num_queries(6):
        facts = roll_facts(pupil=office.pupil, by=office.clerk, on=THURSDAY)
    assert facts.is_on_roll
    assert (facts.timetables, facts.suspensions) == ([timetable], [suspension])
    assert (facts.may_arrange, facts.may_remove) == (True, False)
    seen = roll_facts(pupil=office.pupil, by=office.teacher, on=THURSDAY)
    assert (seen.timetables, seen.suspensions, seen.may_arrange) == ([timetable], [], False)
    assert roll_facts(pupil=office.pupil, by=office.head, on=THURSDAY).may_remove


def test_the_pupils_page_knows_of_a_removal_and_its_ground(office):
    removal = office.remove()
    facts = roll_facts(pupil=office.pupil, by=office.head, on=THURSDAY)
    assert (facts.removal, facts.ground) == (removal, "Registered at another school")
    assert (facts.may_remove, facts.may_take_back) == (False, True)
    later = roll_facts(pupil=office.pupil, by=office.head, on=MONDAY)
    assert (later.is_on_roll, later.may_take_back) == (False, False)


@pytest.mark.parametrize(
    ("role", "sees"),
    [("class_teacher", False), ("senco", False), ("office", True), ("safeguarding_lead", True)],
)
def test_why_and_to_which_school_a_pupil_leaves_is_not_for_teachers(
    office, client, monkeypatch, role, sees
):
    monkeypatch.setattr(clock, "real_now", lambda: office.now)
    office.remove(next_school="Alder Primary")
    person = office.teacher if role == "class_teacher" else office.person(role)
    client.force_login(person)
    page = client.get(reverse("people:pupil", args=[office.pupil.pk])).text
    assert "13 November 2026" in page
    assert ("(a) Registered at another school" in page) == sees
    assert ("Alder Primary" in page) == sees
