"""Ask who was told later of a removal from the roll, when, by whom and how."""

from typing import Any

from registers.actions.record_telling import record_telling
from registers.models import Removal, RemovalTelling
from registers.telling import NO_WORDS
from registers.views.roll_fields import attempt, from_list, one_day, one_of, words
from schools.models import User
from schools.queries.staff_list import by_surname
from toolkit import clock
from toolkit.plain_form import PlainForm

Whom = RemovalTelling.Whom


class TellingForm(PlainForm):
    """One worker who was told; the next is recorded in another go.

    What was posted is read against every worker, so that the action can say what is wrong with
    one who was told meanwhile; `offer` leaves fewer to choose from.
    """

    told_on = one_day("Told on", missing="Enter the day on which they were told.")
    words = words("How it was done, and what was said", rows=3, missing=NO_WORDS)

    def __init__(self, *args: Any, by: User, **how: Any) -> None:
        super().__init__(*args, **how)
        self.people = {str(one.pk): one for one in _staff(by)}
        self.fields["whom"] = one_of("Who was told", Whom.choices, missing="Choose who was told.")
        self.fields["told_by"] = from_list(
            "Told by",
            [(key, one.name) for key, one in self.people.items()],
            missing="Choose who told them.",
            initial=str(by.pk),
        )
        self.order_fields(("whom", "told_on", "told_by", "words"))

    def offer(self, owed: list[Whom]) -> None:
        """Leave only those to choose who are still to be told; one alone is chosen already."""
        whom = self.fields["whom"]
        whom.choices = [(one.value, one.label) for one in owed]  # type: ignore[attr-defined]
        whom.initial = owed[0].value if len(owed) == 1 else None

    def saved(self, *, by: User, removal: Removal) -> RemovalTelling | None:
        """The telling; None where something was wrong, which the form then shows."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        return attempt(
            self,
            lambda: record_telling(
                by=by,
                removal=removal,
                whom=given["whom"],
                told_on=given["told_on"],
                told_by=self.people[given["told_by"]],
                words=given["words"],
                at=clock.now(),
            ),
        )


def _staff(by: User) -> list[User]:
    """Everybody with an account at the school, those who have left included: a telling is past."""
    return sorted(User.objects.filter(school_id=by.school_id, is_system=False), key=by_surname)
