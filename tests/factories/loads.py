"""Make one valid, unremarkable upload of a school's files, and one memory of columns."""

from datetime import UTC, datetime

import factory

from registers.models import ColumnMapping, FolderLoad
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


class ColumnMappingFactory(factory.django.DjangoModelFactory):
    """What an office said of a file with a row for each day, and of one code in it."""

    class Meta:
        model = ColumnMapping

    school = factory.SubFactory(SchoolFactory)
    kind = "marks"
    headings_key = factory.Sequence("{:064}".format)
    headings = factory.LazyFunction(lambda: ["UPN", "Date", "AM", "PM"])
    fields = factory.LazyFunction(
        lambda: {"upn": "upn", "date": "date", "am": "am_code", "pm": "pm_code"}
    )
    codes = factory.LazyFunction(lambda: {"-": ""})
    chosen_by = factory.SubFactory(
        UserFactory, school=factory.SelfAttribute("..school"), role="office"
    )
    chosen_at = datetime(2025, 9, 8, 7, 0, tzinfo=UTC)
