"""Judge telephone numbers and e-mail addresses as people write them."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def number_of(written: str) -> str:
    """The telephone number in international form (E.164); empty when it cannot be one.

    A number of another country begins with + or 00. It is judged by whether it is possible, not
    whether it is in service; without the area code it cannot be dialled from elsewhere. Letters
    are words beside a number here, never another way to dial it.
    """
    if phonenumbers.is_alpha_number(written):
        return ""
    try:
        number = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        return ""
    judged = phonenumbers.is_possible_number_with_reason(number)
    if judged != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_is_possible(written: str) -> bool:
    """Whether the text has the form of an e-mail address."""
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True
