"""Judge telephone numbers and e-mail addresses as people write them."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

BRITISH = 44  # The country code, of Jersey, Guernsey and the Isle of Man too.
DIGITS = 10  # Of nearly every British number, after the 0; a real shorter one is known as valid.
LANDLINES = ("+441", "+442", "+443")


def number_of(written: str) -> str:
    """The telephone number in international form (E.164); empty when it cannot be one.

    A number of another country begins with + or 00. It is judged by whether it is possible, not
    whether it is in service (so the ranges that Ofcom keeps for fiction are good); without the
    area code it cannot be dialled from elsewhere. A British number has ten digits after the 0,
    unless it is in a range known to have fewer. Letters are words beside a number here, never
    another way to dial it.
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
    if number.country_code == BRITISH and not _has_british_length(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _has_british_length(number: phonenumbers.PhoneNumber) -> bool:
    begins_again = bool(number.italian_leading_zero)  # A second 0, which no British number has.
    has_all_digits = len(str(number.national_number)) == DIGITS and not begins_again
    return has_all_digits or phonenumbers.is_valid_number(number)


def is_landline(number: str) -> bool:
    """Whether a number in international form is one that no text reaches.

    In Britain those that begin with 01, 02 and 03, the ones for fiction among them.
    """
    if number.startswith(LANDLINES):
        return True
    parsed = phonenumbers.parse(number)
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE


def email_is_possible(written: str) -> bool:
    """Whether the text has the form of an e-mail address."""
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True
