"""Submit a register."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from registers.actions.submit_register import submit_register
from registers.refusals import NotAllMarked, Refused
from registers.views.opening import (
    refusals_as_json,
    refusals_as_pages,
    wants_json,
)
from registers.views.words import clock_time
from schools.access import SignedInRequest, may_open
from schools.views.found import class_or_404
from toolkit import clock


@require_POST
@refusals_as_json
@may_open("mark_register")
@refusals_as_pages
def submit(request: SignedInRequest, class_id: int, day: date, half: str) -> HttpResponse:
    """Sign the register as taken; refused with the first pupil who has no mark."""
    at = clock.now()
    school_class = class_or_404(by=request.user, class_id=class_id)
    there = redirect("registers:register", class_id, day, half)
    try:
        submit_register(by=request.user, school_class=school_class, day=day, half=half, at=at)
    except NotAllMarked as refusal:
        if not wants_json(request):
            messages.error(request, str(refusal))
            return there
        answer = {"error": str(refusal), "pupils": [pupil.pk for pupil in refusal.pupils]}
        return JsonResponse(answer, status=422)
    except Refused as refusal:
        if wants_json(request):
            raise
        messages.error(request, str(refusal))
        return there
    if wants_json(request):
        return JsonResponse({"submitted_at": clock_time(at), "address": there.url})
    return there
