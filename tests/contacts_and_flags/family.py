"""A brother and a sister, their mother and father, and the office that keeps their facts."""

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from audit.models import Act
from schools.models import FactChange, Parent, Pupil, PupilParent, User
from tests.factories.people import (
    ClassMembershipFactory,
    ParentFactory,
    PupilParentFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.factories.schools import SchoolFactory

AT = datetime(2025, 9, 8, 7, 55, tzinfo=UTC)
TODAY = date(2025, 9, 8)


class Family:
    """Ada and Ben share Ruth Ashdown, who is called first; Ada has Tom, called second."""

    def __init__(self) -> None:
        self.school = SchoolFactory()
        self.school_class = SchoolClassFactory(school=self.school)
        self.ada = self.pupil("Ada")
        self.ben = self.pupil("Ben")
        self.ruth = ParentFactory(
            school=self.school,
            title="Mrs",
            forename="Ruth",
            surname="Ashdown",
            mobile="07700 900123",
            mobile_number="+447700900123",
        )
        self.tom = ParentFactory(school=self.school, forename="Tom", surname="Ashdown")
        self.ruth_of_ada = PupilParentFactory(
            pupil=self.ada, parent=self.ruth, relationship="mother"
        )
        self.ruth_of_ben = PupilParentFactory(
            pupil=self.ben, parent=self.ruth, relationship="mother"
        )
        self.tom_of_ada = PupilParentFactory(
            pupil=self.ada, parent=self.tom, priority=2, relationship="dad"
        )
        self.office = self.person("office")
        self.client = Client()
        self.client.force_login(self.office)

    def pupil(self, forename: str) -> Pupil:
        placed = ClassMembershipFactory(school_class=self.school_class)
        pupil: Pupil = placed.pupil
        pupil.legal_forename, pupil.legal_surname = forename, "Ashdown"
        pupil.save()
        return pupil

    def person(self, role: str, **facts: Any) -> User:
        person: User = UserFactory(school=self.school, role=role, **facts)
        return person

    def sign_in(self, role: str, **facts: Any) -> User:
        """Somebody else of the school has signed in."""
        person = self.person(role, **facts)
        self.client.force_login(person)
        return person

    def address(self, name: str, *keys: int) -> str:
        return reverse(f"contacts:{name}", args=keys)

    def get(self, name: str, *keys: int, **asked: Any) -> Any:
        return self.client.get(self.address(name, *keys), asked)

    def post(self, name: str, *keys: int, **typed: Any) -> Any:
        return self.client.post(self.address(name, *keys), typed)


def in_order(pupil: Pupil) -> list[tuple[int, str]]:
    """Who is called, in which order."""
    links = PupilParent.objects.filter(pupil=pupil, ended_on__isnull=True)
    return [
        (link.priority, link.parent.forename)
        for link in links.select_related("parent").order_by("priority", "pk")
    ]


def history(**of: Any) -> list[tuple[str, str, str]]:
    """Fact, before and after of each line, in the order in which they were added."""
    rows = FactChange.objects.filter(**of).order_by("pk")
    return list(rows.values_list("fact", "before", "after"))


def acts() -> list[str]:
    """The acts in the audit, in their order."""
    return list(Act.objects.order_by("pk").values_list("act", flat=True))


def stored(parent: Parent) -> Parent:
    """The parent as the database has them now."""
    return Parent.objects.get(pk=parent.pk)
