"""Find the pupil a row means where it has no UPN: by legal name and date of birth, exactly one."""

from collections import defaultdict
from datetime import date

from schools.models import Pupil, School


class KnownPupils:
    """The pupils of one school by legal name, with or without middle names, and date of birth."""

    def __init__(self, school: School) -> None:
        self.by_name: dict[tuple[str, str, date], set[str]] = defaultdict(set)
        people = Pupil.objects.filter(school=school).values_list(
            "upn", "legal_surname", "legal_forename", "middle_names", "date_of_birth"
        )
        for upn, surname, forename, middle, born in people:
            for said in (forename, f"{forename} {middle}"):
                self.by_name[_key(surname, said, born)].add(upn)

    def upns(self, *, surname: str, forename: str, born: date) -> set[str]:
        """The UPNs of all pupils who are called so and were born then."""
        return self.by_name.get(_key(surname, forename, born), set())


def _key(surname: str, forename: str, born: date) -> tuple[str, str, date]:
    return " ".join(surname.split()).casefold(), " ".join(forename.split()).casefold(), born
