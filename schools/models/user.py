"""The people who may sign in, and what each is at the school."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from schools.models.school import School
from schools.roles import ROLES


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with this e-mail address, whatever its case."""
        return self.get(email__iexact=(username or "").strip())

    def create_user(self, *, email: str, password: str | None = None, **facts: Any) -> "User":
        """Add a person; without a password the account waits for its invitation."""
        user = self.model(email=email.strip(), **facts)
        if password is None:
            user.set_unusable_password()
        else:
            user.set_password(password)
        user.save(using=self._db)
        return user

    def system(self, school: School) -> "User":
        """The school's own account, which signs what no person did and can never sign in."""
        return self.get(school=school, is_system=True)


class User(AbstractBaseUser):
    """Somebody who works at one school. `is_system` marks the account that nobody can use."""

    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="staff")
    email = models.EmailField()
    title = models.CharField(max_length=20, blank=True)
    forename = models.CharField(max_length=80, blank=True)
    surname = models.CharField(max_length=80, blank=True)
    job_title = models.CharField(max_length=80, blank=True)
    roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    year_groups = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    is_system = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    leaves_on = models.DateField(
        null=True, blank=True, help_text="The last day at the school; from the next, no access."
    )
    sessions_ended = models.PositiveIntegerField(
        default=0, help_text="Grows when all of the person's sign-ins are ended."
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change, by hand or by a file."
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    last_login = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["school"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_for_an_email"),
            models.UniqueConstraint(
                fields=["school"], condition=Q(is_system=True), name="one_system_account"
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=list(ROLES)), name="roles_are_known"
            ),
            models.CheckConstraint(
                condition=Q(is_system=False) | Q(is_active=False), name="system_never_signs_in"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Forename and surname, or what there is of them."""
        return " ".join(part for part in (self.forename, self.surname) if part) or self.email

    @property
    def formal_name(self) -> str:
        """As in "Miss Okonjo"; the whole name where no title is known."""
        return f"{self.title} {self.surname}" if self.title and self.surname else self.name

    def has_left(self, day: date) -> bool:
        """Whether the person's last day at the school lies before the day."""
        return self.leaves_on is not None and self.leaves_on < day

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a sign-in is held against: a new password ends it, and so does ending them all."""
        salt = "schools.models.User.session"
        value = f"{self.password}:{self.sessions_ended}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()
