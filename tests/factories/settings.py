"""Make one valid, unremarkable line of the calendar, and settings that a school records."""

from datetime import UTC, date, datetime
from io import BytesIO

import factory
from PIL import Image

from rules.sessions import sessions_of
from schools.models import (
    AttendancePolicy,
    AuthorityProfile,
    CalendarPeriod,
    Letterhead,
    Session,
    User,
)
from schools.stored_sessions import bring_in_line, row_of
from tests.factories.schools import SchoolFactory


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    """A small picture that is whole."""
    content = BytesIO()
    Image.new("RGB", size, "navy").save(content, kind)
    return content.getvalue()


class CalendarPeriodFactory(factory.django.DjangoModelFactory):
    """The first half of an autumn term, loaded from a file; closed=DAY closes that day."""

    class Meta:
        model = CalendarPeriod

    class Params:
        closed = None

    school = factory.SubFactory(SchoolFactory)
    start = factory.LazyAttribute(lambda made: made.closed or date(2025, 9, 2))
    end = factory.LazyAttribute(lambda made: made.closed or date(2025, 10, 24))
    kind = factory.LazyAttribute(lambda made: "unplanned_closure" if made.closed else "term")
    name = factory.LazyAttribute(lambda made: "Snow" if made.closed else "Autumn 1")


def materialise(school: object) -> list[Session]:
    """Bring the school's sessions in line with its calendar, as a load does."""
    lines = CalendarPeriod.objects.filter(school=school)
    planned = sessions_of(row_of(one) for one in lines)
    bring_in_line(school_id=school.pk, planned=planned)  # type: ignore[attr-defined]
    return list(Session.objects.filter(school=school).order_by("day", "half"))


class _Recorded(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    school = factory.SubFactory(SchoolFactory)
    valid_from = date(2025, 9, 1)
    recorded_by = factory.LazyAttribute(lambda made: User.objects.system(made.school))
    recorded_at = datetime(2025, 8, 1, 9, 0, tzinfo=UTC)


class LetterheadFactory(_Recorded):
    """A letterhead with a logo."""

    class Meta:
        model = Letterhead

    heading = "Larkrise Primary School"
    logo = factory.LazyFunction(picture)
    logo_type = "image/png"


class AuthorityProfileFactory(_Recorded):
    """A council with an address for attendance."""

    class Meta:
        model = AuthorityProfile

    name = "Marlshire Council"
    attendance_email = "attendance@marlshire.example"


class AttendancePolicyFactory(_Recorded):
    """The defaults, recorded."""

    class Meta:
        model = AttendancePolicy
