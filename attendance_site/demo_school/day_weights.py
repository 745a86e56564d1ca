"""Say on which days of a school year a reason for absence, or lateness, is likelier."""

from datetime import date, timedelta
from statistics import fmean

from attendance_site.demo_school.figures import by_autumn_week, by_weekday
from attendance_site.demo_school.school_years import SchoolYear

SEASONAL = ("I", "L")
PUBLISHED_WEEKDAYS = ("I", "M", "G", "O", "U", "L")
MID_YEAR_WEEK = 52  # The spring term mirrors the autumn about the turn of the year.
SUMMER_WEEKS = range(38, 42)  # After Easter it is as in these weeks of the autumn.
FIRST_MUSLIM_YEAR = 1445  # Its Ramadan was in spring 2024.


def day_weights(code: str, year: SchoolYear) -> list[float]:
    """A weight for each day of the year, by weekday and, where that is published, by week."""
    weekday = by_weekday(code) if code in PUBLISHED_WEEKDAYS else (1.0,) * 5
    return [
        weekday[day.isoweekday() - 1] * (_season(code, day, year) if code in SEASONAL else 1.0)
        for day in year.days
    ]


def _season(code: str, day: date, year: SchoolYear) -> float:
    weeks = by_autumn_week(code)
    week = day.isocalendar().week
    if day.year == year.starting:
        return _nearest(weeks, week)
    if day.month < 4:
        return _nearest(weeks, MID_YEAR_WEEK - week)
    return fmean(_nearest(weeks, of_autumn) for of_autumn in SUMMER_WEEKS)


def _nearest(weeks: dict[int, float], week: int) -> float:
    return weeks[min(weeks, key=lambda known: abs(known - week))]


def eid_days(year: SchoolYear) -> list[int]:
    """The numbers of the school days on which Eid al-Fitr or Eid al-Adha falls.

    By the arithmetical Muslim calendar, which differs from the sighted moon by a day at most.
    """
    numbers = {day: number for number, day in enumerate(year.days)}
    muslim_year = FIRST_MUSLIM_YEAR + (year.starting - 2024) * 33 // 32
    feasts = [
        muslim_date(near, month, of_month)
        for near in range(muslim_year - 1, muslim_year + 4)
        for month, of_month in ((10, 1), (12, 10))
    ]
    return [numbers[feast] for feast in feasts if feast in numbers]


def muslim_date(year: int, month: int, day: int) -> date:
    """A date of the arithmetical Muslim calendar as one of ours."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date(622, 7, 19) + timedelta(days - 1)
