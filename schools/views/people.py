"""Find the pupil that an address names, and answer refusals on the pages of people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from schools.changes import ChangedMeanwhile, Difference
from schools.models import Pupil, SchoolClass, User
from schools.people_forms import SeenForm
from schools.queries.pupils_open_to import pupils_open_to

NO_PUPIL = "There is no such pupil, or the pupil is not one of yours."


def pupil_or_404(*, by: User, pupil_id: int, on: date) -> Pupil:
    """A pupil whom the person may open on the day; anybody else is not found."""
    found = pupils_open_to(by=by, on=on).filter(pk=pupil_id).first()
    if found is None:
        raise Http404(NO_PUPIL)
    return found


def class_or_404(*, by: User, class_id: int) -> SchoolClass:
    """A class of the person's own school; anything else is not found."""
    found = SchoolClass.objects.filter(school_id=by.school_id, pk=class_id).first()
    if found is None:
        raise Http404("There is no such class.")
    return found


def classes_of_school(by: User) -> list[SchoolClass]:
    """The classes of the person's school, by name."""
    return list(SchoolClass.objects.filter(school_id=by.school_id).order_by("name"))


def changed_meanwhile(
    form: SeenForm, refusal: ChangedMeanwhile, *, version: int
) -> list[Difference]:
    """Say in the form that somebody was quicker; the next save answers the stored version."""
    form.add_error(None, str(refusal))
    form.show_again(version)
    return refusal.differences


def form_page(
    request: HttpRequest, template: str, form: Any, about: Mapping[str, Any]
) -> HttpResponse:
    """A page with a form; 422 where the form is refused."""
    return render(request, template, {"form": form, **about}, status=422 if form.errors else 200)
