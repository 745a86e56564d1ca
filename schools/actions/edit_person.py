"""Change the name, job title or e-mail address of somebody on the staff."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from audit.actions.record import record
from schools.changes import refuse_if_changed
from schools.emails import claiming, require_free_email
from schools.models import User
from schools.permissions import Place, require
from schools.staff import (
    StaffRefused,
    locked_person,
    may_be_let_into,
    require_head_for_a_head,
    sees_safeguarding,
)
from toolkit import clock

FACTS = ("title", "forename", "surname", "job_title", "email")


@transaction.atomic
def edit_person(
    *, by: User, person_id: int, facts: Mapping[str, str], seen: int, at: datetime
) -> User:
    """The person with these facts (of FACTS) instead; links made for the old address end.

    The address of an account with a password, which would open it, is changed only by somebody
    who may be let into it. seen: the version that the page showed. Raises NotPermitted,
    StaffRefused, ChangedMeanwhile, and User.DoesNotExist for somebody of another school.
    """
    today = clock.local(at).date()
    require(by, "accounts", Place(by.school_id), on=today)
    person = locked_person(by=by, person_id=person_id)
    typed = {name: facts[name].strip() for name in FACTS if name in facts}
    if not typed.get("surname", person.surname):
        raise StaffRefused("Enter the surname.", field="surname")
    refuse_if_changed(person, seen=seen, typed=typed)
    before = {name: getattr(person, name) for name in typed}
    after = {name: text for name, text in typed.items() if text != before[name]}
    if not after:
        return person
    if "email" in after:
        require_head_for_a_head(by, person, on=today)
        guarded = person.has_usable_password() or sees_safeguarding(person.roles)
        if guarded and not may_be_let_into(by, person, on=today):
            raise StaffRefused(
                f"{person.name} may do more than you may, so only a headteacher can change their "
                f"e-mail address.",
                field="email",
            )
        require_free_email(after["email"], school_id=by.school_id, of=person)
    for name, text in after.items():
        setattr(person, name, text)
    person.version += 1
    with claiming(person.email, school_id=by.school_id, of=person):
        person.save(update_fields=[*after, "version"])
    record(
        act="edit_person",
        by=by,
        at=at,
        school_id=by.school_id,
        subject=person,
        detail={"before": {name: before[name] for name in after}, "after": after},
    )
    return person
