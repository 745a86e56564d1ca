"""List the months of a school's registers, and the copies that are kept of each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models.functions import TruncMonth

from registers.keeping.months import latest_ended, month_after, month_of
from registers.models import KeptCopy, Register
from schools.models import School, Session

LEFT_OUT = """
SELECT DISTINCT date_trunc('month', one.day::timestamp)::date AS month
FROM (SELECT school_id, day FROM schools_session
      UNION ALL SELECT school_id, day FROM registers_register) AS one
WHERE one.school_id = %(school)s AND one.day < %(end)s
    AND one.day >= coalesce(
        (SELECT min(month) FROM registers_keptcopy WHERE school_id = %(school)s), %(latest)s)
    AND one.day >= (
        SELECT date_trunc('month', min(day)::timestamp)::date FROM registers_register
        WHERE school_id = %(school)s)
    AND NOT EXISTS (
        SELECT FROM registers_keptcopy AS copy WHERE copy.school_id = %(school)s
        AND copy.month = date_trunc('month', one.day::timestamp)::date)
ORDER BY month
"""


@dataclass(frozen=True)
class KeptMonth:
    """One month that is over and had sessions or registers; its copies, the newest first."""

    month: date
    copies: list[KeptCopy]


def kept_months(*, school: School, at: datetime) -> list[KeptMonth]:
    """Every ended month from the first register on, the newest first.

    A month without a copy has an empty list. Months without a session and without a register,
    such as August, are left out.
    """
    copies: dict[date, list[KeptCopy]] = defaultdict(list)
    for copy in KeptCopy.objects.filter(school=school).order_by("-made_at"):
        copies[copy.month].append(copy)
    return [
        KeptMonth(month, copies[month])
        for month in sorted(_months(school, at) | set(copies), reverse=True)
    ]


def is_offered(*, school: School, month: date, at: datetime) -> bool:
    """Whether the list has the month, which is named by its first day."""
    return any(one.month == month for one in kept_months(school=school, at=at))


def months_to_keep(*, school: School, at: datetime) -> list[date]:
    """The months that the job has to copy, the earliest first.

    The month that ended last, and every month that was left out since the first copy.
    """
    latest = latest_ended(at)
    with connection.cursor() as cursor:
        cursor.execute(
            LEFT_OUT, {"school": school.pk, "latest": latest, "end": month_after(latest)}
        )
        return [month for (month,) in cursor.fetchall()]


def _months(school: School, at: datetime) -> set[date]:
    """Ended months with a session or a register, from the first register on."""
    registers = Register.objects.filter(school=school)
    first = registers.order_by("day").values_list("day", flat=True).first()
    if first is None:
        return set()
    sessions = Session.objects.filter(school=school, day__gte=month_of(first))
    months: set[date] = set()
    for rows in (registers, sessions):
        months |= set(rows.values_list(TruncMonth("day"), flat=True).distinct())
    return {month for month in months if month <= latest_ended(at)}
