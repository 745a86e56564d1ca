"""Set the attendance policy: bands, triggers, stages, home visits and approvals."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from schools.dated_settings import Settings, SettingsRefused, save_dated
from schools.models import AttendancePolicy, User
from schools.permissions import require
from schools.roles import ROLES

LEADS = tuple(role for role in ROLES if role not in {"governor", "admin"})
PERCENTS = ("attendance_high", "attendance_low", "severe_absence", "unauthorised_percent")
COUNTS = {  # The smallest and the largest that can be meant.
    "late_sessions": (1, 50),
    "illness_occasions": (1, 20),
    "illness_days": (1, 30),
    "minimum_sessions": (0, 100),
    "review_weeks": (1, 12),
    "visit_on_day": (1, 10),
    "visit_on_day_protected": (1, 10),
}


@transaction.atomic
def set_policy(
    *, by: User, facts: Mapping[str, Any], valid_from: date, seen: str, at: datetime
) -> Settings:
    """The policy of that day on; facts by the names of AttendancePolicy.

    Raises NotPermitted, SettingsRefused or ChangedMeanwhile.
    """
    require(by, "settings_and_policy")
    refuse_impossible(facts)
    return save_dated(
        table=AttendancePolicy,
        act="set_policy",
        facts=facts,
        valid_from=valid_from,
        seen=seen,
        by=by,
        at=at,
    )


def refuse_impossible(facts: Mapping[str, Any]) -> None:
    """Raise SettingsRefused for bands out of order and for stages without a name or a lead."""
    for name in PERCENTS:
        if name in facts and not 0 < facts[name] <= 100:
            raise SettingsRefused("Enter a percentage above 0, up to 100.", field=name)
    high, low = facts.get("attendance_high"), facts.get("attendance_low")
    if high is not None and low is not None and low > high:
        raise SettingsRefused(
            f"The lower edge, {low}%, lies above the upper one, {high}%.", field="attendance_low"
        )
    for name, (least, most) in COUNTS.items():
        if name in facts and not least <= facts[name] <= most:
            raise SettingsRefused(f"Enter a number from {least} to {most}.", field=name)
    names = [str(one).strip() for one in facts.get("stage_names", ())]
    if "" in names:
        raise SettingsRefused(
            "Give each of the five stages a name.", field=f"stage_name_{names.index('') + 1}"
        )
    for number, name in enumerate(names):
        if name.casefold() in {one.casefold() for one in names[:number]}:
            raise SettingsRefused(
                f"Two stages are called {name}.", field=f"stage_name_{number + 1}"
            )
    for number, lead in enumerate(facts.get("stage_leads", ()), start=1):
        if lead not in LEADS:
            raise SettingsRefused("Choose who leads this stage.", field=f"stage_lead_{number}")
