"""Where a register stands now, and every pupil's latest entry in it."""

from dataclasses import dataclass
from datetime import date, datetime

from registers.marking import office_code
from registers.models import Mark, Register
from registers.permissions import TIMETABLED
from registers.queries.register_state import register_state
from registers.queries.session_facts import session_facts
from rules import codes
from schools.models import ClassMembership, SchoolClass

NEEDED = (  # Of each entry; of people the name, or the address in its place, and the roles.
    "pupil_id",
    "code",
    "minutes_late",
    "source",
    "entered_at",
    "entered_role",
    "closed_at",
    *(f"entered_by__{fact}" for fact in ("forename", "surname", "email")),
    *(f"closed_by__{fact}" for fact in ("forename", "surname", "email", "roles")),
)


@dataclass(frozen=True)
class Latest:
    """The last that happened to a pupil's mark: it was entered, or it was cleared.

    known: the absence code that the office has entered for the session, "" for none.
    """

    mark: Mark
    known: str

    @property
    def is_cleared(self) -> bool:
        """Whether nothing stands any more."""
        return self.mark.closed_at is not None


@dataclass(frozen=True)
class News:
    """state: as `register_state` has it. latest: of pupils who have any entry, in their order."""

    state: str
    register: Register | None
    latest: list[Latest]


def register_news(*, school_class: SchoolClass, day: date, half: str, at: datetime) -> News:
    """What somebody who has the register open may not have seen yet, in three queries.

    Raises NoSession.
    """
    session = session_facts(school_id=school_class.school_id, day=day, half=half)
    register = (
        Register.objects.filter(
            school_id=school_class.school_id, school_class=school_class, day=day, half=half
        )
        .select_related("submitted_by")
        .first()
    )
    on_roll = ClassMembership.objects.on_the_roll(school_id=school_class.school_id, day=day)
    entries: dict[int, list[Mark]] = {}
    for mark in (
        Mark.objects.filter(
            school_id=school_class.school_id,
            day=day,
            half=half,
            pupil_id__in=on_roll.filter(school_class=school_class).values("pupil_id"),
        )
        .select_related("entered_by", "closed_by")
        .only(*NEEDED)
        .order_by("pupil_id", "pk")
    ):
        entries.setdefault(mark.pupil_id, []).append(mark)
    return News(
        state=register_state(session, register, at),
        register=register,
        latest=[latest_of(found) for found in entries.values()],
    )


def latest_of(entries: list[Mark]) -> Latest:
    """The newest of a pupil's entries in one session, which come the oldest first."""
    return Latest(entries[-1], _known(entries))


def _known(entries: list[Mark]) -> str:
    """What Absent then writes: the office's code where it is one of absence."""
    code = office_code(entries)
    if not code or code in codes.OFFERED | TIMETABLED | {"N"} or codes.counts_as(code).present:
        return ""
    return code
