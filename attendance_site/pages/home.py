"""Show each person the first page of their work."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from schools.access import SignedInRequest, may_open
from schools.permissions import may


@may_open(None)
def home(request: SignedInRequest) -> HttpResponse:
    """Go to the registers; who has none reads what the account is for."""
    person = request.user
    if may(person, "mark_register"):
        return redirect("registers:mine")
    about = {
        "may_load": may(person, "load_school"),
        "may_invite": may(person, "accounts"),
        "sees_figures": may(person, "whole_school_figures"),
    }
    return render(request, "pages/home.html", about)
