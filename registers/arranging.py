"""Check what timetables and suspensions share: who records them, and that the pupil is here."""

from collections.abc import Collection
from datetime import date

from registers.models import Timetable
from registers.queries.timetables_of import claimed_by_other_kind
from registers.roll_refusals import Fault
from schools.models import Enrolment, Pupil, User
from schools.permissions import Place, require
from toolkit.days import full_day

ARRANGE = "send_returns_and_reports"  # Those who report to the authority; all may amend marks.
LONGEST_TEXT = 2000
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
HALF_NAMES = {"AM": "morning", "PM": "afternoon"}


def require_arranging(by: User, *, school_id: int) -> str:
    """The role in which the person records a timetable or a suspension; raises NotPermitted."""
    return require(by, ARRANGE, Place(school_id=school_id))


def lock(pupil: Pupil) -> Pupil:
    """The pupil, held until the transaction ends, so that two people record one after another."""
    return Pupil.objects.select_for_update().get(pk=pupil.pk)


def faults_of_stay(pupil: Pupil, *, start: date, end: date | None) -> list[Fault]:
    """Whether the pupil is on the roll from the first day to the last."""
    stay = Enrolment.objects.on(start).filter(school_id=pupil.school_id, pupil=pupil).first()
    if stay is None:
        return [Fault("start", f"{pupil.name} is not on the roll on {full_day(start)}.")]
    if stay.end is not None and (end or stay.end) > stay.end:
        sentence = f"{pupil.name} leaves the roll on {full_day(stay.end)}, before the last day."
        return [Fault("end", sentence)]
    return []


def faults_of_sessions(
    pupil: Pupil, *, kind: str, away: Collection[str], start: date, end: date | None
) -> list[Fault]:
    """Whether a timetable of the other kind has one of the sessions in the same days."""
    return [
        Fault(
            "away",
            f"{session_words(session)} belongs to {_name(other)} from {full_day(other.start)} "
            "already. Leave it out, or end that first.",
        )
        for session, other in claimed_by_other_kind(
            pupil=pupil, kind=kind, away=away, start=start, end=end
        )
    ]


def session_words(session: str) -> str:
    """A session of the week, such as "0-AM", as in "Monday morning"."""
    return f"{DAYS[int(session[0])]} {HALF_NAMES[session[2:]]}"


def missing(field: str, text: str, sentence: str) -> list[Fault]:
    """The fault of a text that was left empty, or is longer than anybody reads."""
    if not text.strip():
        return [Fault(field, sentence)]
    if len(text) > LONGEST_TEXT or "\x00" in text:
        return [Fault(field, f"Write it in plain words, at most {LONGEST_TEXT:,} letters.")]
    return []


def _name(timetable: Timetable) -> str:
    if timetable.kind == Timetable.Kind.DUAL:
        return timetable.other_school
    return "the part-time timetable"
