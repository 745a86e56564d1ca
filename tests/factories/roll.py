"""Make one valid, unremarkable timetable, suspension or removal, without its plans."""

from datetime import UTC, date, datetime

import factory

from registers.models import (
    Removal,
    RemovalTelling,
    Suspension,
    Timetable,
    TimetableReview,
)
from tests.factories.people import EnrolmentFactory, ParentFactory, PupilFactory, UserFactory

RECORDED = datetime(2025, 9, 5, 9, 0, tzinfo=UTC)
SAME_SCHOOL = factory.SelfAttribute("..school")


class TimetableFactory(factory.django.DjangoModelFactory):
    """Friday afternoons at home for some weeks, agreed with a parent."""

    class Meta:
        model = Timetable

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    kind = Timetable.Kind.PART_TIME
    start = date(2025, 9, 8)
    end = date(2025, 10, 24)
    away = ["4-PM"]
    agreed_with = factory.SubFactory(ParentFactory, school=SAME_SCHOOL)
    agreed_on = date(2025, 9, 4)
    recorded_by = factory.SubFactory(UserFactory, school=SAME_SCHOOL, role="office")
    recorded_role = "office"
    recorded_at = RECORDED


class TimetableReviewFactory(factory.django.DjangoModelFactory):
    """A review that is still to be held."""

    class Meta:
        model = TimetableReview

    timetable = factory.SubFactory(TimetableFactory)
    school = factory.SelfAttribute("timetable.school")
    due_on = date(2025, 10, 3)


class SuspensionFactory(factory.django.DjangoModelFactory):
    """Two days at home."""

    class Meta:
        model = Suspension

    pupil = factory.SubFactory(PupilFactory)
    school = factory.SelfAttribute("pupil.school")
    kind = Suspension.Kind.SUSPENSION
    reason_kind = "DB"
    start = date(2025, 9, 8)
    end = date(2025, 9, 9)
    notice_on = date(2025, 9, 5)
    notice_days = "8 and 9 September"
    recorded_by = factory.SubFactory(UserFactory, school=SAME_SCHOOL, role="headteacher")
    recorded_role = "headteacher"
    recorded_at = RECORDED


class RemovalFactory(factory.django.DjangoModelFactory):
    """A pupil who goes to another school at the end of September."""

    class Meta:
        model = Removal

    enrolment = factory.SubFactory(
        EnrolmentFactory, end=date(2025, 9, 30), leaving_ground="a", next_school="Alder Primary"
    )
    school = factory.SelfAttribute("enrolment.school")
    ground = "a"
    last_day = factory.SelfAttribute("enrolment.end")
    return_made_on = date(2025, 9, 5)
    decided_by = factory.SubFactory(UserFactory, school=SAME_SCHOOL, role="headteacher")
    decided_at = RECORDED


class RemovalTellingFactory(factory.django.DjangoModelFactory):
    """A social worker who was told by telephone on the day after the decision."""

    class Meta:
        model = RemovalTelling

    removal = factory.SubFactory(RemovalFactory)
    school = factory.SelfAttribute("removal.school")
    whom = RemovalTelling.Whom.SOCIAL_WORKER
    told_on = date(2025, 9, 6)
    told_by = factory.SubFactory(UserFactory, school=SAME_SCHOOL, role="safeguarding_lead")
    words = "By telephone."
    recorded_by = factory.SelfAttribute("told_by")
    recorded_role = "safeguarding_lead"
    recorded_at = datetime(2025, 9, 6, 9, 0, tzinfo=UTC)
