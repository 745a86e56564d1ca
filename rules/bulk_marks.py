"""Say which codes may be entered for many pupils at once, and which marks they may replace."""

from typing import NamedTuple

from rules.code_guards import ACTIVITIES, GIVEN, UNFIT
from rules.codes import PRESENT
from rules.sessions import Session

MAY_REPLACE = frozenset({"N", "O"})  # Nothing is known of the absence, or nothing that excuses it.
MOST = 10_000  # Sessions of pupils in one act, such as 1,000 pupils in a week.
LONGEST_DAYS = 366  # A school year, and a leap year's; both ends included.
ONLY_BEGUN = frozenset({"N", "O"})
OF_EACH_PUPIL = {
    "L": "L and U depend on when each pupil came: enter them in the register or at the late desk.",
    "C2": "C2 follows from the part-time timetable of a pupil: record that on the pupil's page.",
    "X": "X depends on the age of each pupil: enter it in the register.",
}
OF_EACH_PUPIL["U"] = OF_EACH_PUPIL["L"]


class Asked(NamedTuple):
    """A code for several pupils from one session to another, both included.

    has_begun, has_to_come: whether a session among them has opened, and whether one has not.
    """

    code: str
    first: Session
    last: Session
    is_whole_school: bool = False
    has_begun: bool = True
    has_to_come: bool = False


def why_not(asked: Asked) -> str:
    """Say in one sentence why the code cannot be entered for many at once; empty where it can.

    Expects a code of the table. Who may enter it is asked elsewhere.
    Source: SI 2024/208, regulations 10 and 11, and the descriptions of its codes in Working
    together to improve school attendance (August 2024); that present, and what differs from pupil
    to pupil, is not entered for many is a product rule.
    """
    code = asked.code
    if code in ACTIVITIES:
        return f"{code} is for an activity: record it as a trip, with what it is and where."
    if code in OF_EACH_PUPIL:
        return OF_EACH_PUPIL[code]
    if code in PRESENT:
        return "Whoever sees a pupil marks them present, in the register. It is not done in bulk."
    if code in UNFIT and code not in ONLY_BEGUN:
        return UNFIT[code]
    if code in ONLY_BEGUN and asked.has_to_come:
        return f"{code} is only for sessions that have begun: end with one of those."
    if code in GIVEN and asked.has_begun:
        return (
            f"{code} is leave, which the headteacher gives before it begins. A session among "
            "these has begun: begin later, or choose another code."
        )
    if code == "R" and asked.first.day != asked.last.day:
        return (
            "R is only for a day that the religious body sets apart. Enter each such day by itself."
        )
    if code == "Y3" and asked.is_whole_school:
        return (
            "Y3 is only for the pupils who could not be taken in while part of the premises was "
            "closed. Where nobody could, close the school in the calendar: Y4."
        )
    return ""


def never_for_many(code: str) -> bool:
    """Whether the code is entered for several at once in no session. Source: as for why_not."""
    return (
        code in ACTIVITIES | PRESENT
        or code in OF_EACH_PUPIL
        or (code in UNFIT and code not in ONLY_BEGUN)
    )


def may_replace(old: str, new: str) -> bool:
    """Whether an entry for many may take the place of that mark.

    An unexplained absence never takes the place of one that is settled. Source: product rule;
    a mark that somebody gave a reason, and one of attending, is changed by itself.
    """
    return old in MAY_REPLACE and new not in {old, "N"}
