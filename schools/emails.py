"""Hold that an e-mail address can be an account's, and is nobody else's."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from schools.models import User
from schools.staff import StaffRefused

LONGEST = 254


def require_free_email(email: str, *, school_id: int, of: User | None = None) -> str:
    """The address without spaces around it, where no account but `of` has it in any case.

    A colleague's address is named; of any other the refusal says nothing, so that nobody learns
    who works elsewhere. Raises StaffRefused.
    """
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise StaffRefused(
            "Enter a whole email address, such as name@school.example.", field="email"
        ) from None
    held = User.objects.filter(email__iexact=email)
    if of is not None:
        held = held.exclude(pk=of.pk)
    holder = held.first()
    if holder is None and len(email) <= LONGEST:
        return email
    if holder is not None and holder.school_id == school_id and not holder.is_system:
        raise StaffRefused(
            f"{holder.name} has this email already. One person has one account; it can have "
            f"several roles.",
            field="email",
        )
    raise StaffRefused(
        "This email cannot be used here. Ask the person for another one.", field="email"
    )


@contextmanager
def claiming(email: str, *, school_id: int, of: User | None = None) -> Iterator[None]:
    """Save an account with the address; who was first in the same moment has it, as above."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        require_free_email(email, school_id=school_id, of=of)
        raise
