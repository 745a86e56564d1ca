"""List the bank holidays of England and Wales in any year."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

PUBLISHED = Path(__file__).parent / "data" / "bank_holidays.csv"
MONDAY, SATURDAY = 1, 6


@cache
def _published() -> dict[int, dict[date, str]]:
    years: dict[int, dict[date, str]] = {}
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["date"])
            years.setdefault(day.year, {})[day] = row["name"]
    return years


def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of a calendar year with their names.

    As GOV.UK publishes them (2019 to 2028); for other years by the standing rules of the Banking
    and Financial Dealings Act 1971, without what may be proclaimed for once.
    """
    return _published().get(year) or by_rule(year)


def by_rule(year: int) -> dict[date, str]:
    """The bank holidays of a year as the standing rules give them."""
    easter = easter_sunday(year)
    days = {
        easter - timedelta(2): "Good Friday",
        easter + timedelta(1): "Easter Monday",
        _first_monday(date(year, 5, 1)): "Early May bank holiday",
        _first_monday(date(year, 5, 25)): "Spring bank holiday",
        _first_monday(date(year, 8, 25)): "Summer bank holiday",
    }
    fixed = [
        (date(year, 1, 1), "New Year’s Day"),
        (date(year, 12, 25), "Christmas Day"),
        (date(year, 12, 26), "Boxing Day"),
    ]
    for day, name in sorted(fixed, key=lambda holiday: holiday[0].isoweekday() >= SATURDAY):
        substitute = day
        while substitute.isoweekday() >= SATURDAY or substitute in days:
            substitute += timedelta(1)
        days[substitute] = name
    return dict(sorted(days.items()))


def _first_monday(day: date) -> date:
    return day + timedelta((MONDAY - day.isoweekday()) % 7)


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar; the anonymous algorithm of Meeus, Jones and Butcher."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap, leap_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap - correction + 15) % 30
    quarter, quarter_rest = divmod(of_century, 4)
    weekday = (32 + 2 * leap_rest + 2 * quarter - moon - quarter_rest) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
