"""List the numbers and e-mail addresses that cannot be right, and those that are missing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.actions.note_look import note_look
from schools.access import SignedInRequest, may_open
from schools.queries.numbers_to_mend import numbers_to_mend
from schools.queries.without_number import without_number
from toolkit import clock

MOST = 100


@require_safe
@may_open("edit_people")
def to_mend(request: SignedInRequest) -> HttpResponse:
    """Parents with what cannot be right, each with a way to mend it; pupils without a number."""
    listed, count = numbers_to_mend(by=request.user, on=clock.today(), most=MOST)
    without, missing = without_number(by=request.user, on=clock.today(), most=MOST)
    if listed or without:
        note_look(
            by=request.user,
            school_id=request.user.school_id,
            subject=request.user.school,
            what=["contacts: numbers to mend"],
            at=clock.now(),
        )
    about = {
        "listed": listed,
        "count": count,
        "more": count - len(listed),
        "without": without,
        "missing": missing,
        "more_without": missing - len(without),
    }
    return render(request, "people/to_mend.html", about)
