"""Make and check the signed links by which people choose a password."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from schools.models import User

INVITATION, RESET = "invitation", "reset"
LIVES = {INVITATION: timedelta(days=7), RESET: timedelta(hours=1)}
LIVES_IN_WORDS = {INVITATION: "7 days", RESET: "one hour"}


class LinkNotValid(Exception):
    """The link was used, is too old, or was never ours."""

    def __str__(self) -> str:
        return "This link has been used already, or is too old. Ask for a new one."


class Tokens(PasswordResetTokenGenerator):
    """Tokens of one kind, which end with the password and the sign-ins that they were made for."""

    def __init__(self, kind: str, *, read_at: datetime) -> None:
        super().__init__()
        self.key_salt = f"schools.account_links.{kind}"
        self._read_at = read_at
        self._age_limit = LIVES[kind]

    def _now(self) -> datetime:
        return self._read_at.replace(tzinfo=None)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.sessions_ended}"

    def check_token(self, user: User | None, token: str | None) -> bool:
        """Whether the token is this person's, unused and young enough."""
        if not super().check_token(user, token) or token is None:
            return False
        seconds = int(token.partition("-")[0], 36)
        return self._num_seconds(self._now()) - seconds <= self._age_limit.total_seconds()


def token_for(*, person: User, kind: str, at: datetime) -> str:
    """A token of the kind, made at this real time (aware, UTC)."""
    return Tokens(kind, read_at=at).make_token(person)


def check(*, person: User | None, kind: str, token: str, at: datetime) -> User:
    """The person, where the token lets them choose a password; raises LinkNotValid."""
    if (
        person is None
        or kind not in LIVES
        or not person.is_active
        or person.is_system
        or not Tokens(kind, read_at=at).check_token(person, token)
    ):
        raise LinkNotValid
    return person


def link_for(*, person: User, kind: str, at: datetime) -> str:
    """The whole address at which the person chooses a password."""
    token = token_for(person=person, kind=kind, at=at)
    path = reverse("accounts:choose_password", args=[kind, person.pk, token])
    return f"{settings.SITE_ADDRESS}{path}"
