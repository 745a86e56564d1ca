"""Make one valid, unremarkable flag, and one decision about look-alikes."""

from datetime import UTC, date, datetime

import factory

from schools.models import LookAlike, PupilFlag
from tests.factories.people import ParentFactory, PupilFactory, UserFactory


class PupilFlagFactory(factory.django.DjangoModelFactory):
    """Free school meals since the term began; kind="sen" needs value="K" or "E"."""

    class Meta:
        model = PupilFlag

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    kind = "fsm"
    start = date(2025, 9, 1)


class LookAlikeFactory(factory.django.DjangoModelFactory):
    """Two parents of a school whom the office keeps apart."""

    class Meta:
        model = LookAlike

    kept = factory.SubFactory(ParentFactory)
    school = factory.SelfAttribute("kept.school")
    other = factory.SubFactory(ParentFactory, school=factory.SelfAttribute("..school"))
    judgement = "apart"
    by = factory.SubFactory(UserFactory, school=factory.SelfAttribute("..school"), role="office")
    at = datetime(2025, 9, 8, 7, 30, tzinfo=UTC)
