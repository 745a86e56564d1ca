"""Find a parent of the school by a name, a child's name or a number."""

from django.db.models import Prefetch, Q

from schools.models import Parent, Pupil, PupilParent, User
from schools.permissions import require
from toolkit.names import search_key

FEWEST = 2  # Letters or figures; fewer would list the school.


def find_parents(*, by: User, text: str, besides: Pupil, most: int = 20) -> list[Parent]:
    """Parents who are no contact of this pupil, with their `links` to others; by name.

    Names begin with the text, as does a word of a child's name; a number holds its figures.
    Raises NotPermitted.
    """
    require(by, "see_contacts")
    sought = " ".join(text.split())
    if len(sought) < FEWEST:
        return []
    match = Q(surname__istartswith=sought) | Q(forename__istartswith=sought)
    first, _, last = sought.rpartition(" ")
    if first:
        match |= Q(forename__istartswith=first, surname__istartswith=last)
    children = Pupil.objects.filter(school=by.school, search_key__contains=search_key(sought))
    links = PupilParent.objects.filter(school=by.school, ended_on__isnull=True)
    match |= Q(pk__in=links.filter(pupil__in=children.values("pk")).values("parent_id"))
    figures = "".join(sign for sign in sought if sign.isdigit()).removeprefix("0")
    if len(figures) > FEWEST:
        match |= Q(mobile_number__contains=figures) | Q(phone_number__contains=figures)
    taken = PupilParent.objects.filter(pupil=besides)
    parents = Parent.objects.filter(match, school=by.school, merged_into__isnull=True)
    ordered = links.select_related("pupil").order_by("pupil__sort_key", "pk")
    return list(
        parents.exclude(pk__in=taken.values("parent_id"))
        .order_by("surname", "forename", "pk")
        .prefetch_related(Prefetch("pupils", queryset=ordered, to_attr="links"))[:most]
    )
