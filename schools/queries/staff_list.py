"""Find people on the staff, with what each is and where their account stands."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q

from audit.models import Act
from schools.models import ClassTeacher, User
from schools.queries.staff_states import LEFT, locked_emails, state_of
from schools.roles import ROLE_NAMES, ROLES
from toolkit.names import search_key, sort_key


@dataclass(frozen=True)
class StaffLine:
    """One person; classes are those of the day, cover among them."""

    person: User
    role_names: list[str]
    class_names: list[str]
    state: str


def staff_list(
    *, by: User, on: date, real_at: datetime, words: str = "", state: str = ""
) -> list[StaffLine]:
    """The staff by surname. words: the beginning of each word of a name, job, e-mail or class.

    state: one of `staff_states`; empty for everybody who has not left. real_at: real time.
    """
    people = list(User.objects.filter(school_id=by.school_id, is_system=False))
    locked = locked_emails(emails=[one.email for one in people], real_at=real_at)
    classes = _classes(school_id=by.school_id, on=on)
    lines = []
    for person in people:
        line = StaffLine(
            person=person,
            role_names=role_names(person.roles),
            class_names=classes[person.pk],
            state=state_of(person, locked=locked, on=on),
        )
        wanted = line.state == state if state else line.state != LEFT
        if wanted and _is_meant(line, words):
            lines.append(line)
    return sorted(lines, key=lambda line: by_surname(line.person))


def by_surname(person: User) -> str:
    """A key by which people sort."""
    return sort_key(f"{person.surname}, {person.forename}")


def role_names(roles: Iterable[str]) -> list[str]:
    """Roles in words, in the order of the table."""
    return [ROLE_NAMES[role] for role in ROLES if role in set(roles)]


def last_sign_ins(people: Iterable[User], *, school_id: int) -> dict[int, datetime]:
    """When each person last signed in, by key; those who never did are left out."""
    rows = Act.objects.filter(
        school_id=school_id,
        act="sign_in",
        subject_kind=User._meta.label,
        subject_id__in=[person.pk for person in people],
    )
    found = rows.values_list("subject_id").annotate(Max("at"))
    return {key: at for key, at in found if key is not None}


def _classes(*, school_id: int, on: date) -> dict[int, list[str]]:
    rows = ClassTeacher.objects.filter(
        Q(end__isnull=True) | Q(end__gte=on), school_id=school_id, start__lte=on
    )
    names: dict[int, list[str]] = defaultdict(list)
    for row in rows.select_related("school_class").order_by("is_cover", "school_class__name"):
        names[row.user_id].append(f"{row.school_class}{' (cover)' if row.is_cover else ''}")
    return names


def _is_meant(line: StaffLine, words: str) -> bool:
    person = line.person
    held = search_key(
        " ".join([person.name, person.title, person.job_title, person.email, *line.class_names])
    )
    return all(f" {word}" in held for word in search_key(words).split())
