"""Tell whether two contacts are the same grown-up, or only look like it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Protocol

from schools.addresses import ADDRESS
from schools.models import Parent, PupilParent
from toolkit.names import plain

Name = tuple[str, str, str]
Pair = frozenset[int]


class Named(Protocol):
    """Somebody with a key and a name."""

    @property
    def pk(self) -> int: ...
    @property
    def forename(self) -> str: ...
    @property
    def surname(self) -> str: ...


def name_of(parent: Parent) -> Name:
    """Title, forename and surname without case, accents and dots."""
    title, forename, surname = map(_bare, (parent.title.rstrip("."), parent.forename,
                                           parent.surname))  # fmt: skip
    return title, forename, surname


def mobile_of(parent: Parent) -> str:
    """The mobile number by which people are compared; as written where it cannot be right."""
    return parent.mobile_number or "".join(parent.mobile.split())


def address_of(parent: Parent) -> str:
    """The address by which people are compared; empty when not known."""
    lines = [getattr(parent, line) for line in ADDRESS]
    return " ".join("".join(c for c in plain(line) if c.isalnum()) for line in lines if line)


def look_alikes[One: Named](people: Iterable[One], apart: Collection[Pair]) -> list[list[One]]:
    """Groups of the same forename and surname who were not taken for one.

    apart: pairs that a person has judged to be two people. Whoever is apart from everybody else
    of a group is not in it. Hand in nobody who was merged into another.
    """
    by_name: dict[tuple[str, str], list[One]] = defaultdict(list)
    for one in people:
        by_name[_bare(one.forename), _bare(one.surname)].append(one)
    groups = [same for name, same in by_name.items() if len(same) > 1 and all(name)]
    unsettled = [
        [one for one in same if any(_unsettled(one, other, apart) for other in same)]
        for same in groups
    ]
    return [same for same in unsettled if same]


def pairs_of[One: Named](group: list[One], apart: Collection[Pair]) -> list[tuple[One, One]]:
    """The pairs of a group of look-alikes that nobody has judged."""
    return [
        (one, other)
        for place, one in enumerate(group)
        for other in group[place + 1 :]
        if _unsettled(one, other, apart)
    ]


class People:
    """The grown-ups known so far, found by name with mobile number or address.

    Somebody who was merged into another is still found by what was known of them; `kept` leads
    to the other.
    """

    def __init__(self, links: Iterable[PupilParent], parents: Iterable[Parent]) -> None:
        self.by_key: dict[tuple[Name, str], Parent] = {}
        self.of_pupil: dict[int, dict[int, Parent]] = defaultdict(dict)
        self.by_pk = {parent.pk: parent for parent in parents}
        merged: dict[int, list[Parent]] = defaultdict(list)
        for parent in self.by_pk.values():
            self.add(parent, parent)
            if parent.merged_into_id is not None:
                merged[self.kept(parent).pk].append(parent)
        for link in links:
            for parent in (link.parent, *merged[link.parent_id]):
                self.of_pupil[link.pupil_id][id(parent)] = parent

    def add(self, parent: Parent, written: Parent) -> None:
        """Remember that what is written in a row is this person."""
        for key in self._keys(written):
            self.by_key.setdefault(key, parent)

    def kept(self, parent: Parent) -> Parent:
        """The person into whom this one was merged; the same one where nobody merged them."""
        while parent.merged_into_id is not None:
            parent = self.by_pk[parent.merged_into_id]
        return parent

    def find(self, written: Parent, pupil_id: int, claimed: set[int]) -> Parent | None:
        """The person that a row of this pupil means, or None for a new one.

        claimed: people whom other rows of the same pupil already mean. The same title, name and
        mobile or address is the same person. So is a pupil's known contact of that title and
        name whose number and address are both new, or of that forename and mobile with a new
        surname.
        """
        mine = [one for key, one in self.of_pupil[pupil_id].items() if key not in claimed]
        keys = set(self._keys(written))
        for parent in mine:
            if keys & set(self._keys(parent)):
                return parent
        for key in self._keys(written):
            if key in self.by_key:
                return self.by_key[key]
        for parent in mine:
            if name_of(parent) == name_of(written):
                return parent
        mobile, forename = mobile_of(written), name_of(written)[1]
        if mobile and forename:
            for parent in mine:
                if mobile_of(parent) == mobile and name_of(parent)[1] == forename:
                    return parent
        return None

    @staticmethod
    def _keys(parent: Parent) -> list[tuple[Name, str]]:
        name = name_of(parent)
        return [(name, fact) for fact in (mobile_of(parent), address_of(parent)) if fact]


def _bare(part: str) -> str:
    return plain(" ".join(part.split()))


def _unsettled(one: Named, other: Named, apart: Collection[Pair]) -> bool:
    return one.pk != other.pk and frozenset((one.pk, other.pk)) not in apart
