"""Make one valid, unremarkable delegation."""

from datetime import UTC, date, datetime

import factory

from schools.models import Delegation
from tests.factories.people import UserFactory


class DelegationFactory(factory.django.DjangoModelFactory):
    """A deputy who decides about leave in the autumn term."""

    class Meta:
        model = Delegation

    user = factory.SubFactory(UserFactory, role="senior_leader")
    school = factory.SelfAttribute("user.school")
    capability = Delegation.Capability.LEAVE
    start = date(2025, 9, 1)
    end = date(2030, 12, 19)
    given_by = factory.SubFactory(
        UserFactory, school=factory.SelfAttribute("..school"), role="headteacher"
    )
    given_at = datetime(2025, 8, 28, 9, 0, tzinfo=UTC)
