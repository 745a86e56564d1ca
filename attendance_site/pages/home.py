"""Show each person the first page of their work."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from attendance_site.waiting import WHOSE
from schools.access import SignedInRequest, may_open
from schools.permissions import may


@may_open(None)
def home(request: SignedInRequest) -> HttpResponse:
    """Go to the registers who teaches, to Today who has other work; else say what one may see."""
    person = request.user
    only_takes_registers = not may(person, "first_day_contact") and not may(person, "load_school")
    if may(person, "mark_register") and only_takes_registers:
        return redirect("registers:mine")
    if any(may(person, capability) for capability in WHOSE):
        return redirect("today")
    return render(request, "pages/home.html", {"sees_figures": may(person, "whole_school_figures")})
