"""Say what is wrong with the record of a telling, and name the workers who are told."""

from datetime import date

from registers.models import Removal, RemovalTelling
from registers.queries.untold import still_to_tell
from registers.roll_refusals import Fault
from schools.models import User
from toolkit import clock
from toolkit.days import full_day

Whom = RemovalTelling.Whom
IN_WORDS = {
    Whom.SOCIAL_WORKER: "social worker",
    Whom.YOUTH_JUSTICE: "youth justice worker",
    Whom.VIRTUAL_SCHOOL: "Virtual School",
}
NO_WORDS = "Enter how it was done, and what was said."


def faults_of_whom(removal: Removal, whom: str) -> list[Fault]:
    """Whether this worker is still to be told of the removal."""
    if whom not in Whom.values:
        return [Fault("whom", "Choose who was told.")]
    worker = IN_WORDS[Whom(whom)]
    if removal.withdrawals.exists():
        return [Fault("", "This removal was taken back. There is nothing to tell.")]
    if whom in still_to_tell(removal):
        return []
    later = removal.tellings.filter(whom=whom).first()
    told_on = later.told_on if later else getattr(removal, f"{whom}_told_on")
    if told_on is not None:
        return [Fault("whom", f"The {worker} was told on {full_day(told_on)} already.")]
    sentence = f"No {worker} of {removal.enrolment.pupil.name} is known"
    return [Fault("whom", f"{sentence} for {full_day(removal.last_day)}.")]


def faults_of_day(removal: Removal, told_on: date, *, today: date) -> list[Fault]:
    """Whether it can have been that day: since the decision, and not to come."""
    decided_on = clock.local(removal.decided_at).date()
    if told_on > today:
        return [Fault("told_on", "This day has not come yet.")]
    if told_on < decided_on:
        sentence = f"The removal was decided on {full_day(decided_on)}. Choose that day or later."
        return [Fault("told_on", sentence)]
    return []


def faults_of_teller(removal: Removal, told_by: User, told_on: date) -> list[Fault]:
    """Whether it can have been this person: of the school, and still there that day."""
    if told_by.school_id != removal.school_id or told_by.is_system:
        return [Fault("told_by", "Choose somebody who works at the school.")]
    if told_by.has_left(told_on):
        return [Fault("told_by", f"{told_by.name} had left the school by then.")]
    return []
