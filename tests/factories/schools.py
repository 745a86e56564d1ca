"""Make one valid, unremarkable school."""

import factory

from schools.models import School


class SchoolFactory(factory.django.DjangoModelFactory):
    """A primary school with a number that no other has."""

    class Meta:
        model = School

    name = factory.Sequence(lambda number: f"Larkrise Primary {number}")
    urn = factory.Sequence(lambda number: f"{100000 + number}")
    phase = School.Phase.PRIMARY
