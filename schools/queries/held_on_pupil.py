"""Gather what the school holds on one pupil and its family links, naming nobody else."""

from collections.abc import Iterator

from rules.grounds import GROUNDS
from schools.models import (
    ClassMembership,
    Enrolment,
    FactChange,
    Parent,
    Pupil,
    PupilFlag,
    PupilParent,
    School,
    User,
)
from schools.models.new_pupil_return import NewPupilReturn
from schools.roles import ROLE_NAMES
from toolkit.csv_files import Cell
from toolkit.held import Held, Mask
from toolkit.masking import REMOVED, Others, Own

NAMES = ("legal_surname", "legal_forename", "middle_names", "preferred_surname",
         "preferred_forename")  # fmt: skip
ADDRESS = ("address1", "address2", "address3", "address4")
PUPIL_FACTS = (
    "upn", "upn_is_temporary", *NAMES, "date_of_birth", "sex", *ADDRESS, "postcode", "ethnicity",
    "first_language", "future_address", "future_address_from",
)  # fmt: skip
NOT_ITS_OWN = ("worker_name", "worker_phone", "worker_email")


def held_on_pupil(*, pupil: Pupil, mask: Mask) -> list[Held]:
    """The pupil's own facts, each kind as a table; contacts without names, numbers, addresses."""
    own = {"school_id": pupil.school_id, "pupil": pupil}
    return [
        Held("pupil", "The pupil", PUPIL_FACTS, [_facts(pupil, PUPIL_FACTS)]),
        _enrolments(pupil),
        _table(
            "returns_to_the_authority", "Returns to the local authority",
            NewPupilReturn.objects.filter(school_id=pupil.school_id, enrolment__pupil=pupil)
            .order_by("entered_on"),
            ("entered_on", "made_on", "recorded_at"),
        ),
        Held(
            "classes", "Classes", ("class", "year_group", "start", "end"),
            [
                (one.school_class.name if one.school_class else "", one.year_group, one.start,
                 one.end)
                for one in ClassMembership.objects.filter(**own)
                .select_related("school_class").order_by("start")
            ],
        ),
        _contacts(pupil, mask),
        _flags(pupil, mask),
        _changes(pupil, mask),
    ]  # fmt: skip


def others_than(pupil: Pupil) -> Others:
    """Everybody else whom the school knows: pupils, parents, staff, workers."""
    school = pupil.school_id
    pupils = Pupil.objects.filter(school_id=school).exclude(pk=pupil.pk)
    parents = Parent.objects.filter(school_id=school)
    staff = User.objects.filter(school_id=school, is_system=False)
    flags = PupilFlag.objects.filter(school_id=school)
    numbers = [*parents.values_list("mobile", "phone", "mobile_number", "phone_number")]
    return Others(
        names=[
            *_flat(pupils.values_list(*NAMES)),
            *_flat(parents.values_list("forename", "surname")),
            *_flat(staff.values_list("forename", "surname")),
            *_flat(flags.values_list("worker_name")),
            *_flat(School.objects.filter(pk=school).values_list("headteacher")),
        ],
        numbers=[*_flat(numbers), *_flat(flags.values_list("worker_phone"))],
        addresses=[*_flat(pupils.values_list(*ADDRESS)), *_flat(parents.values_list(*ADDRESS))],
    )


def own_of(pupil: Pupil) -> Own:
    """What in a text is the pupil's own."""
    return Own(
        names=[getattr(pupil, name) for name in NAMES],
        addresses=[getattr(pupil, line) for line in ADDRESS],
        postcode=pupil.postcode,
        upn=pupil.upn,
    )


def title_of(person: User | None) -> str:
    """Somebody of the staff as their job title, or as their first role; never by name."""
    if person is None:
        return ""
    if person.is_system:
        return "The system"
    first = next((ROLE_NAMES[role] for role in ROLE_NAMES if role in person.roles), "Staff")
    return person.job_title or first


def _enrolments(pupil: Pupil) -> Held:
    facts = ("start", "end", "last_school", "next_school", "next_school_from")
    stays = Enrolment.objects.filter(school_id=pupil.school_id, pupil=pupil).order_by("start")
    rows = [
        (*_facts(one, facts), Enrolment.Kind(one.kind).label, _ground(one.leaving_ground))
        for one in stays
    ]
    return Held("enrolments", "Times on the roll", (*facts, "registration", "left_on_ground"), rows)


def _ground(letter: str) -> str:
    return f"({letter}) {GROUNDS[letter].title}" if letter else ""


def _contacts(pupil: Pupil, mask: Mask) -> Held:
    links = PupilParent.objects.filter(school_id=pupil.school_id, pupil=pupil)
    facts = ("priority", "relationship", "parental_responsibility", "lives_with_pupil",
             "is_parent", "may_contact", "may_text", "ended_on")  # fmt: skip
    rows = [
        (f"Contact {number}", *_facts(link, facts), mask(link.note))
        for number, link in enumerate(links.order_by("priority", "pk"), start=1)
    ]
    return Held("contacts", "Contacts", ("contact", *facts, "note"), rows)


def _flags(pupil: Pupil, mask: Mask) -> Held:
    flags = PupilFlag.objects.filter(school_id=pupil.school_id, pupil=pupil).order_by("start")
    rows: list[tuple[Cell, ...]] = [
        (PupilFlag.Kind(one.kind).label, one.value, one.start, one.end, bool(one.worker_name),
         mask(one.note))
        for one in flags
    ]  # fmt: skip
    header = ("flag", "value", "start", "end", "names_a_worker", "note")
    return Held("flags", "Flags", header, rows)


def _changes(pupil: Pupil, mask: Mask) -> Held:
    """The history of the pupil's facts; of what is a contact's own, only that it changed."""
    changes = FactChange.objects.filter(school_id=pupil.school_id, pupil=pupil)

    def value(change: FactChange, text: str) -> str:
        if change.parent_id is None and change.fact in PUPIL_FACTS:
            return text
        if change.fact.endswith(NOT_ITS_OWN):
            return REMOVED if text else ""
        return mask(text)

    rows: list[tuple[Cell, ...]] = [
        (one.at, "contact" if one.parent_id else "pupil", one.fact, value(one, one.before),
         value(one, one.after), mask(title_of(one.by)), one.is_import)
        for one in changes.select_related("by").order_by("at", "pk")
    ]  # fmt: skip
    header = ("at", "of", "fact", "before", "after", "by", "from_a_file")
    return Held("changes", "History of each fact", header, rows, is_long=True)


def _table(name: str, title: str, found: object, facts: tuple[str, ...]) -> Held:
    rows = [_facts(row, facts) for row in found]  # type: ignore[attr-defined]
    return Held(name, title, facts, rows)


def _facts(row: object, facts: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(getattr(row, fact) for fact in facts)


def _flat(rows: object) -> Iterator[str]:
    return (text for row in rows for text in row if text)  # type: ignore[attr-defined]
