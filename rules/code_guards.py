"""Say which codes cannot be planned for a pupil beforehand, and which need a second look."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rules.codes import CODES, OFFERED, PRESENT
from rules.compulsory_age import is_compulsory
from rules.sessions import Session

GIVEN = frozenset({"C", "C1", "C2", "J1", "S"})  # Leave, which is given before it begins.
ACTIVITIES = frozenset({"V", "B", "K", "P", "W"})  # Attending somewhere else, on a visit or so.
ARRANGED = frozenset({"B", "K"})  # Of these it matters who arranged them, and how.
AUTHORITY, SCHOOL = "authority", "school"
FROM_SECONDARY = frozenset({"J1", "S", "W"})
AT_A_DISTANCE = re.compile(r"\b(home|online|on-line|remote(ly)?|zoom|teams|virtual)\b", re.I)
UNFIT = {  # Codes that nobody can be told of beforehand, and what to do instead.
    "N": "N says that nobody knows the reason. Leave the code open until somebody does.",
    "U": "Nobody knows beforehand how late a pupil will be: sign them in at the late desk.",
    "L": "Nobody knows beforehand how late a pupil will be: sign them in at the late desk.",
    "E": "E follows from a suspension: record that, and its sessions are planned.",
    "Y4": "Y4 is for the whole school, closed without warning: close the school in the calendar.",
    "Z": "Z is never recorded for a pupil on the roll.",
    "#": "# is for the whole school: enter the closure in the calendar.",
    "D": "D follows from a registration at another school: record that on the pupil's page.",
}


class Pupil(NamedTuple):
    """What a guard asks of a pupil. other_school: where the pupil is registered as well, or ""."""

    name: str
    born: date
    is_mobile: bool = False
    other_school: str = ""


class Absence(NamedTuple):
    """A code for the sessions from one to another, both included.

    has_begun: whether the first of them had begun when the school was told. words: the reason.
    """

    code: str
    first: Session
    last: Session
    words: str = ""
    is_primary: bool = True
    has_begun: bool = False


class Activity(NamedTuple):
    """An activity somewhere else. arranged_by: the school or the authority; asked of B and K.

    in_person: whether it is supervised face to face, and not at home; asked of B and K.
    """

    code: str
    first: Session
    last: Session
    nature: str
    place: str
    arranged_by: str = ""
    in_person: bool = False
    is_primary: bool = True


def refusals_of_absence(asked: Absence, pupils: Sequence[Pupil]) -> list[str]:
    """Why the code cannot be planned for these pupils, a sentence each; none when it can.

    Source: SI 2024/208, regulation 10, and the descriptions of its codes in Working together to
    improve school attendance (August 2024). That leave is refused once its first session has
    begun follows from regulation 11 (asked for in advance). Whose code it is to give is asked
    elsewhere.
    """
    code = asked.code
    if code not in CODES:
        return [f'"{code}" is not a register code.']
    if code in UNFIT:
        return [UNFIT[code]]
    if code in ACTIVITIES:
        return [f"{code} is for an activity: record it as a trip, with what it is and where."]
    if code in PRESENT:
        return ["A pupil is marked present when they are there, not beforehand."]
    found = []
    if code == "X":
        found += [_too_old(pupil, asked) for pupil in pupils if _is_of_age(pupil, asked)]
    if code == "R" and asked.first.day != asked.last.day:
        found.append(
            "R is only for a day that the religious body sets apart. Record each such day by "
            "itself; for days of travel or celebration the headteacher decides about leave."
        )
    if code in GIVEN and asked.has_begun:
        found.append(
            f"{code} is leave, which the headteacher gives before it begins, and "
            f"{_session(asked.first)} has begun. Choose another code, or begin later."
        )
    return found


def warnings_of_absence(asked: Absence, pupils: Sequence[Pupil]) -> list[str]:
    """What to look at again, a sentence each; the code may be right all the same.

    Source: the descriptions of the codes in Working together to improve school attendance
    (August 2024); for M without a time, and for the codes of secondary schools, product rule.
    """
    found = list(_about_code(asked.code, is_primary=asked.is_primary))
    if asked.code == "M":
        if asked.first != asked.last:
            found.append(
                "M is only for the sessions that the appointment takes up; the pupil is expected "
                "in the others."
            )
        if not re.search(r"\d", asked.words):
            found.append("Ask at what time the appointment is, and when the pupil will be back.")
    if asked.code == "T":
        found += [
            f"{pupil.name} is not recorded as a mobile child. T is only for a parent who travels "
            "for their work."
            for pupil in pupils
            if not pupil.is_mobile
        ]
    return found


def refusals_of_activity(asked: Activity, pupils: Sequence[Pupil]) -> list[str]:
    """Why the activity cannot be recorded under its code, a sentence each; none when it can.

    Source: SI 2024/208, regulation 10, codes B, D, K, P, V and W; Working together to improve
    school attendance (August 2024) on remote education.
    """
    code = asked.code
    if code not in ACTIVITIES:
        return ["Choose what kind of activity it is: V, P, B, K or W."]
    found = []
    if code == "K" and asked.arranged_by != AUTHORITY:
        found.append(
            "K is only for education that the local authority arranged. What the school arranged "
            "is B."
        )
    if code == "B" and asked.arranged_by != SCHOOL:
        found.append(
            "B is for what the school arranged. Education that the local authority arranged is K."
        )
    if code in ARRANGED and not asked.in_person:
        found.append(
            f"{code} is for education that is supervised face to face, away from home. Lessons at "
            "home or online are no attendance: record the absence with its own code."
        )
    if code == "B":
        found += [
            f"{pupil.name} is registered at {pupil.other_school} as well: sessions there are D."
            for pupil in pupils
            if pupil.other_school and _is_same(pupil.other_school, asked.place)
        ]
    return found


def warnings_of_activity(asked: Activity, pupils: Sequence[Pupil]) -> list[str]:
    """What to look at again, a sentence each; the code may be right all the same.

    Source: as for refusals_of_activity; the words that are looked for are a product rule.
    """
    found = list(_about_code(asked.code, is_primary=asked.is_primary))
    said = f"{asked.nature} {asked.place}"
    if asked.code in ARRANGED and (word := AT_A_DISTANCE.search(said)):
        found.append(
            f"“{word[0]}” stands in what you wrote. Lessons at home or online are never "
            f"{asked.code}."
        )
    if asked.code == "B":
        found += [
            f"{pupil.name} is registered at {pupil.other_school} as well. Sessions there are D, "
            "not B."
            for pupil in pupils
            if pupil.other_school and not _is_same(pupil.other_school, asked.place)
        ]
    return found


CAUTIONS = {
    "Q": "Q is only where the local authority did not meet its duty to arrange travel or access. "
    "A late or missing school bus is Y1, trouble on the roads Y2.",
    "Y1": "Y1 is only where transport that the school or the authority provides did not come, and "
    "the pupil lives too far away to walk.",
    "Y2": "Y2 is only for widespread disruption, in which nobody could get to school.",
    "Y3": "Y3 is only for pupils who could not be taken in while part of the premises was closed. "
    "Where the whole site is closed without warning, close the school in the calendar: Y4.",
    "Y6": "Y6 is only where public health law or guidance kept the pupil away. An ill pupil is I.",
    "Y7": "Y7 is for an unavoidable cause that no other code names. The pupil, and not only a "
    "parent, must have been unable to come.",
}


def _about_code(code: str, *, is_primary: bool) -> list[str]:
    found = [CAUTIONS[code]] if code in CAUTIONS else []
    if is_primary and code in FROM_SECONDARY:
        found.append(f"{code} is hardly ever right in a primary school: {_of(code)}.")
    return found


def _of(code: str) -> str:
    return CODES[code].meaning[:1].lower() + CODES[code].meaning[1:]


def _is_of_age(pupil: Pupil, asked: Absence) -> bool:
    return any(is_compulsory(pupil.born, day) for day in (asked.first.day, asked.last.day))


def _too_old(pupil: Pupil, asked: Absence) -> str:
    begun = is_compulsory(pupil.born, asked.first.day)
    when = "is" if begun else f"will by {_full(asked.last.day)} be"
    return (
        f"{pupil.name} {when} of compulsory school age, so X cannot be recorded. A part-time "
        "timetable that is agreed is C2."
    )


def _session(session: Session) -> str:
    half = {"AM": "the morning", "PM": "the afternoon"}[session.half]
    return f"{half} of {_full(session.day)}"


def _full(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _is_same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) in " ".join(other.casefold().split())


NEVER_PLANNED = OFFERED | PRESENT | frozenset(UNFIT)  # For no absence, whoever records it.
