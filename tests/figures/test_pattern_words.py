"""Each kind of pattern in plain words, with numbers a reader can picture."""

import pytest

from registers.figures.pattern_words import note, said, too_few
from rules.chance import Counts
from rules.patterns import Looked, Pattern
from rules.sessions import school_year_of
from tests.rules.one_pupil import DAYS

NEVER_SAID = ("persistent", "truan", "because", "suspect", "refus", "problem", "significan")


def pattern(kind="weekday", which=0, **facts):
    known = {
        "missed": 8,
        "out_of": 12,
        "expected": 2.4,
        "school": Counts(2000, 100),
        "times": 4,
        "chance": 1 / 900,
    }
    return Pattern(kind, which, **(known | facts))


@pytest.mark.parametrize(
    ("kind", "which", "title", "count", "others"),
    [
        (
            "weekday",
            0,
            "Mondays",
            "8 of 12 sessions missed",
            "the school misses 1 in 20 on a Monday",
        ),
        (
            "weekday",
            4,
            "Fridays",
            "8 of 12 sessions missed",
            "the school misses 1 in 20 on a Friday",
        ),
        (
            "holiday",
            0,
            "The school day before or after a holiday",
            "8 of 12 sessions missed",
            "the school misses 1 in 20 on those days",
        ),
        (
            "birthday",
            0,
            "Birthday, or the school day nearest to it",
            "missed in 8 of 12 years",
            "the school misses 1 in 20 on those days",
        ),
        (
            "midday",
            0,
            "Afternoons after a morning at school",
            "8 of 12 absences began so",
            "at the school 1 in 20 of all absences began so",
        ),
        (
            "last_year",
            0,
            "Weeks that were missed last year too",
            "8 of 12 sessions missed",
            "the school misses 1 in 20 in those weeks",
        ),
        (
            "sibling",
            31,
            "Together with Tyrell",
            "8 of 12 sessions missed, of those that Tyrell missed",
            "the school misses 1 in 20 in those sessions",
        ),
    ],
)
def test_every_kind_has_its_words(kind, which, title, count, others):
    words = said(pattern(kind, which), names={31: "Tyrell"})
    assert (words.title, words.count, words.others) == (title, count, others)
    assert words.sentence == (
        f"By chance it would be about 2. {others[0].upper()}{others[1:]}."
        " About 1 pupil in 900 with as many absences would show this by chance."
    )
    assert not any(word in words.sentence.lower() for word in NEVER_SAID)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "most pupils"),
        (0.51, "most pupils"),
        (0.5, "about 1 pupil in 2"),
        (0.0011, "about 1 pupil in 900"),
        (1 / 999, "about 1 pupil in 990"),
        (1 / 12_480, "about 1 pupil in 12,000"),
        (0.000011, "about 1 pupil in 90,000"),
        (0.000009, "fewer than 1 pupil in 100,000"),
        (0.0, "fewer than 1 pupil in 100,000"),
    ],
)
def test_a_chance_is_one_pupil_in_so_many_and_rather_too_few(share, words):
    assert said(pattern(chance=share), names={}).chance == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (Counts(2000, 0), "none"),
        (Counts(0, 0), "none"),
        (Counts(2000, 99), "1 in 20"),
        (Counts(100, 41), "1 in 2"),
        (Counts(100, 60), "1 in 2"),
        (Counts(100, 67), "more than 2 in 3"),
    ],
)
def test_what_others_miss_is_one_in_so_many(counts, words):
    assert said(pattern(school=counts), names={}).others == f"the school misses {words} on a Monday"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.0, "fewer than 1"), (0.99, "fewer than 1"), (1.0, "about 1"), (7.6, "about 8")],
)
def test_what_chance_would_give_is_a_whole_number(number, words):
    assert said(pattern(expected=number), names={}).expected == words


def test_what_was_looked_at_is_counted_in_words():
    looked = Looked(1380, 14, enough=True, patterns=[pattern()] * 9)
    assert note(looked, year=school_year_of(DAYS[0])) == (
        "9 patterns looked at in 1,380 sessions and 14 separate absences of 2025/26; days in a row"
        " count as one absence. Where there is only chance, something stands out for fewer than 1"
        " pupil in 20. A pattern says when, never why."
    )
    assert too_few(Looked(1, 0, enough=False, patterns=[])).endswith(
        "There are 1 session and 0 separate absences."
    )
