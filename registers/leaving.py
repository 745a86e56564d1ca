"""What is asked before a pupil leaves the roll, and everything that is wrong with an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from registers.arranging import missing
from registers.queries.removal_facts import RemovalFacts
from registers.roll_refusals import Fault
from rules.deletion_grounds import UnknownGround, conditions_not_met, ground_of
from rules.grounds import Ground
from schools.models import Enrolment
from toolkit.days import full_day

LONGEST_AHEAD = timedelta(days=366)
LONGEST_NAME = 120
NAMES_THE_SCHOOL = frozenset("ad")  # Grounds of a pupil who goes to a school that is known.
NOBODY_TO_CONSULT = frozenset("k")
BY_ABSENCE = frozenset("hi")  # Grounds that the pupil's coming back would end.
WORKERS = {  # Whom to tell, by the field of the day on which it was done.
    "social_worker_told_on": ("social_worker", "the social worker"),
    "youth_justice_told_on": ("youth_justice", "the youth justice worker"),
    "virtual_school_told_on": ("virtual_school", "the Virtual School"),
}


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What the headteacher decides. ground: a to o, or "" below or above compulsory age.

    evidence: for each condition that is confirmed, by its key, the words that bear it out.
    consultation: who was consulted and with what result, or why nobody was. not_told: why a
    worker of the pupil was not told.
    """

    last_day: date
    ground: str
    evidence: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    consultation: str = ""
    consulted_on: date | None = None
    return_made_on: date | None = None
    next_school: str = ""
    next_school_from: date | None = None
    social_worker_told_on: date | None = None
    youth_justice_told_on: date | None = None
    virtual_school_told_on: date | None = None
    not_told: str = ""


def faults_of_leaving(
    wanted: Leaving, known: RemovalFacts, *, enrolment: Enrolment, today: date
) -> list[Fault]:
    """Every reason for which the name cannot be deleted as it was asked, by field.

    Source: SI 2024/208, regulations 9 and 13(4); never for a day that is past.
    """
    return [
        *faults_of_last_day(
            wanted.last_day,
            ground=wanted.ground,
            enrolment=enrolment,
            last_marked=known.last_marked,
            today=today,
        ),
        *_of_ground(wanted, known),
        *_of_consultation(wanted, today),
        *_of_return(wanted, known, today),
        *_of_next_school(wanted),
        *_of_workers(wanted, known, today),
    ]


def faults_of_last_day(
    last_day: date, *, ground: str, enrolment: Enrolment, last_marked: date | None, today: date
) -> list[Fault]:
    """Whether the name may be deleted after this day at all.

    On a ground of absence it goes today: a pupil who came back before a later day would be
    deleted although the ground is gone. Source: product rule.
    """
    if last_day < today:
        sentence = "A name is never deleted for a day that is past. The last day is today or later."
        if last_marked is not None and last_day < last_marked:
            sentence += f" The last marked day is {full_day(last_marked)}."
        return [Fault("last_day", sentence)]
    if last_marked is not None and last_day < last_marked:
        return [Fault("last_day", f"The last marked day is {full_day(last_marked)}.")]
    if last_day - today > LONGEST_AHEAD:
        return [Fault("last_day", "The last day is more than a year ahead. Look at the year.")]
    if ground in BY_ABSENCE and last_day > today:
        sentence = (
            f"On ground ({ground}) the last day is today. A pupil who comes back before a later "
            "day stays on the roll."
        )
        return [Fault("last_day", sentence)]
    if last_day < enrolment.start:
        sentence = f"The first day on the roll is {full_day(enrolment.start)}."
        return [Fault("last_day", sentence)]
    return []


def ground_or_none(wanted: Leaving) -> Ground | None:
    """The ground that was chosen, None for none or for a letter that is none."""
    try:
        return ground_of(wanted.ground)
    except UnknownGround:
        return None


def _of_ground(wanted: Leaving, known: RemovalFacts) -> list[Fault]:
    if wanted.ground == "":
        if known.needs_ground:
            return [Fault("ground", "Choose the ground of regulation 9 on which the name goes.")]
        return missing("why", wanted.why, "Enter why the pupil leaves the roll.")
    if ground_or_none(wanted) is None:
        return [Fault("ground", str(UnknownGround(wanted.ground)))]
    confirmed = {key for key, words in wanted.evidence.items() if words.strip()}
    faults = [
        Fault(
            condition.key,
            f"Not borne out by the records: {condition.words}"
            if condition.found
            else f"Enter what shows this: {condition.words}",
        )
        for condition in conditions_not_met(wanted.ground, known.facts, confirmed=confirmed)
    ]
    for key, words in wanted.evidence.items():
        faults += missing(key, words, "") if words.strip() else []
    return faults


def _of_consultation(wanted: Leaving, today: date) -> list[Fault]:
    if wanted.ground in NOBODY_TO_CONSULT:
        return []
    faults = missing(
        "consultation",
        wanted.consultation,
        "Enter whom you consulted and what came of it, or why nobody had to be consulted.",
    )
    ground = ground_or_none(wanted)
    if ground and ground.consult and wanted.consulted_on is None:
        who = " and ".join(ground.consult)
        faults.append(Fault("consulted_on", f"Consult {who} first, and say when."))
    return faults + _not_ahead("consulted_on", wanted.consulted_on, today)


def _of_return(wanted: Leaving, known: RemovalFacts, today: date) -> list[Fault]:
    if wanted.return_made_on is None and known.return_due:
        sentence = "Make the return to the local authority first, and say when."
        return [Fault("return_made_on", sentence)]
    return _not_ahead("return_made_on", wanted.return_made_on, today)


def _of_next_school(wanted: Leaving) -> list[Fault]:
    faults = []
    if wanted.ground in NAMES_THE_SCHOOL and not wanted.next_school.strip():
        faults.append(Fault("next_school", "Enter the name of the next school."))
    if wanted.ground in NAMES_THE_SCHOOL and wanted.next_school_from is None:
        faults.append(Fault("next_school_from", "Enter the first day at the next school."))
    if wanted.next_school_from is not None and not wanted.next_school.strip():
        faults.append(Fault("next_school", "Enter the name of the next school as well."))
    if len(wanted.next_school) > LONGEST_NAME or "\x00" in wanted.next_school:
        faults.append(Fault("next_school", f"Use at most {LONGEST_NAME} letters."))
    return faults


def _of_workers(wanted: Leaving, known: RemovalFacts, today: date) -> list[Fault]:
    faults = []
    for told_on, (worker, words) in WORKERS.items():
        day = getattr(wanted, told_on)
        has_one = getattr(known.workers, worker)
        if has_one and day is None and not wanted.not_told.strip():
            sentence = f"Tell {words} and say when, or say why you have not."
            faults.append(Fault(told_on, sentence))
        faults += _not_ahead(told_on, day, today)
    if wanted.not_told.strip():
        faults += missing("not_told", wanted.not_told, "")
    return faults


def _not_ahead(name: str, day: date | None, today: date) -> list[Fault]:
    if day is not None and day > today:
        return [Fault(name, "This day has not come yet.")]
    return []
