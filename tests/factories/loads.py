"""Make one valid, unremarkable upload of a school's files."""

from datetime import UTC, datetime

import factory

from registers.models import FolderLoad
from tests.factories.people import UserFactory
from tests.factories.schools import SchoolFactory


class FolderLoadFactory(factory.django.DjangoModelFactory):
    """Checked files of a Monday morning that wait for a yes; their folder is not there."""

    class Meta:
        model = FolderLoad

    school = factory.SubFactory(SchoolFactory)
    state = FolderLoad.State.CHECKED
    uploaded_by = factory.SubFactory(
        UserFactory, school=factory.SelfAttribute("..school"), role="office"
    )
    uploaded_at = datetime(2025, 9, 8, 7, 0, tzinfo=UTC)
    said = "Beginning"
    said_at = datetime(2025, 9, 8, 7, 0, tzinfo=UTC)
    ended_at = datetime(2025, 9, 8, 7, 1, tzinfo=UTC)
    after_load = 0
    report = factory.LazyFunction(lambda: {"added": {"pupils": 2}, "changed": {}, "ended": {}})
    files = factory.LazyFunction(lambda: [{"name": "school.csv", "bytes": 9, "sha256": "0" * 64}])
