"""What is recorded of a trip or another activity, and everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from registers.arranging import missing
from registers.hearing import is_primary
from registers.lasting import Lasting, faults_of_days
from registers.queries.covered_sessions import covered_sessions
from registers.queries.guard_facts import guard_facts
from registers.roll_refusals import Fault
from rules.code_guards import Activity, refusals_of_activity
from schools.models import Enrolment, Pupil, School
from toolkit.words import together

MOST = 1500  # Pupils of one activity: the largest school that there is.
LONGEST_NATURE, LONGEST_PLACE, LONGEST_NAME = 200, 200, 120
MOST_NAMED = 5
PAST = "is past. Change the marks of earlier days in their registers, with a reason."


@dataclass(frozen=True, kw_only=True)
class Outing(Lasting):
    """An activity. arranged_by: the school or the authority; in_person: face to face, not at home.

    Both are asked for B and K alone, and kept in the code that they decide.
    """

    code: str
    nature: str
    place: str
    supervised_by: str
    arranged_by: str = ""
    in_person: bool = False


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
    of_days = faults_of_days(outing, today=today, earliest=today, too_early=PAST)
    faults += of_days
    if not of_days:
        if not covered_sessions(school_id=school.pk, first=outing.first, last=outing.last):
            faults.append(Fault("first_day", "The school does not meet in any of these sessions."))
        faults += _of_stays(outing, pupils)
        facts = guard_facts(pupils=pupils, during=outing)
        refusals = refusals_of_activity(asked_of(outing, school=school), facts)
        faults += [Fault("code", sentence) for sentence in refusals]
    return faults


def _of_words(field: str, text: str, longest: int, sentence: str) -> list[Fault]:
    if len(text.strip()) > longest:
        return [Fault(field, f"Use at most {longest} letters.")]
    return missing(field, text, sentence)


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
