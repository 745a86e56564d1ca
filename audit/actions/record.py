"""Record what somebody did, in the transaction in which it was done."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from audit.models import Act

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class NoTransaction(RuntimeError):
    """An audit entry must stand or fall with the act it tells of."""


def record(
    *,
    act: str,
    at: datetime,
    by: "AbstractBaseUser | None",
    school_id: int | None,
    subject: models.Model | None = None,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
    using: str = DEFAULT_DB_ALIAS,
) -> Act:
    """Add one audit entry. `by` is empty only before there is anybody (the first account).

    using: the database alias of the act's transaction. Raises NoTransaction outside a transaction.
    """
    if not connections[using].in_atomic_block:
        raise NoTransaction(act)
    return Act.objects.using(using).create(
        school_id=school_id,
        act=act,
        subject_kind=subject._meta.label if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        by_id=by.pk if by is not None else None,
        at=at,
        reason=reason,
        detail=dict(detail or {}),
    )
