"""Set what stands at the head and foot of the school's letters, with its logo."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from schools.dated_settings import Settings, SettingsRefused, save_dated
from schools.models import Letterhead, User
from schools.permissions import require
from toolkit.contact_details import email_is_possible
from toolkit.pictures import NotAPicture, picture_type


@transaction.atomic
def set_letterhead(
    *,
    by: User,
    facts: Mapping[str, Any],
    logo: bytes | None,
    remove_logo: bool = False,
    valid_from: date,
    seen: str,
    at: datetime,
) -> Settings:
    """The letterhead of that day on; facts by the names of Letterhead.

    logo: a new one, which is judged by its content; None keeps the one there is, unless it is
    removed. Raises NotPermitted, SettingsRefused or ChangedMeanwhile.
    """
    require(by, "settings_and_policy")
    if not str(facts.get("heading", "")).strip():
        raise SettingsRefused("Enter what stands at the head of a letter.", field="heading")
    if facts.get("email") and not email_is_possible(facts["email"]):
        raise SettingsRefused(
            "Enter a whole email address, such as office@school.example.", field="email"
        )
    picture: dict[str, Any] = {}
    if logo is not None:
        try:
            picture = {"logo_type": picture_type(logo), "logo": logo}
        except NotAPicture as fault:
            raise SettingsRefused(str(fault), field="logo") from fault
    elif remove_logo:
        picture = {"logo_type": "", "logo": None}
    return save_dated(
        table=Letterhead,
        act="set_letterhead",
        facts={**facts, **picture},
        valid_from=valid_from,
        seen=seen,
        by=by,
        at=at,
    )
