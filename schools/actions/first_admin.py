"""Make the first account of a school, and the school where it is missing."""

import re
from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet

from audit.actions.record import record
from schools.account_links import INVITATION, link_for
from schools.loading.system_account import system_account
from schools.models import School, User
from schools.roles import ROLE_NAMES, ROLES
from toolkit import clock
from toolkit.names import is_name

LONGEST_NAME = 80  # As the accounts keep it.


class CannotMakeFirstAdmin(Exception):
    """The account cannot be made; its text says why."""


@transaction.atomic
def first_admin(
    *,
    email: str,
    urn: str,
    school_name: str,
    at: datetime,
    name: str = "",
    also: Collection[str] = (),
) -> tuple[User, str]:
    """An administrator who waits for a password, and the link to choose it within 7 days.

    urn: six digits. school_name: needed only where no school has the number yet. name: theirs,
    as in "Mary Lark"; the last word is the surname. also: further roles, such as office for an
    office manager who keeps the accounts too. at: real time (aware). Raises CannotMakeFirstAdmin.
    """
    email = email.strip()
    _check(email=email, urn=urn)
    forename, surname = names_of(name)
    school = School.objects.select_for_update().filter(urn=urn).first()
    if school is None:
        school = _new_school(urn=urn, name=school_name.strip())
    elif _administrators(school, on=clock.local(at).date()).exists():
        raise CannotMakeFirstAdmin(
            f"{school.name} has an administrator already; use the command invite for others."
        )
    system = system_account(school)
    person = User.objects.create_user(
        email=email,
        forename=forename,
        surname=surname,
        school=school,
        roles=[role for role in ROLES if role == "admin" or role in also],
        job_title=job_title(also),
        invited_at=at,
    )
    record(
        act="first_admin",
        by=system,
        at=at,
        school_id=school.pk,
        subject=person,
        detail={"roles": person.roles},
    )
    return person, link_for(person=person, kind=INVITATION, at=at)


def names_of(name: str) -> tuple[str, str]:
    """Forename and surname, both empty where none is given; raises CannotMakeFirstAdmin."""
    forename, _, surname = " ".join(name.split()).rpartition(" ")
    if name and not is_name(name):
        raise CannotMakeFirstAdmin(f"{name!r} is no name. Give it in letters: --name 'Mary Lark'.")
    if max(len(forename), len(surname)) > LONGEST_NAME:
        raise CannotMakeFirstAdmin(
            f"The name is too long: at most {LONGEST_NAME} characters for forename or surname."
        )
    return forename, surname


def job_title(also: Collection[str]) -> str:
    """What stands beside their entries until they say better."""
    return next((ROLE_NAMES[role] for role in ROLES if role in also), ROLE_NAMES["admin"])


def _check(*, email: str, urn: str) -> None:
    if not re.fullmatch(r"[0-9]{6}", urn):
        raise CannotMakeFirstAdmin(f"A URN is six digits, such as 123456, not {urn!r}.")
    try:
        validate_email(email)
    except ValidationError:
        raise CannotMakeFirstAdmin(f"{email!r} is not an email address.") from None
    if User.objects.filter(email__iexact=email).exists():
        raise CannotMakeFirstAdmin(f"There is an account for {email} already; use invite.")


def _new_school(*, urn: str, name: str) -> School:
    if not name:
        raise CannotMakeFirstAdmin(f"No school has the URN {urn}; name it with --school NAME.")
    return School.objects.create(urn=urn, name=name)


def _administrators(school: School, *, on: date) -> QuerySet[User]:
    """Those who have not left by the day."""
    found = User.objects.filter(school=school, roles__contains=["admin"], is_active=True)
    return found.exclude(leaves_on__lt=on)
