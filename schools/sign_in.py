"""Know a person who signs in by e-mail, and the school that they belong to."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from schools.models import User
from toolkit import clock


class SchoolBackend(ModelBackend):
    """E-mail and password; the system's own account and whoever has left never come in."""

    def user_can_authenticate(self, user: AbstractBaseUser | AnonymousUser | None) -> bool:
        if not isinstance(user, User) or not user.is_active or user.is_system:
            return False
        return user.leaves_on is None or not user.has_left(clock.today())

    def get_user(self, user_id: int) -> User | None:
        """The person of a session with their school, in one query; None if shut out since.

        So a sign-in ends with the person's last day, whatever page they ask for.
        """
        person = User.objects.select_related("school").filter(pk=user_id).first()
        return person if self.user_can_authenticate(person) else None


def name_to_lock(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """The e-mail address that failures are counted for, in small letters."""
    return ((credentials or {}).get("username") or "").strip().lower()
