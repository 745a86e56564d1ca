"""The school's attendance policy of a day, or the one that holds until it records its own."""

from datetime import UTC, date, datetime

from schools.models import AttendancePolicy

BEFORE_ALL = date(2024, 8, 19)  # Since when the defaults have been those of the guidance.


def policy_in_force(*, school_id: int, on: date) -> AttendancePolicy:
    """The latest policy that began by the day; without one the defaults, as a row never saved.

    Unlike register times, a policy says nothing about the days before its start. Source: product
    rule; the defaults are those of docs/policy/calendar_and_closures.md.
    """
    found = (
        AttendancePolicy.objects.filter(school_id=school_id, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    return found or default_policy(school_id)


def default_policy(school_id: int) -> AttendancePolicy:
    """The policy of a school that has recorded none; not saved, and by nobody."""
    return AttendancePolicy(
        school_id=school_id,
        valid_from=BEFORE_ALL,
        recorded_at=datetime.combine(BEFORE_ALL, datetime.min.time(), tzinfo=UTC),
    )
