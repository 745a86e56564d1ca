"""Help somebody to the right code: from what was said to the code, why, and who records it."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers.permissions import GRANTED, NEVER_BY_HAND, TEACHERS, TIMETABLED
from registers.views.code_choices import grouped
from rules import code_help, codes
from schools.access import SignedInRequest, may_open
from toolkit import clock

LONGEST = 100
WHOLE_SCHOOL = "Y4"
DETAINED = "Y5"


class Told(NamedTuple):
    """One code of an answer, with what it does and who records it, in sentences."""

    code: str
    effect: str
    who: str


@require_safe
@may_open(None)
def help_with_codes(request: SignedInRequest) -> HttpResponse:
    """The codes that fit the words in `q`; htmx gets the answer alone. Reading writes nothing."""
    asked = request.GET.get("q", "")[:LONGEST].strip()
    found = [(case, [told(code) for code in case.codes]) for case in code_help.find(asked)]
    about = {"asked": asked, "found": found}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "registers/code_help_found.html", about)
    every = grouped(codes.entry_codes(on=clock.today()))
    about["every"] = [(group.heading, [told(row.code) for row in group.codes]) for group in every]
    return render(request, "registers/code_help_page.html", about)


def told(code: str) -> Told:
    return Told(code, code_help.effect(code), who_records(code))


def who_records(code: str) -> str:
    """Who may enter the code, as the table of roles and registers/permissions.py have it."""
    if code in TEACHERS:
        return "Teachers and the office record it."
    if code in NEVER_BY_HAND:
        return "Never a mark of a pupil on the roll."
    if code in GRANTED:
        return "Only the headteacher records it, with a written reason."
    if code == "T":
        return "Only the headteacher records it."
    if code in TIMETABLED:
        return "Only in the sessions of an agreed timetable."
    if code == WHOLE_SCHOOL:
        return "Recorded for everybody, by closing the school."
    if code == DETAINED:
        return "Only those who look after safeguarding record and see it."
    return "The office records it."
