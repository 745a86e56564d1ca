"""What waits about contacts: parents of one name to decide about, and numbers to mend."""

from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.urls import reverse

from schools.models import LookAlike, Parent, User
from schools.permissions import may
from schools.queries.numbers_to_mend import parents_to_mend
from schools.same_person import look_alikes, pairs_of
from schools.today import TodayItem
from toolkit.words import counted

LATER = 3


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """One line for the look-alikes and one for the numbers, for those who may decide and mend.

    One query: every parent with what matters here, because names are compared without accents,
    which the database cannot.
    """
    if not (may(by, "edit_people") and may(by, "see_contacts")):
        return []
    judged = LookAlike.objects.filter(
        kept=OuterRef("pk"), judgement=LookAlike.Judgement.APART, undone_at__isnull=True
    )
    faulty = parents_to_mend(school=by.school, on=on).filter(pk=OuterRef("pk"))
    rows = (
        Parent.objects.filter(school=by.school, merged_into__isnull=True)
        .annotate(apart=ArraySubquery(judged.values("other_id")), to_mend=Exists(faulty))
        .values_list("pk", "forename", "surname", "apart", "to_mend", named=True)
    )
    apart = {frozenset((row.pk, other)) for row in rows for other in row.apart}
    pairs = sum(len(pairs_of(group, apart)) for group in look_alikes(rows, apart))
    return [*_alike(pairs), *_to_mend(sum(row.to_mend for row in rows))]


def _alike(pairs: int) -> list[TodayItem]:
    if not pairs:
        return []
    return [
        TodayItem(
            kind="look_alikes",
            urgency=LATER,
            title=f"{counted(pairs, 'pairs')} of parents may be one person",
            detail="They have the same name. Say whether they are one person or two.",
            address=reverse("contacts:look_alikes"),
            action="Compare them",
        )
    ]


def _to_mend(parents: int) -> list[TodayItem]:
    if not parents:
        return []
    have = "has" if parents == 1 else "have"
    return [
        TodayItem(
            kind="numbers_to_mend",
            urgency=LATER,
            title=f"{counted(parents, 'parents')} {have} a number or e-mail address to mend",
            detail="It cannot be right as it is written, so nobody is reached by it.",
            address=reverse("contacts:to_mend"),
            action="Mend them",
        )
    ]
