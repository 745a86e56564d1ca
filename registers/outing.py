"""What is recorded of a trip or another activity, and everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from registers.arranging import missing
from registers.hearing import is_primary
from registers.queries.covered_sessions import covered_sessions
from registers.queries.guard_facts import guard_facts
from registers.roll_refusals import Fault
from rules.code_guards import Activity, refusals_of_activity
from rules.sessions import AM, HALVES, PM
from rules.sessions import Session as Half
from schools.models import Enrolment, Pupil, School
from toolkit.days import full_day
from toolkit.words import together

LONGEST = timedelta(days=366)
AHEAD = timedelta(days=366)
MOST = 1500  # Pupils of one activity: the largest school that there is.
LONGEST_NATURE, LONGEST_PLACE, LONGEST_NAME = 200, 200, 120
MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Outing:
    """An activity. arranged_by: the school or the authority; in_person: face to face, not at home.

    Both are asked for B and K alone, and kept in the code that they decide.
    """

    code: str
    nature: str
    place: str
    supervised_by: str
    first_day: date
    last_day: date
    first_half: str = AM
    last_half: str = PM
    arranged_by: str = ""
    in_person: bool = False

    @property
    def first(self) -> Half:
        return Half(self.first_day, self.first_half)

    @property
    def last(self) -> Half:
        return Half(self.last_day, self.last_half)


def asked_of(outing: Outing, *, school: School) -> Activity:
    """The activity as the guards of the codes ask about it."""
    return Activity(
        code=outing.code,
        first=outing.first,
        last=outing.last,
        nature=outing.nature,
        place=outing.place,
        arranged_by=outing.arranged_by,
        in_person=outing.in_person,
        is_primary=is_primary(school),
    )


def faults_of(
    outing: Outing, pupils: Sequence[Pupil], *, school: School, today: date
) -> list[Fault]:
    """Everything that is wrong with it, by field; of the code by rules.code_guards.

    Source: SI 2024/208, regulation 10, codes B, D, K, P, V and W; the limits are a product rule.
    """
    faults = [
        *_of_words("nature", outing.nature, LONGEST_NATURE, "Enter what it is."),
        *_of_words("place", outing.place, LONGEST_PLACE, "Enter where it is."),
        *_of_words("supervised_by", outing.supervised_by, LONGEST_NAME, "Enter who supervises it."),
    ]
    if not pupils:
        faults.append(Fault("pupils", "Choose who goes: a class, a year group or single pupils."))
    if len(pupils) > MOST:
        faults.append(Fault("pupils", f"Choose at most {MOST:,} pupils at once."))
        return faults
    of_days = _of_days(outing, today=today)
    faults += of_days
    if not of_days:
        if not covered_sessions(school_id=school.pk, first=outing.first, last=outing.last):
            faults.append(Fault("first_day", "The school does not meet in any of these sessions."))
        faults += _of_stays(outing, pupils)
        facts = guard_facts(pupils=pupils, told=outing)
        refusals = refusals_of_activity(asked_of(outing, school=school), facts)
        faults += [Fault("code", sentence) for sentence in refusals]
    return faults


def _of_words(field: str, text: str, longest: int, sentence: str) -> list[Fault]:
    if len(text.strip()) > longest:
        return [Fault(field, f"Use at most {longest} letters.")]
    return missing(field, text, sentence)


def _of_days(outing: Outing, *, today: date) -> list[Fault]:
    if outing.first_half not in HALVES or outing.last_half not in HALVES:
        return [Fault("first_half", "Choose the morning or the afternoon.")]
    if outing.last < outing.first:
        return [Fault("last_day", "It ends before it begins.")]
    if outing.last_day - outing.first_day >= LONGEST:
        return [Fault("last_day", "This is more than a school year. Look at the years again.")]
    if outing.first_day < today:
        sentence = (
            f"{full_day(outing.first_day)} is past. Change the marks of earlier days in their "
            "registers, with a reason."
        )
        return [Fault("first_day", sentence)]
    if outing.first_day > today + AHEAD:
        return [Fault("first_day", "This is more than a year ahead. Look at the year again.")]
    return []


def _of_stays(outing: Outing, pupils: Sequence[Pupil]) -> list[Fault]:
    """Who is not on the roll all the while."""
    if not pupils:
        return []
    stays = Enrolment.objects.filter(
        Q(end__isnull=True) | Q(end__gte=outing.last_day),
        school_id=pupils[0].school_id,
        pupil__in=pupils,
        start__lte=outing.first_day,
    )
    here = set(stays.values_list("pupil_id", flat=True))
    gone = [pupil.name for pupil in pupils if pupil.pk not in here]
    if not gone:
        return []
    named = (
        gone if len(gone) <= MOST_NAMED else [*gone[:MOST_NAMED], f"{len(gone) - MOST_NAMED} more"]
    )
    verb = "is" if len(gone) == 1 else "are"
    return [Fault("pupils", f"{together(named)} {verb} not on the roll on all of these days.")]
