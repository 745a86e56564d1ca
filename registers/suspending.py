"""What a suspension is made of: its reasons, its days, and the plans that follow from it."""

from datetime import date

from registers.arranging import missing
from registers.excluded import Excluded
from registers.models import Suspension
from registers.notices import faults_of_notice
from registers.planning import DAY, Span, from_session_to_session, latest_day_on_roll
from registers.roll_refusals import Fault
from rules.sessions import AM, HALVES, PM
from schools.models import Pupil, Session

SUSPENDED = "E"
PROVISION = ("K", "B", "D")
PROVISION_DAY = 6  # The school day of a suspension from which education must be provided.
LONGEST_PLACE = 120
REASONS = {  # Code of the school census, and its words.
    "PP": "Physical assault against a pupil",
    "PA": "Physical assault against an adult",
    "VP": "Verbal abuse or threatening behaviour against a pupil",
    "VA": "Verbal abuse or threatening behaviour against an adult",
    "OW": "Use or threat of use of an offensive weapon or prohibited item",
    "BU": "Bullying",
    "RA": "Racist abuse",
    "LG": "Abuse against sexual orientation or gender identity",
    "DS": "Abuse relating to disability",
    "SM": "Sexual misconduct",
    "DA": "Drug and alcohol related",
    "DM": "Damage",
    "TH": "Theft",
    "MT": "Inappropriate use of social media or online technology",
    "PH": "Breach of measures that protect public health",
    "DB": "Persistent or general disruptive behaviour",
}


def school_days(*, school_id: int, start: date, end: date | None, at_most: int = 400) -> list[date]:
    """The days on which the school meets, from one to another, in order."""
    sessions = Session.objects.meeting().filter(school_id=school_id, day__gte=start)
    if end is not None:
        sessions = sessions.filter(day__lte=end)
    return list(sessions.order_by("day").values_list("day", flat=True).distinct()[:at_most])


def sixth_day(*, school_id: int, start: date, end: date | None) -> date | None:
    """The sixth school day of the suspension, where it or the calendar has so many."""
    days = school_days(school_id=school_id, start=start, end=end, at_most=PROVISION_DAY)
    return days[-1] if len(days) == PROVISION_DAY else None


def spans_of(pupil: Pupil, wanted: Excluded) -> list[Span]:
    """E for every session until other education begins, and then its code."""
    end, end_half = wanted.end or latest_day_on_roll(pupil), wanted.end_half
    if wanted.end is None:
        end_half = PM
    start, start_half = wanted.start, wanted.start_half
    if wanted.provision_from is None:
        return from_session_to_session(
            SUSPENDED, start=start, start_half=start_half, end=end, end_half=end_half
        )
    before = wanted.provision_from - DAY
    excluded = (
        from_session_to_session(
            SUSPENDED, start=start, start_half=start_half, end=before, end_half=PM
        )
        if before >= start
        else []
    )
    first_half = start_half if wanted.provision_from == start else AM
    return excluded + from_session_to_session(
        wanted.provision_code,
        start=wanted.provision_from,
        start_half=first_half,
        end=end,
        end_half=end_half,
    )


def faults_of(
    pupil: Pupil, wanted: Excluded, *, today: date, before: Excluded | None = None
) -> list[Fault]:
    """Everything that is wrong with a suspension but whether the pupil is on the roll.

    before: what was recorded of it so far, where it is being changed.
    """
    faults = []
    if wanted.kind not in Suspension.Kind.values:
        faults.append(Fault("kind", "Choose a suspension or a permanent exclusion."))
    if wanted.reason_kind not in REASONS:
        faults.append(Fault("reason_kind", "Choose the reason."))
    if wanted.start_half not in HALVES or wanted.end_half not in HALVES:
        faults.append(Fault("start_half", "Choose the morning or the afternoon."))
    faults += _of_days(pupil, wanted)
    faults += missing("notice_days", wanted.notice_days, "Enter the days as the notice names them.")
    return faults + faults_of_notice(wanted, today=today, before=before) + _of_provision(wanted)


def _of_days(pupil: Pupil, wanted: Excluded) -> list[Fault]:
    if wanted.end is None:
        if wanted.kind != Suspension.Kind.PERMANENT:
            return [Fault("end", "Enter the last day. Only a permanent exclusion has none.")]
        return []
    if wanted.end < wanted.start:
        return [Fault("end", "The last day lies before the first.")]
    if wanted.end == wanted.start and (wanted.start_half, wanted.end_half) == (PM, AM):
        return [
            Fault("end_half", "It ends in the morning of the day in whose afternoon it begins.")
        ]
    if not school_days(school_id=pupil.school_id, start=wanted.start, end=wanted.end, at_most=1):
        return [Fault("start", "The school does not meet on any of these days.")]
    return []


def _of_provision(wanted: Excluded) -> list[Fault]:
    given = [wanted.provision_from is not None, wanted.provision_code != ""]
    if not any(given):
        if wanted.provision_place.strip():
            return [Fault("provision_from", "Enter from which day the other education is given.")]
        return []
    faults = []
    if wanted.provision_from is None:
        faults.append(Fault("provision_from", "Enter from which day it is given."))
    elif wanted.provision_from < wanted.start or (
        wanted.end is not None and wanted.provision_from > wanted.end
    ):
        sentence = "The other education begins on a day of the suspension."
        faults.append(Fault("provision_from", sentence))
    if wanted.provision_code not in PROVISION:
        faults.append(Fault("provision_code", "Choose K, B or D for the other education."))
    if not wanted.provision_place.strip():
        faults.append(Fault("provision_place", "Enter where it is given."))
    elif len(wanted.provision_place) > LONGEST_PLACE:
        faults.append(Fault("provision_place", f"Use at most {LONGEST_PLACE} letters."))
    return faults
