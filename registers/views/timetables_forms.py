"""The forms of part-time timetables and of registration at two schools."""

from datetime import date
from typing import Any

from django import forms

from registers.actions.agree_part_time import PartTime
from registers.actions.register_dual import DualRegistration
from registers.queries.workers_to_tell import Workers
from registers.views.roll_fields import from_list, line, one_day, one_of, sessions_of_week, words
from schools.models import Parent
from toolkit.plain_form import PlainForm

NOT_FOR_BEHAVIOUR = "It is not used to manage behaviour"


class PartTimeForm(PlainForm):
    """What a parent and the school agreed."""

    start = one_day("First day", missing="Enter the first day.")
    end = one_day(
        "Last day",
        missing="Enter the last day. A part-time timetable always has one.",
        help_text="At most 12 weeks from the first day.",
    )
    away = sessions_of_week("Sessions in which the pupil is not due at school")
    hours = line(
        "Times agreed", longest=200, help_text="For example: 8:50 to 12:00, Monday to Friday."
    )
    reason = words("Why it is needed for a while")
    not_for_behaviour = forms.BooleanField(label=NOT_FOR_BEHAVIOUR, required=False)
    agreed_on = one_day("Agreed on", missing="Enter the day on which the parent agreed.")
    first_review = one_day(
        "First review",
        required=False,
        help_text="Never more than four weeks without a review.",
    )
    second_review = one_day("Second review", required=False)
    third_review = one_day("Third review", required=False)
    authority_told_on = one_day("Local authority told on", required=False)

    order = ("start", "end", "away", "hours", "reason", "not_for_behaviour", "agreed_with")

    def __init__(self, *args: Any, parents: list[Parent], workers: Workers, **how: Any) -> None:
        super().__init__(*args, **how)
        self.parents = {str(parent.pk): parent for parent in parents}
        self.fields["agreed_with"] = from_list(
            "Parent who agreed",
            [(key, str(parent)) for key, parent in self.parents.items()],
            missing="Choose the parent who agreed: one the pupil normally lives with.",
            help_text="Only a parent the pupil normally lives with can agree.",
        )
        if workers.for_timetable:
            who = "Virtual School" if workers.virtual_school else "Social worker"
            self.fields["worker_told_on"] = one_day(f"{who} told on", required=False)
        self.order_fields(self.order)

    def agreed(self) -> PartTime:
        """What was filled in."""
        given = self.cleaned_data
        reviews = [given["first_review"], given["second_review"], given["third_review"]]
        return PartTime(
            start=given["start"],
            end=given["end"],
            away=frozenset(given["away"]),
            hours=given["hours"],
            reason=given["reason"],
            not_for_behaviour=given["not_for_behaviour"],
            agreed_with=self.parents.get(given["agreed_with"]),
            agreed_on=given["agreed_on"],
            reviews=tuple(day for day in reviews if day is not None),
            authority_told_on=given["authority_told_on"],
            worker_told_on=given.get("worker_told_on"),
        )


class DualForm(PlainForm):
    """The other school and its sessions."""

    other_school = line("Other school")
    is_main = one_of(
        "Which school is the main one",
        [("ours", "This school"), ("other", "The other school")],
        missing="Choose which school is the main one.",
    )
    start = one_day("First day", missing="Enter the first day.")
    end = one_day("Last day, if it is known", required=False)
    away = sessions_of_week("Sessions due at the other school")
    reason = words("Note")

    def registered(self) -> DualRegistration:
        """What was filled in."""
        given = self.cleaned_data
        return DualRegistration(
            start=given["start"],
            end=given["end"],
            away=frozenset(given["away"]),
            other_school=given["other_school"],
            is_main=given["is_main"] == "ours",
            reason=given["reason"],
        )


class ReviewForm(PlainForm):
    """What came of a review."""

    held_on = one_day("Held on", missing="Enter the day on which it was held.")
    outcome = words("What came of it", rows=3)
    next_on = one_day("Another review on", required=False)


class EndForm(PlainForm):
    """The last day that a timetable holds."""

    last_day = one_day(
        "Last day of the timetable",
        missing="Enter the last day.",
        help_text="A day before its first day takes it back.",
    )
    reason = words("Why it ends", rows=3)

    def __init__(self, *args: Any, today: date, **how: Any) -> None:
        super().__init__(*args, **how)
        self.initial.setdefault("last_day", today)
