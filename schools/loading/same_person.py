"""Tell whether two rows of contacts are the same grown-up."""

from collections import defaultdict
from collections.abc import Iterable

from schools.loading.cells import ADDRESS
from schools.models import Parent, PupilParent
from toolkit.names import plain

Name = tuple[str, str, str]


def name_of(parent: Parent) -> Name:
    """Title, forename and surname without case, accents and dots."""
    parts = (parent.title.rstrip("."), parent.forename, parent.surname)
    title, forename, surname = (plain(" ".join(part.split())) for part in parts)
    return title, forename, surname


def mobile_of(parent: Parent) -> str:
    """The mobile number by which people are compared; as written where it cannot be right."""
    return parent.mobile_number or "".join(parent.mobile.split())


def address_of(parent: Parent) -> str:
    """The address by which people are compared; empty when not known."""
    lines = [getattr(parent, line) for line in ADDRESS]
    return " ".join("".join(c for c in plain(line) if c.isalnum()) for line in lines if line)


class People:
    """The grown-ups known so far, found by name with mobile number or address."""

    def __init__(self, links: Iterable[PupilParent], parents: Iterable[Parent]) -> None:
        self.by_key: dict[tuple[Name, str], Parent] = {}
        self.of_pupil: dict[int, dict[int, Parent]] = defaultdict(dict)
        self.by_name: dict[tuple[str, str], dict[int, Parent]] = defaultdict(dict)
        for parent in parents:
            self.add(parent, parent)
        for link in links:
            self.of_pupil[link.pupil_id][id(link.parent)] = link.parent

    def add(self, parent: Parent, written: Parent) -> None:
        """Remember that what is written in a row is this person."""
        name = name_of(written)
        for key in self._keys(written):
            self.by_key.setdefault(key, parent)
        self.by_name[name[1:]][id(parent)] = parent

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

    def look_alikes(self) -> list[list[Parent]]:
        """People of the same forename and surname who were not taken for one."""
        return [list(same.values()) for name, same in self.by_name.items()
                if len(same) > 1 and all(name)]  # fmt: skip

    @staticmethod
    def _keys(parent: Parent) -> list[tuple[Name, str]]:
        name = name_of(parent)
        return [(name, fact) for fact in (mobile_of(parent), address_of(parent)) if fact]
