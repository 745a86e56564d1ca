"""Everything that the register of one class for one session shows."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from registers.marking import office_code
from registers.models import Mark, Register
from registers.permissions import TIMETABLED, codes_of, place_of
from registers.queries.came_all_the_same import came_all_the_same
from registers.queries.days_before import DayBefore, days_before
from registers.queries.register_state import register_state
from registers.queries.roll import OnRoll, roll
from registers.queries.session_facts import SessionFacts, session_facts
from rules import codes
from rules.no_school import closure_in_words
from rules.sessions import UNPLANNED_CLOSURE
from schools.models import Pupil, SchoolClass, User
from schools.permissions import may
from schools.queries.class_names import name_of_class
from schools.queries.teachers_of import teachers_of
from toolkit import clock

NOTES = {"I": "Ill", "M": "Appointment", "V": "Trip"}
NOT_ABSENT = codes.LATE | codes.OFFERED | {"N"}  # The third button never writes these.
YESTERDAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """One pupil. version: key of the mark in force, 0 for none. minutes: late, with L or U.

    known: the absence code that the office has; offered: a code of attending somewhere else
    that waits for somebody to say so. note: at most one of Ill, Appointment, Trip, Absent
    yesterday (a weekday after a weekend): nothing else may stand where children can see it.
    elsewhere: the mark is of another class's taken register, so a change needs a reason.
    before: whether the pupil was in the school on the last five school days, and no more.
    """

    pupil: Pupil
    code: str
    minutes: int | None
    version: int
    known: str
    offered: str
    note: str
    changed: bool
    mark_id: int | None
    elsewhere: bool = False
    before: tuple[DayBefore, ...] = ()


@dataclass(frozen=True)
class RegisterPage:
    """state: as `register_state` has it. left: pupils unmarked. class_name: as it was that day.

    closed: why the school was closed without warning, in words.
    """

    school_class: SchoolClass
    class_name: str
    day: date
    half: str
    register: Register | None
    rows: list[Row]
    opens: time
    closes: time
    ends: time
    teacher_names: str
    year_groups: list[str]
    state: str
    may_mark: bool
    may_amend: bool
    may_submit: bool
    codes: tuple[str, ...]
    left: int
    closed: str = ""


def register_page(
    *, school_class: SchoolClass, day: date, half: str, at: datetime, by: User
) -> RegisterPage:
    """The register as this person sees it at that moment. Raises NoSession.

    Before anybody has saved, an open register shows the known absences that its first save
    will write; looking writes nothing.
    """
    session = session_facts(school_id=school_class.school_id, day=day, half=half, why=True)
    pupils = roll(school_class=school_class, day=day, half=half)
    register = (
        Register.objects.filter(
            school_id=school_class.school_id, school_class=school_class, day=day, half=half
        )
        .select_related("submitted_by")
        .first()
    )
    entries: dict[int, list[Mark]] = {row.pupil.pk: [] for row in pupils}
    for mark in (
        Mark.objects.filter(
            school_id=school_class.school_id, day=day, half=half, pupil_id__in=entries
        )
        .select_related("closed_by", "register")
        .order_by("pk")
    ):
        entries[mark.pupil_id].append(mark)
    before = days_before(school_id=school_class.school_id, pupils=list(entries), day=day)
    state = register_state(session, register, at)
    premarked = register is None and state in {"open", "missing"}
    known = {row.pupil.pk for row in pupils if row.known} if premarked else set()
    known -= came_all_the_same(school_id=school_class.school_id, day=day, half=half, pupils=known)
    sees_y5 = may(by, "see_code_y5")
    rows = [
        _row(
            row,
            entries[row.pupil.pk],
            before=before.seen.get(row.pupil.pk, ()),
            unexplained=_since(before.missed.get(row.pupil.pk), day),
            premarked=row.pupil.pk in known,
            sees_y5=sees_y5,
            register=register,
        )
        for row in pupils
    ]
    place = place_of(school_class, day=day, by=by, session_over=session.is_over(at))
    today = clock.local(at).date()
    on_the_day = day >= today
    marks = may(by, "mark_register" if on_the_day else "amend_mark", place)
    can_write = marks and state in {"open", "missing"}
    return RegisterPage(
        school_class=school_class,
        class_name=name_of_class(school_class, on=day, today=today),
        day=day,
        half=half,
        register=register,
        rows=rows,
        opens=session.opens,
        closes=session.closes,
        ends=session.ends,
        teacher_names=teachers_of(
            school_id=school_class.school_id, on=day, class_id=school_class.pk
        )[school_class.pk],
        year_groups=sorted({row.year_group for row in pupils if row.year_group}),
        state=state,
        may_mark=can_write,
        may_amend=state in {"taken", "closed"}
        and session.has_opened(at)
        and may(by, "amend_mark", place),
        may_submit=can_write and bool(rows),
        codes=tuple(code for code in codes.CODES if code in _choices(by, session)),
        left=sum(not row.code for row in rows),
        closed=closure_in_words(UNPLANNED_CLOSURE, session.closed_for) if session.closed else "",
    )


def _choices(by: User, session: SessionFacts) -> frozenset[str]:
    other = {"AM": "\\", "PM": "/"}[session.half]
    allowed = codes_of(by, on=session.day) - {other}
    return allowed & {"Y4"} if session.closed else allowed - {"Y4"}


def _row(
    row: OnRoll,
    entries: list[Mark],
    *,
    before: tuple[DayBefore, ...],
    unexplained: str,
    premarked: bool,
    sees_y5: bool,
    register: Register | None,
) -> Row:
    now = next((mark for mark in entries if mark.closed_at is None), None)
    code = now.code if now else (row.known if premarked else "")
    known = office_code(entries, row.planned)
    if known in TIMETABLED - row.timetabled:
        known = ""
    if known in NOT_ABSENT or not known or codes.counts_as(known).present:
        known = row.known
    if known == "Y5" and not sees_y5:
        known = ""
    note = NOTES.get(known or row.offered, "") or unexplained
    return Row(
        pupil=row.pupil,
        code=code,
        minutes=now.minutes_late if now else None,
        version=now.pk if now else 0,
        known=known,
        offered=row.offered,
        note=note,
        changed=any(mark.amendment for mark in entries),
        mark_id=now.pk if now else None,
        elsewhere=now is not None and now.register != register and now.register.is_taken(),
        before=before,
    )


def _since(missed: date | None, day: date) -> str:
    """What to say of a pupil who was missed on that day before, with no reason known."""
    if missed is None:
        return ""
    return "Absent yesterday" if missed == day - YESTERDAY else f"Absent {missed:%A}"
