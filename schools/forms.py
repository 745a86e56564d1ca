"""The forms of signing in and of choosing a password."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from schools.models import User
from toolkit.plain_form import PlainForm

LONGEST_EMAIL = 254  # As the accounts keep it; no address that mail reaches is longer.
PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


def email_field(**words: Any) -> forms.EmailField:
    """The school e-mail address by which a person is known."""
    return forms.EmailField(
        label="School email",
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "username", **PLAIN}),
        error_messages={
            "required": "Enter your school email.",
            "invalid": "Enter a whole email address, such as name@school.example.",
        },
        **words,
    )


def password_field(label: str, *, missing: str, autocomplete: str, **words: Any) -> forms.CharField:
    """A password, kept exactly as typed."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": autocomplete}),
        error_messages={"required": missing},
        **words,
    )


class SignInForm(PlainForm):
    """E-mail, password, and whether others use the device."""

    email = email_field()
    password = password_field(
        "Password", missing="Enter your password.", autocomplete="current-password"
    )
    shared = forms.BooleanField(label="This is a shared device", required=False)


class EmailForm(PlainForm):
    """Whose password was forgotten."""

    email = email_field()


class NewPasswordForm(PlainForm):
    """A new password, typed twice."""

    new_password = password_field(
        "New password",
        missing="Enter a new password.",
        autocomplete="new-password",
        help_text="At least 12 characters. Three or four unrelated words are easy to remember.",
    )
    again = password_field(
        "New password again", missing="Enter the new password again.", autocomplete="new-password"
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        password_validation.validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, second = typed.get("new_password"), typed.get("again")
        if first and second and first != second:
            self.add_error("again", "The two passwords differ. Type the new one again.")
        return typed


class ChangePasswordForm(NewPasswordForm):
    """The old password, then the new one twice."""

    field_order = ["old_password", "new_password", "again"]
    old_password = password_field(
        "Password now",
        missing="Enter the password you have now.",
        autocomplete="current-password",
    )

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        if not self.person.check_password(password):
            raise forms.ValidationError("That is not your password now.")
        return password
