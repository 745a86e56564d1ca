"""Tell what each fact about a pupil was before, as far as a person may see it."""

from datetime import date

from django.db.models import Q, QuerySet

from schools.flags import HISTORY, fact_of, kinds_seen
from schools.models import FactChange, Pupil, PupilFlag, PupilParent, User


def history_of(*, pupil: Pupil, by: User, on: date) -> QuerySet[FactChange]:
    """The changes of the pupil's facts, contacts and flags, the newest first.

    Facts of the parents themselves are among them. A flag of a kind that the person may not see
    that day is left out. For whoever sees contacts: it is full of addresses and numbers.
    """
    parents = PupilParent.objects.filter(school_id=pupil.school_id, pupil=pupil)
    changes = FactChange.objects.filter(school_id=pupil.school_id).filter(
        Q(pupil=pupil) | Q(pupil__isnull=True, parent__in=parents.values("parent_id"))
    )
    changes = changes.filter(~Q(fact__startswith=HISTORY) | seen_flags(pupil, by, on))
    return changes.select_related("by", "parent").order_by("-at", "-pk")


def seen_flags(pupil: Pupil, by: User, on: date) -> Q:
    """The lines about flags of the kinds that the person sees, the longest name deciding."""
    seen = kinds_seen(by, pupil=pupil, on=on)
    shown = Q(pk__in=[])
    hidden = Q(pk__in=[])
    for kind in PupilFlag.Kind.values:
        about = Q(fact=fact_of(kind)) | Q(fact__startswith=f"{fact_of(kind)}_")
        if kind in seen:
            shown |= about
        else:
            hidden |= about
    return shown & ~hidden
