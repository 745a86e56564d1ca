"""The form of the attendance policy: bands, triggers, stages, home visits and approvals."""

from typing import Any

from schools.actions.set_policy import LEADS
from schools.form_fields import choice_field, text_field, tick
from schools.models import AttendancePolicy
from schools.models.policy import STAGES
from schools.roles import ROLE_NAMES
from schools.settings_forms import SINCE, GroupedForm, number, percent, since

LEAD_CHOICES = [(role, ROLE_NAMES[role]) for role in LEADS]
NUMBERS = range(1, len(STAGES) + 1)


def led_by() -> Any:
    """Who leads a stage."""
    return choice_field("Led by", LEAD_CHOICES, missing="Choose who leads it.")


class PolicyForm(GroupedForm):
    """Each default is that of the guidance or of most schools; see docs/policy."""

    GROUPS = (
        (
            "Bands",
            ("attendance_high", "attendance_low", "severe_absence", "unauthorised_percent"),
        ),
        (
            "What makes somebody look",
            (
                "late_sessions",
                "illness_occasions",
                "illness_days",
                "minimum_sessions",
                "review_weeks",
            ),
        ),
        ("Home visits", ("visit_on_day", "visit_on_day_protected")),
        *(
            (f"Stage {number}", (f"stage_name_{number}", f"stage_lead_{number}"))
            for number in NUMBERS
        ),
        (
            "Approvals",
            ("unexplained_becomes_o", "letters_need_approval", "requests_need_approval"),
        ),
        SINCE,
    )
    attendance_high = percent("Good attendance is above", "Percent of possible sessions.")
    attendance_low = percent("Attendance is a concern below", "Percent of possible sessions.")
    severe_absence = percent("Absence is severe from", "Percent of possible sessions missed.")
    unauthorised_percent = percent("Unauthorised absence counts from", "Percent of possible.")
    late_sessions = number("Late sessions in a half term", "L and U together.")
    illness_occasions = number("Separate occasions of illness in a year")
    illness_days = number("School days of illness in a row")
    minimum_sessions = number(
        "Possible sessions before a percentage counts", "So that nobody is judged by one week."
    )
    review_weeks = number("School weeks between a step and its review")
    visit_on_day = number("Visit on this school day without reason or contact")
    visit_on_day_protected = number("The same with a child protection plan")
    stage_name_1, stage_lead_1 = (text_field("Name", longest=60), led_by())
    stage_name_2, stage_lead_2 = (text_field("Name", longest=60), led_by())
    stage_name_3, stage_lead_3 = (text_field("Name", longest=60), led_by())
    stage_name_4, stage_lead_4 = (text_field("Name", longest=60), led_by())
    stage_name_5, stage_lead_5 = (text_field("Name", longest=60), led_by())
    unexplained_becomes_o = tick("N becomes O by itself after the fifth school day")
    letters_need_approval = tick("Letters wait for approval")
    requests_need_approval = tick("Requests to the authority wait for the headteacher")
    valid_from = since("Today or later.")

    def facts(self) -> dict[str, Any]:
        typed = super().facts()
        plain = {name: one for name, one in typed.items() if not name.startswith("stage_")}
        return plain | {
            "stage_names": [typed[f"stage_name_{number}"] for number in NUMBERS],
            "stage_leads": [typed[f"stage_lead_{number}"] for number in NUMBERS],
        }

    @classmethod
    def first_values(cls, row: AttendancePolicy) -> dict[str, Any]:
        stages = zip(NUMBERS, row.stage_names, row.stage_leads, strict=True)
        found = super().first_values(row)
        for number_, name, lead in stages:
            found |= {f"stage_name_{number_}": name, f"stage_lead_{number_}": lead}
        return found
