"""Put finished months that have no read-only copy on the Today page."""

from datetime import date, datetime

from django.urls import reverse

from registers.keeping.months import due_at, in_words
from registers.queries.kept_months import months_to_keep
from schools.models import User
from schools.permissions import may
from schools.today import TodayItem
from toolkit.words import counted

LATER = 2
MOST_NAMED = 3


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """One line for all months that the job should have copied by now, for those who can make it.

    Months before the first copy are no work of the job; the page of the copies lists them.
    """
    if not may(by, "settings_and_policy"):
        return []
    months = [one for one in months_to_keep(school=by.school, at=at) if due_at(one) < at]
    if not months:
        return []
    named = ", ".join(in_words(month) for month in months[:MOST_NAMED])
    more = f" and {len(months) - MOST_NAMED} more" if months[MOST_NAMED:] else ""
    have = "has" if len(months) == 1 else "have"
    return [
        TodayItem(
            kind="month_without_copy",
            urgency=LATER,
            title=f"{counted(len(months), 'months')} {have} no read-only copy of the registers",
            detail=f"{named}{more}. It should have been made by itself.",
            address=reverse("keeping:list"),
            action="Make it" if len(months) == 1 else "Make them",
        )
    ]
