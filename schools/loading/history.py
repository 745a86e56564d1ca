"""Know what was changed by hand, and add what a newer folder changes to the history at once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models
from django.db.models import Q

from schools.changes import in_words
from schools.loading.report import Report
from schools.models import FactChange, School, User
from toolkit.words import counted

BATCH = 1000
Key = tuple[int | None, int | None, str]  # Pupil, parent, and the fact's name.


class Changes:
    """The facts of pupils, parents and links that one load changes.

    A first load has none: what is new has no history. A fact that the file repeats as it was
    before somebody changed it by hand says nothing new: the change by hand stands, until the file
    says what was entered here, or something else.
    """

    def __init__(self, school: School, *, by: User, at: datetime) -> None:
        self.school, self.by, self.at = school, by, at
        self.lines: list[FactChange] = []
        self.standing = 0
        self.before_hand = _before_hand(school)

    def stands(self, key: Key, said: object) -> bool:
        """Whether the file only repeats what was so before a change by hand."""
        repeated = key in self.before_hand and self.before_hand[key] == in_words(said)
        self.standing += repeated
        return repeated

    def caught_up(self, key: Key, said: object) -> None:
        """Note that the file now says what was entered here; from then on going back is news."""
        before = self.before_hand.get(key)
        if before is not None and before != in_words(said):
            del self.before_hand[key]
            self.of_fact(key, before, said)

    def of_row(
        self,
        row: models.Model,
        facts: Mapping[str, object],
        *,
        pupil_id: int | None = None,
        parent_id: int | None = None,
    ) -> dict[str, object]:
        """The facts that are news to the row, each noted in the history; the row is left alone."""
        for fact, value in facts.items():
            if getattr(row, fact) == value:
                self.caught_up((pupil_id, parent_id, fact), value)
        news = {
            fact: value
            for fact, value in facts.items()
            if getattr(row, fact) != value and not self.stands((pupil_id, parent_id, fact), value)
        }
        for fact, value in news.items():
            self.of_fact((pupil_id, parent_id, fact), getattr(row, fact), value)
        return news

    def of_fact(self, key: Key, before: object, after: object) -> None:
        """Note one fact, unless it reads the same before and after."""
        was, becomes = in_words(before), in_words(after)
        if was != becomes:
            pupil_id, parent_id, fact = key
            self.lines.append(
                FactChange(
                    school=self.school,
                    pupil_id=pupil_id,
                    parent_id=parent_id,
                    fact=fact,
                    before=was,
                    after=becomes,
                    by=self.by,
                    at=self.at,
                    is_import=True,
                )
            )

    def save(self, report: Report) -> None:
        """Add the lines to the history, and tell how many changes by hand stand."""
        FactChange.objects.bulk_create(self.lines, batch_size=BATCH)
        if self.standing:
            report.notice(
                f"{counted(self.standing, 'facts')} of pupils and contacts changed here by hand "
                "stand: the files only repeat what was so before."
            )


def _before_hand(school: School) -> dict[Key, str]:
    """What each fact was before it was first changed by hand since a file last changed it."""
    found: dict[Key, str] = {}
    of_people = Q(pupil__isnull=False) | Q(parent__isnull=False)
    rows = FactChange.objects.filter(of_people, school=school).order_by("pk")
    for pupil_id, parent_id, fact, before, is_import in rows.values_list(
        "pupil_id", "parent_id", "fact", "before", "is_import"
    ):
        if is_import:
            found.pop((pupil_id, parent_id, fact), None)
        elif fact == "class" and not (before and found.get((pupil_id, parent_id, fact))):
            found[pupil_id, parent_id, fact] = before  # Empty where a new stay begins.
        else:
            found.setdefault((pupil_id, parent_id, fact), before)
    return found
