"""Note that somebody opened a person's sensitive facts; one of the two writes that a GET makes."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from audit.models import Look

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def note_look(
    *,
    by: "AbstractBaseUser",
    school_id: int,
    subject: models.Model,
    what: Collection[str],
    at: datetime,
) -> None:
    """Add one line for each kind of fact that was shown, such as "contacts"; none for none."""
    Look.objects.bulk_create(
        Look(
            school_id=school_id,
            by_id=by.pk,
            at=at,
            subject_kind=subject._meta.label,
            subject_id=subject.pk,
            what=kind,
        )
        for kind in sorted(what)
    )
