"""Make a new class."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.make_class import make_class
from schools.class_forms import MakeClassForm
from schools.refusals import Refused
from schools.views.people import form_page
from schools.views.posted import posted
from schools.year_groups import groups_offered
from toolkit import clock
from toolkit.days import full_day


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def make(request: SignedInRequest) -> HttpResponse:
    """A new class, such as a nurture class in mid-year."""
    at = clock.now()
    today = clock.local(at).date()
    years = groups_offered(request.user.school, on=today)
    form = MakeClassForm(posted(request), years=years, initial={"first": today})
    if form.is_valid():
        typed = form.cleaned_data
        try:
            made = make_class(
                by=request.user,
                name=typed["name"],
                year_groups=typed["year_groups"],
                first=typed["first"],
                at=at,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                f"{made.name} begins on {full_day(typed['first'])}. Give it a teacher under Staff, "
                "and pupils by Change class on their pages.",
            )
            return redirect("people:classes")
    return form_page(request, "people/make_class.html", form, {})
