"""Find the parents who look like one person, and what was decided about such pairs."""

from dataclasses import dataclass

from django.db.models import Prefetch

from schools.models import LookAlike, Parent, PupilParent, School, User
from schools.permissions import require
from schools.same_person import Pair, look_alikes, pairs_of


@dataclass(frozen=True)
class PairOfParents:
    """Two parents of one name whom nobody has judged, each with their `links` to pupils."""

    one: Parent
    other: Parent


def pairs_apart(*, school: School) -> set[Pair]:
    """The pairs, as two keys each, that a person has judged to be two people."""
    rows = LookAlike.objects.filter(
        school=school, judgement=LookAlike.Judgement.APART, undone_at__isnull=True
    )
    return {frozenset(pair) for pair in rows.values_list("kept_id", "other_id")}


def with_links(parents: list[int], *, school_id: int) -> dict[int, Parent]:
    """The parents of the school by key, each with `links` in the order of the children."""
    links = PupilParent.objects.filter(school_id=school_id).select_related("pupil")
    links = links.order_by("pupil__sort_key", "pk")
    rows = Parent.objects.filter(school_id=school_id, pk__in=parents).prefetch_related(
        Prefetch("pupils", queryset=links, to_attr="links")
    )
    return {parent.pk: parent for parent in rows}


def unjudged_pairs(*, by: User, most: int) -> tuple[list[PairOfParents], int]:
    """The first pairs of the person's school, by name, and how many there are in all.

    Raises NotPermitted.
    """
    require(by, "edit_people")
    require(by, "see_contacts")
    apart = pairs_apart(school=by.school)
    rows = (
        Parent.objects.filter(school=by.school, merged_into__isnull=True)
        .order_by("surname", "forename", "pk")
        .values_list("pk", "forename", "surname", named=True)
    )
    found = [pair for group in look_alikes(rows, apart) for pair in pairs_of(group, apart)]
    parents = with_links([one.pk for pair in found[:most] for one in pair], school_id=by.school_id)
    shown = [PairOfParents(parents[one.pk], parents[other.pk]) for one, other in found[:most]]
    return shown, len(found)


def judged_pairs(*, by: User, most: int) -> list[LookAlike]:
    """The latest decisions of the person's school that still stand; raises NotPermitted."""
    require(by, "edit_people")
    return list(
        LookAlike.objects.filter(school=by.school, undone_at__isnull=True)
        .select_related("kept", "other", "by")
        .order_by("-at", "-pk")[:most]
    )
