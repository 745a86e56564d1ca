"""Read all registers of one month: every entry, replaced ones included, in one moment's state."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import Q

from registers.keeping.months import last_day, span
from registers.models import Mark, Register
from registers.models.mark import MarkQuerySet
from schools.models import ClassMembership, School, Session
from schools.queries.class_names import ClassNames, class_names
from toolkit.one_moment import one_moment


class Entry(NamedTuple):
    """One entry, with its pupil and its register; who entered and who replaced it as they are.

    class_name: as it was on the day.
    """

    key: int
    pupil_id: int
    upn: str
    legal_surname: str
    legal_forename: str
    class_id: int | None
    class_name: str | None
    day: date
    half: str
    code: str
    minutes_late: int | None
    arrived_at: time | None
    entered_at: datetime
    by_forename: str
    by_surname: str
    by_is_system: bool
    title: str
    role: str
    source: str
    amended: bool
    reason: str
    replaced_at: datetime | None
    replacer_forename: str | None
    replacer_surname: str | None
    replacer_is_system: bool | None

    @property
    def by(self) -> str:
        """Who entered it."""
        return _name(self.by_forename, self.by_surname, system=self.by_is_system)

    @property
    def replaced_by(self) -> str:
        """Who replaced it; empty while it stands, and where that was not noted."""
        if self.replacer_is_system is None:
            return ""
        return _name(
            self.replacer_forename or "",
            self.replacer_surname or "",
            system=self.replacer_is_system,
        )


ENTRY_FACTS = (
    "pk", "pupil_id", "pupil__upn", "pupil__legal_surname", "pupil__legal_forename",
    "register__school_class_id", "register__school_class__name", "day", "half",
    "code", "minutes_late", "arrived_at", "entered_at", "entered_by__forename",
    "entered_by__surname", "entered_by__is_system", "entered_title", "entered_role", "source",
    "amendment", "reason", "closed_at", "closed_by__forename", "closed_by__surname",
    "closed_by__is_system",
)  # fmt: skip


class Member(NamedTuple):
    """A pupil's time in a class; end is empty while it lasts."""

    pupil_id: int
    upn: str
    legal_surname: str
    legal_forename: str
    class_id: int | None
    class_name: str | None
    start: date
    end: date | None


class Taken(NamedTuple):
    """How one register came to be taken; submitted_at is empty where it was loaded or is open."""

    class_id: int | None
    day: date
    half: str
    submitted_at: datetime | None
    imported_at: datetime | None


@dataclass(frozen=True)
class MonthOfEntries:
    """Everything that the copy of one month holds.

    entries: of the month's sessions, by UPN, session and order of entering. later: amendments
    that people made in this month to sessions of earlier months. names: of classes that had others.
    """

    school: School
    month: date
    entries: list[Entry]
    later: list[Entry]
    members: list[Member]
    sessions: list[tuple[date, str]]
    registers: list[Taken]
    names: ClassNames


def _entries(marks: MarkQuerySet, names: ClassNames) -> list[Entry]:
    """By UPN and session, the earlier entered first."""
    rows = marks.order_by("pupil__upn", "day", "half", "pk").values_list(*ENTRY_FACTS)
    return [_as_then(Entry(*facts), names) for facts in rows]


def _as_then(entry: Entry, names: ClassNames) -> Entry:
    """The entry with the name that its class had on the day."""
    if entry.class_id not in names.renamed or entry.class_name is None:
        return entry
    then = names.on(entry.class_id, entry.day, now=entry.class_name)
    return entry._replace(class_name=then)


def _name(forename: str, surname: str, *, system: bool) -> str:
    return "The system" if system else f"{forename} {surname}".strip()


def month_of_entries(*, school: School, month: date) -> MonthOfEntries:
    """Read the month whose first day is given; six queries, whatever the number of pupils.

    Begins a transaction of its own, so that all six see the same moment.
    """
    with one_moment():
        return _read(school, month)


def _read(school: School, month: date) -> MonthOfEntries:
    last, (begins, ends) = last_day(month), span(month)
    of_school = Mark.objects.filter(school=school)
    earlier = of_school.filter(
        day__lt=month, amendment=True, entered_at__gte=begins, entered_at__lt=ends
    ).exclude(source=Mark.Source.IMPORT)
    names = class_names(school_id=school.pk)
    members = ClassMembership.objects.filter(
        Q(end__isnull=True) | Q(end__gte=month), school=school, start__lte=last
    )
    registers = Register.objects.filter(school=school, day__range=(month, last))
    sessions = Session.objects.filter(school=school).between(month, last)
    return MonthOfEntries(
        school=school,
        month=month,
        entries=_entries(of_school.between(month, last), names),
        later=_entries(earlier, names),
        names=names,
        members=[
            Member(*facts)
            for facts in members.values_list(
                "pupil_id", "pupil__upn", "pupil__legal_surname", "pupil__legal_forename",
                "school_class_id", "school_class__name", "start", "end",
            )
        ],
        sessions=list(sessions.order_by("day", "half").values_list("day", "half")),
        registers=[
            Taken(*facts)
            for facts in registers.values_list(
                "school_class_id", "day", "half", "submitted_at", "imported_at"
            )
        ],
    )  # fmt: skip
