"""Judge the written notice of a suspension: before its days, and anew when they change."""

from datetime import date

from registers.excluded import Excluded
from registers.planning import DAY
from registers.roll_refusals import Fault
from rules.sessions import AM, PM
from toolkit.days import full_day


def faults_of_notice(
    wanted: Excluded, *, today: date, before: Excluded | None = None
) -> list[Fault]:
    """What is wrong with the notice's date and words; before: what was recorded so far.

    The parents are told in writing by the first day; where days are added later, by the first of
    those. Changed days need a notice of their own: its date and its words. That of the same day
    may replace the one before.
    Source: product rule; the law has the notice given without delay.
    """
    if wanted.notice_on > today:
        return [_date("The parents are told in writing first: this day has not come yet.")]
    faults = []
    latest = _latest(wanted, before)
    if latest is not None and wanted.notice_on > latest:
        sentence = (
            "The parents are told in writing first: "
            f"the notice is dated after {full_day(latest)}, the first day it is about."
        )
        faults.append(_date(sentence))
    if before is not None and before.days != wanted.days:
        faults += _of_new_notice(wanted, before, today)
    return faults


def _of_new_notice(wanted: Excluded, before: Excluded, today: date) -> list[Fault]:
    faults = []
    if wanted.notice_on < before.notice_on or before.notice_on == wanted.notice_on < today:
        sentence = (
            "The days have changed: enter the day on which the parents were told of them in "
            f"writing, later than {full_day(before.notice_on)}."
        )
        faults.append(_date(sentence))
    if wanted.notice_days.strip() == before.notice_days.strip():
        sentence = "The days have changed: enter them as the new notice names them."
        faults.append(Fault("notice_days", sentence))
    return faults


def _latest(wanted: Excluded, before: Excluded | None) -> date | None:
    """The last day on which the notice may be given; None where it adds no day."""
    if before is None:
        return wanted.start
    if before.days == wanted.days:
        return max(wanted.start, before.notice_on)
    if (wanted.start, wanted.start_half) < (before.start, before.start_half):
        return wanted.start
    if before.end is not None and _last(wanted) > _last(before):
        return max(wanted.start, before.end if before.end_half == AM else before.end + DAY)
    return None


def _last(excluded: Excluded) -> tuple[date, str]:
    """The last session; one that has none ends after every other."""
    return (excluded.end, excluded.end_half) if excluded.end is not None else (date.max, PM)


def _date(sentence: str) -> Fault:
    return Fault("notice_on", sentence)
