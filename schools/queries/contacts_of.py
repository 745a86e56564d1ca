"""List a pupil's contacts in the order in which they are called."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from schools.addresses import ADDRESS
from schools.models import Parent, Pupil, PupilParent, User
from schools.permissions import Place, may
from toolkit.contact_details import is_landline


class Reached(NamedTuple):
    """A number or an e-mail address as written, and whether it can be right."""

    kind: str  # Mobile, Telephone or Email.
    written: str
    is_usable: bool
    link: str = ""  # Where a tap on it leads: tel: or mailto:, or nothing.


@dataclass(frozen=True)
class Contact:
    """One contact of a pupil. `also` are the same person's links to other pupils."""

    link: PupilParent
    also: list[PupilParent] = field(default_factory=list)
    is_first: bool = False
    is_last: bool = False

    @property
    def parent(self) -> Parent:
        return self.link.parent

    @property
    def is_ended(self) -> bool:
        return self.link.ended_on is not None

    @property
    def no_text_reaches(self) -> bool:
        """Whether texts are to go to a mobile number that is a landline."""
        number = self.parent.mobile_number
        return bool(self.link.may_text and number) and is_landline(number)

    @property
    def reached(self) -> list[Reached]:
        """The numbers and the e-mail address that are filled."""
        person = self.parent
        ways = [
            Reached("Mobile", person.mobile, bool(person.mobile_number), person.mobile_number),
            Reached("Telephone", person.phone, bool(person.phone_number), person.phone_number),
            Reached("Email", person.email, person.email_is_usable),
        ]
        return [way for way in ways if way.written]

    @property
    def address(self) -> str:
        """The address on one line; empty where it is not known."""
        lines = (getattr(self.parent, line) for line in ADDRESS)
        return ", ".join(line for line in lines if line)


def contacts_of(*, pupil: Pupil, by: User) -> list[Contact]:
    """The contacts, those who ended last; none for whoever may not see contacts."""
    if not may(by, "see_contacts", Place(pupil.school_id)):
        return []
    rows = PupilParent.objects.filter(pupil=pupil).select_related("parent")
    links = sorted(rows, key=lambda link: (link.ended_on is not None, link.priority, link.pk))
    links = [link for link in links if link.parent.merged_into_id is None]
    also = other_links(links)
    in_force = [link.pk for link in links if link.ended_on is None]
    return [
        Contact(
            link=link,
            also=also[link.parent_id],
            is_first=in_force[:1] == [link.pk],
            is_last=in_force[-1:] == [link.pk],
        )
        for link in links
    ]


def other_links(links: list[PupilParent]) -> dict[int, list[PupilParent]]:
    """What the parents of a pupil's links are to other pupils, by parent and name of the pupil."""
    found: dict[int, list[PupilParent]] = defaultdict(list)
    if links:
        rows = PupilParent.objects.filter(
            school_id=links[0].school_id,
            parent__in={link.parent_id for link in links},
            ended_on__isnull=True,
        ).exclude(pupil_id=links[0].pupil_id)
        for link in rows.select_related("pupil").order_by("pupil__sort_key", "pk"):
            found[link.parent_id].append(link)
    return found
