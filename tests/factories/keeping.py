"""Make one monthly copy with its two files, as if it had been made in its time."""

from datetime import UTC, date, datetime

import factory

from registers.keeping import kept_files
from registers.models import KeptCopy
from tests.factories.schools import SchoolFactory
from toolkit.csv_files import sha256

TABLE, PAGES = b"upn\n", b"%PDF-1.7\n"


class KeptCopyFactory(factory.django.DjangoModelFactory):
    """The copy of October 2026; on_disk=False leaves its files out."""

    class Meta:
        model = KeptCopy
        skip_postgeneration_save = True

    school = factory.SubFactory(SchoolFactory)
    month = date(2026, 10, 1)
    made_at = datetime(2026, 11, 1, 2, tzinfo=UTC)
    marks = 4
    table_name = factory.LazyAttribute(lambda made: names(made)[0])
    table_sha256 = sha256(TABLE)
    pages_name = factory.LazyAttribute(lambda made: names(made)[1])
    pages_sha256 = sha256(PAGES)

    @factory.post_generation
    def on_disk(copy: KeptCopy, create: bool, extracted: bool | None, **facts: object) -> None:  # noqa: N805
        if create and extracted is not False:
            for path in kept_files.paths(copy):
                path.unlink(missing_ok=True)  # Of an earlier run, whose schools had these numbers.
            contents = {copy.table_name: TABLE, copy.pages_name: PAGES}
            with kept_files.written(copy.school.urn, contents) as files:
                files.finish()


def names(made: KeptCopy) -> tuple[str, str]:
    return kept_files.names(urn=made.school.urn, month=made.month, at=made.made_at)
