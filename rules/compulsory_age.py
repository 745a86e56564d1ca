"""Say from which day to which a child is of compulsory school age."""

from datetime import date, timedelta

from rules.sessions import school_year_of

FIRST_BIRTHDAY, LAST_BIRTHDAY = 5, 16
FRIDAY = 5


def begins_on(born: date) -> date:
    """The first day of compulsory school age.

    The 31 August, 31 December or 31 March that follows the fifth birthday, or the birthday itself
    when it is one of these.
    Source: Education Act 1996, section 8(2); the prescribed days are in the Education (Start of
    Compulsory School Age) Order 1998.
    """
    fifth = birthday(born, FIRST_BIRTHDAY)
    prescribed = (
        date(fifth.year, 3, 31),
        date(fifth.year, 8, 31),
        date(fifth.year, 12, 31),
    )
    return next(day for day in prescribed if day >= fifth)


def ends_on(born: date) -> date:
    """The last day of compulsory school age, which still belongs to it.

    The last Friday of June in the school year of the sixteenth birthday, also for those who are
    sixteen only in July or August.
    Source: Education Act 1996, section 8(3); the day is in the Education (School Leaving Date)
    Order 1997.
    """
    june_ends = date(school_year_of(birthday(born, LAST_BIRTHDAY)).ends.year, 6, 30)
    return june_ends - timedelta(days=(june_ends.isoweekday() - FRIDAY) % 7)


def is_compulsory(born: date, on: date) -> bool:
    """Whether a child born then is of compulsory school age on the day.

    Source: Education Act 1996, section 8.
    """
    return begins_on(born) <= on <= ends_on(born)


def birthday(born: date, age: int) -> date:
    """The day a person reaches the age; born on 29 February, 1 March in a year without one.

    Source: product rule, and without effect here: either day leads to the same 31 March, and to
    the same school year.
    """
    if (born.month, born.day) != (2, 29):
        return born.replace(year=born.year + age)
    return date(born.year + age, 2, 28) + timedelta(days=1)
