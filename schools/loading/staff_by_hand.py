"""Know what was changed by hand about the staff, and keep what a newer file changes."""

from collections import defaultdict
from datetime import datetime

from audit.actions.record import record
from audit.models import Act
from schools.loading.report import Report
from schools.loading.staff_file import FILE
from schools.models import School, User
from toolkit.words import counted

BY_HAND, BY_FILE = ("edit_person", "set_roles"), "load_person"


class StaffChanges:
    """The facts of people on the staff that one load changes, against what was changed by hand.

    A fact that the file repeats as it was before somebody changed it by hand says nothing new:
    the change by hand stands.
    """

    def __init__(self, school: School, *, by: User, at: datetime) -> None:
        self.school, self.by, self.at = school, by, at
        self.standing = 0
        self.before_hand: dict[tuple[int | None, str], object] = {}
        acts = Act.objects.filter(
            school=school, subject_kind=User._meta.label, act__in=[*BY_HAND, BY_FILE]
        )
        for act in acts.order_by("pk"):
            for fact, before in act.detail["before"].items():
                if act.act == BY_FILE:
                    self.before_hand.pop((act.subject_id, fact), None)
                elif before != act.detail["after"].get(fact):
                    self.before_hand.setdefault((act.subject_id, fact), before)

    def news(self, person: User, facts: dict[str, object]) -> dict[str, object]:
        """Those of the facts that are news to the person, who is known."""
        found = {}
        for fact, said in facts.items():
            if getattr(person, fact) == said:
                continue
            key = (person.pk, fact)
            if key in self.before_hand and self.before_hand[key] == said:
                self.standing += 1
            else:
                found[fact] = said
        return found

    def change(self, person: User, news: dict[str, object]) -> None:
        """Give the known person the facts, not yet saved, and keep what they were.

        The version grows, so that a page that was open meanwhile is told.
        """
        before = {fact: getattr(person, fact) for fact in news}
        for fact, said in news.items():
            setattr(person, fact, said)
        person.version += 1
        record(
            act=BY_FILE,
            by=self.by,
            at=self.at,
            school_id=self.school.pk,
            subject=person,
            detail={"before": before, "after": news},
        )

    def tell(self, report: Report) -> None:
        """Say how many changes by hand stand."""
        if self.standing:
            report.notice(
                f"{FILE}: {counted(self.standing, 'facts')} of the staff changed here by hand "
                "stand: the file only repeats what was so before."
            )


def classes_by_hand(school: School) -> dict[int, dict[int, str]]:
    """What was last done by hand, by person and class: "given" or "ended"."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    acts = Act.objects.filter(
        school=school,
        subject_kind=User._meta.label,
        act__in=["invite_new_person", "assign_class", "end_class"],
    )
    for act in acts.order_by("pk"):
        keys = act.detail.get("class_ids") or filter(None, [act.detail.get("class_id")])
        for key in keys:
            found[act.subject_id or 0][key] = "ended" if act.act == "end_class" else "given"
    return found
