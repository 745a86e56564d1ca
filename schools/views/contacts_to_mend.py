"""List the numbers and e-mail addresses that cannot be right."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.actions.note_look import note_look
from schools.access import SignedInRequest, may_open
from schools.queries.numbers_to_mend import numbers_to_mend
from toolkit import clock

MOST = 100


@require_safe
@may_open("edit_people")
def to_mend(request: SignedInRequest) -> HttpResponse:
    """Parents of pupils on the roll, each with what cannot be right and a way to mend it."""
    listed, count = numbers_to_mend(by=request.user, on=clock.today(), most=MOST)
    if listed:
        note_look(
            by=request.user,
            school_id=request.user.school_id,
            subject=request.user.school,
            what=["contacts: numbers to mend"],
            at=clock.now(),
        )
    about = {"listed": listed, "count": count, "more": count - len(listed)}
    return render(request, "people/to_mend.html", about)
