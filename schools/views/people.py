"""Answer with the forms of the pages of people, and say in them what was refused."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schools.changes import ChangedMeanwhile, Difference
from schools.models import SchoolClass, User
from schools.people_forms import SeenForm


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
