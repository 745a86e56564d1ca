"""The attendance policy: its defaults, its bands, and that a past day keeps its own."""

from datetime import date
from decimal import Decimal

import pytest

from schools.dated_settings import SettingsRefused
from schools.models import AttendancePolicy
from schools.queries.policy_in_force import policy_in_force
from tests.factories.settings import AttendancePolicyFactory
from tests.settings.keeper import FRIDAY, THURSDAY, Keeper


def test_without_a_policy_the_defaults_hold(keeper: Keeper) -> None:
    policy = policy_in_force(school_id=keeper.school.pk, on=THURSDAY)
    assert policy.pk is None
    assert (policy.attendance_high, policy.attendance_low, policy.severe_absence) == (95, 90, 50)
    assert (policy.late_sessions, policy.illness_occasions, policy.illness_days) == (5, 3, 5)
    assert (policy.unauthorised_percent, policy.minimum_sessions, policy.review_weeks) == (
        10,
        20,
        4,
    )
    assert (policy.visit_on_day, policy.visit_on_day_protected) == (2, 1)
    assert policy.unexplained_becomes_o is False
    assert policy.stage_leads[0] == "office"


def test_before_its_first_policy_a_school_had_the_defaults(keeper: Keeper) -> None:
    keeper.set_policy(late_sessions=3)
    before = policy_in_force(school_id=keeper.school.pk, on=date(2026, 11, 11))
    after = policy_in_force(school_id=keeper.school.pk, on=THURSDAY)
    assert (before.late_sessions, after.late_sessions) == (5, 3)


def test_a_past_day_keeps_its_policy(keeper: Keeper) -> None:
    AttendancePolicyFactory(school=keeper.school, late_sessions=6)
    keeper.set_policy(FRIDAY, late_sessions=3)
    on = [policy_in_force(school_id=keeper.school.pk, on=day) for day in (THURSDAY, FRIDAY)]
    assert [policy.late_sessions for policy in on] == [6, 3]


def test_facts_that_are_not_given_stay(keeper: Keeper) -> None:
    AttendancePolicyFactory(school=keeper.school, late_sessions=6)
    new = keeper.set_policy(illness_days=4)
    assert (new.late_sessions, new.illness_days) == (6, 4)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"attendance_high": Decimal(90), "attendance_low": Decimal("90.1")},
         "The lower edge, 90.1%, lies above the upper one, 90%"),
        ({"severe_absence": Decimal(0)}, "above 0"),
        ({"late_sessions": 0}, "from 1 to 50"),
        ({"review_weeks": 13}, "from 1 to 12"),
        ({"stage_names": ["A", "B", " ", "D", "E"]}, "each of the five stages a name"),
        ({"stage_names": ["A", "B", "a", "D", "E"]}, "Two stages are called a"),
        ({"stage_leads": ["office", "office", "office", "governor", "office"]}, "who leads"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_policy_is_refused(keeper: Keeper, facts, sentence: str) -> None:
    with pytest.raises(SettingsRefused, match=sentence):
        keeper.set_policy(**facts)
    assert not AttendancePolicy.objects.filter(school=keeper.school).exists()


def test_another_schools_policy_is_not_ours(keeper: Keeper) -> None:
    AttendancePolicyFactory(late_sessions=9)
    assert policy_in_force(school_id=keeper.school.pk, on=THURSDAY).late_sessions == 5
