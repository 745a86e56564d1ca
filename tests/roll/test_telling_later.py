"""Who said 'not yet' when a pupil left the roll records it later, once, and nobody rewrites it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit.models import Act
from registers.actions.record_telling import record_telling
from registers.actions.take_back_removal import take_back_removal
from registers.models import Removal, RemovalTelling
from registers.queries.untold import still_to_tell
from registers.roll_refusals import NotInOrder
from schools.models import PupilFlag, User
from schools.permissions import NotPermitted
from schools.roles import ROLE_NAMES
from tests.factories.flags import PupilFlagFactory
from tests.registers.classroom import THURSDAY
from tests.registers.test_two_people_at_once import all_at_once
from tests.roll.office import FRIDAY, MONDAY, Office

Whom = RemovalTelling.Whom
SEE_SAFEGUARDING = ["attendance_lead", "safeguarding_lead", "senior_leader", "headteacher"]


def leaves_untold(office: Office, *kinds: str) -> Removal:
    """The pupil leaves on Friday, and nobody has told the workers whom these flags bring."""
    for kind in kinds or ("social_worker",):
        PupilFlagFactory(pupil=office.pupil, kind=kind, start=date(2026, 9, 1))
    return office.remove(not_told="Not yet: the worker is away until Monday.")


def tell(office, removal, *, whom="social_worker", by=None, told_on=MONDAY, **how):
    by = by or office.head
    return record_telling(
        by=by,
        removal=removal,
        whom=whom,
        told_on=told_on,
        told_by=how.get("told_by", by),
        words=how.get("words", "By telephone: goes to Alder Primary."),
        at=office.at("15:00", day=how.get("today", MONDAY)),
    )


@pytest.mark.parametrize(
    ("kind", "owed"),
    [
        ("social_worker", [Whom.SOCIAL_WORKER]),
        ("child_protection", [Whom.SOCIAL_WORKER]),
        ("child_in_need", [Whom.SOCIAL_WORKER]),
        ("looked_after", [Whom.SOCIAL_WORKER, Whom.VIRTUAL_SCHOOL]),
        ("youth_justice", [Whom.YOUTH_JUSTICE]),
    ],
)
def test_each_worker_whom_the_flags_bring_is_still_to_be_told(office, kind, owed):
    assert still_to_tell(leaves_untold(office, kind)) == owed


def test_a_worker_who_was_told_at_once_is_not_told_again(office):
    PupilFlagFactory(pupil=office.pupil, kind="looked_after", start=date(2026, 9, 1))
    removal = office.remove(social_worker_told_on=THURSDAY, not_told="The Virtual School: later.")
    assert still_to_tell(removal) == [Whom.VIRTUAL_SCHOOL]
    with pytest.raises(NotInOrder, match="was told on 12 November 2026 already"):
        tell(office, removal)


@pytest.mark.parametrize(
    ("start", "end", "is_owed"),
    [
        (date(2026, 9, 1), FRIDAY, True),
        (date(2026, 9, 1), THURSDAY, False),
        (FRIDAY, None, True),
        (FRIDAY + timedelta(days=1), None, False),
    ],
)
def test_the_flags_of_the_last_day_decide_who_is_told(office, start, end, is_owed):
    removal = office.remove()
    PupilFlagFactory(pupil=office.pupil, kind="social_worker", start=start, end=end)
    assert bool(still_to_tell(removal)) == is_owed


def test_a_telling_says_whom_when_by_whom_and_how(office):
    removal = leaves_untold(office)
    lead = office.person("safeguarding_lead", job_title="Designated safeguarding lead")
    telling = tell(office, removal, by=lead, told_by=office.clerk, words=" By e-mail. ")
    telling.refresh_from_db()
    assert (telling.removal, telling.whom, telling.told_on) == (removal, "social_worker", MONDAY)
    assert (telling.told_by, telling.words) == (office.clerk, "By e-mail.")
    assert (telling.recorded_by, telling.recorded_role) == (lead, "safeguarding_lead")
    assert telling.recorded_title == "Designated safeguarding lead"
    assert telling.recorded_at == office.at("15:00", day=MONDAY)
    act = Act.objects.get(act="record_telling")
    assert (act.by, act.subject_id, act.detail["pupil"]) == (lead, telling.pk, office.pupil.pk)
    assert "whom" not in act.detail  # Whoever reads the trail need not see safeguarding facts.
    assert still_to_tell(removal) == []


def test_each_worker_is_told_once_and_the_others_are_still_to_be(office):
    removal = leaves_untold(office, "looked_after", "youth_justice")
    tell(office, removal)
    assert still_to_tell(removal) == [Whom.YOUTH_JUSTICE, Whom.VIRTUAL_SCHOOL]
    with pytest.raises(NotInOrder, match="The social worker was told on 16 November 2026 already"):
        tell(office, removal)
    tell(office, removal, whom="virtual_school")
    assert RemovalTelling.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"whom": "youth_justice"}, "No youth justice worker of"),
        ({"whom": "grandmother"}, "Choose who was told."),
        ({"told_on": MONDAY + timedelta(days=1)}, "This day has not come yet."),
        ({"told_on": THURSDAY - timedelta(days=1)}, "was decided on 12 November 2026"),
        ({"words": " \n"}, "Enter how it was done"),
        ({"words": "x" * 2001}, "at most 2,000 letters"),
        ({"words": "By\x00telephone"}, "plain words"),
    ],
)
def test_what_cannot_have_been_is_refused_with_a_sentence(office, given, said):
    removal = leaves_untold(office)
    with pytest.raises(NotInOrder, match=said):
        tell(office, removal, **given)
    assert not RemovalTelling.objects.exists()


def test_the_day_of_the_decision_and_today_are_days_on_which_it_can_have_been(office):
    removal = leaves_untold(office, "looked_after")
    tell(office, removal, told_on=THURSDAY)
    tell(office, removal, whom="virtual_school", told_on=MONDAY)
    assert still_to_tell(removal) == []


def test_whoever_told_is_of_the_school_and_was_there_that_day(office):
    removal = leaves_untold(office)
    gone = office.person("office", leaves_on=FRIDAY)
    system = User.objects.system(office.school)
    for teller, said in (
        (Office().clerk, "works at the school"),
        (system, "works at the school"),
        (gone, "had left the school by then"),
    ):
        with pytest.raises(NotInOrder, match=said):
            tell(office, removal, told_by=teller)
    assert tell(office, removal, told_by=gone, told_on=FRIDAY).told_by == gone


def test_a_removal_that_was_taken_back_has_nobody_to_tell(office):
    removal = leaves_untold(office)
    take_back_removal(by=office.head, removal=removal, reason="Stays.", at=office.now)
    assert still_to_tell(removal) == []
    with pytest.raises(NotInOrder, match="taken back"):
        tell(office, removal)


@pytest.mark.parametrize("role", SEE_SAFEGUARDING)
def test_those_who_see_why_a_pupil_is_vulnerable_record_it(office, role):
    removal = leaves_untold(office)
    assert tell(office, removal, by=office.person(role)).recorded_role == role


@pytest.mark.parametrize(
    "role", ["class_teacher", "year_lead", "senco", "office", "family_liaison", "governor", "admin"]
)
def test_nobody_else_does_and_the_sentence_names_those_who_can(office, role):
    removal = leaves_untold(office)
    with pytest.raises(NotPermitted) as refused:
        tell(office, removal, by=office.person(role))
    able = [ROLE_NAMES[one] for one in SEE_SAFEGUARDING]
    assert str(refused.value).endswith(f"It can be done by: {', '.join(able)}.")
    assert not RemovalTelling.objects.exists()


def test_it_is_recorded_in_the_role_that_permits_it(office):
    person = office.person("office", "safeguarding_lead")
    assert tell(office, leaves_untold(office), by=person).recorded_role == "safeguarding_lead"


def test_a_headteacher_of_another_school_records_nothing(office):
    removal = leaves_untold(office)
    with pytest.raises(NotPermitted):
        tell(office, removal, by=Office().head)


def test_the_database_keeps_a_telling_as_it_is_and_takes_no_second(office):
    telling = tell(office, leaves_untold(office))
    rows = RemovalTelling.objects.filter(pk=telling.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(told_on=THURSDAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)
    telling.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        telling.save(force_insert=True)


def test_of_four_who_record_it_at_once_one_does_and_the_others_are_told(committed: None) -> None:
    office = Office(pupils=1)
    removal = leaves_untold(office)
    answers = all_at_once(*[lambda: tell(office, removal)] * 4)
    refused = [answer for answer in answers if isinstance(answer, NotInOrder)]
    assert len(refused) == 3, answers
    assert all("already" in str(answer) for answer in refused)
    assert RemovalTelling.objects.filter(removal=removal).count() == 1


def test_a_flag_ended_later_takes_nothing_from_who_was_to_be_told(office):
    removal = leaves_untold(office)
    PupilFlag.objects.update(end=MONDAY)
    assert still_to_tell(removal) == [Whom.SOCIAL_WORKER]
