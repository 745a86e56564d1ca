"""Find pupils by what a person remembers of them: a name, the UPN, a parent's number."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from schools.models import Parent, Pupil, PupilParent, User
from schools.permissions import NotPermitted, may
from schools.queries.pupils_open_to import pupils_open_to
from toolkit.names import search_key

LETTERS, DIGITS = 3, 4  # Fewer than these find too much.
UPN = re.compile(r"[A-Z][0-9]{2,11}[0-9A-Z]?")
NUMBER = re.compile(r"[+(]?[0-9][0-9 ()./-]*")
UPN_LENGTH = 13


@dataclass(frozen=True)
class Found:
    """The pupils by name, leavers too; sentence: why nothing was looked for."""

    pupils: QuerySet[Pupil]
    sentence: str = ""


def find_pupils(*, by: User, text: str, on: date) -> Found:
    """The pupils, of those open to the person on the day, whom the text fits.

    The beginning of any word of any name, accents or not, all words of the text together; the UPN
    or its beginning; or digits in a row of the telephone number of a parent, for those who see
    contacts. With fewer than three letters in all, every word must be whole; the sign of "O'B"
    counts as one.
    """
    pupils = pupils_open_to(by=by, on=on).order_by("sort_key", "pk")
    text = text.strip()
    upn = text.replace(" ", "").upper()
    if UPN.fullmatch(upn) and len(upn) <= UPN_LENGTH:
        return Found(pupils.filter(upn__range=(upn, upn.ljust(UPN_LENGTH, "Z"))))
    if NUMBER.fullmatch(text):
        return _by_number(pupils, text, by=by, on=on)
    words = search_key(text).split()
    if not words:
        return Found(pupils.none(), "Enter letters of a name, a UPN or a telephone number.")
    if len("".join(text.split())) < LETTERS:
        return Found(_with_whole(pupils, words))
    for word in words:
        pupils = pupils.filter(search_key__contains=f" {word}")
    return Found(pupils)


def _with_whole(pupils: QuerySet[Pupil], words: list[str]) -> QuerySet[Pupil]:
    for word in words:
        pupils = pupils.filter(
            Q(search_key__contains=f" {word} ") | Q(search_key__endswith=f" {word}")
        )
    return pupils


def _by_number(pupils: QuerySet[Pupil], text: str, *, by: User, on: date) -> Found:
    if not may(by, "see_contacts"):
        return Found(pupils.none(), str(NotPermitted("see_contacts")))
    # The zero of "07700" and of "+44 (0)7700" is dialled only inside the country.
    typed = re.sub(r"\D", "", text.replace("(0)", ""))
    if len(typed) < DIGITS:
        return Found(pupils.none(), f"Enter at least {DIGITS} digits of a telephone number.")
    fits = Q(pk__in=[])
    for digits in {typed, typed.lstrip("0")}:
        if len(digits) >= DIGITS:
            fits |= Q(mobile_number__contains=digits) | Q(phone_number__contains=digits)
    parents = Parent.objects.filter(fits, school_id=by.school_id)
    links = PupilParent.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on), school_id=by.school_id, parent__in=parents
    )
    return Found(pupils.filter(pk__in=links.values("pupil_id")))
