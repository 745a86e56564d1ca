"""Change who somebody on the staff is, what they may do, and when they leave."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.edit_person import FACTS, edit_person
from schools.actions.set_leaving_day import set_leaving_day
from schools.actions.set_roles import set_roles
from schools.changes import ChangedMeanwhile, Difference
from schools.models import User
from schools.permissions import may
from schools.queries.cover import classes_without_teacher
from schools.queries.staff_history import FACT_WORDS
from schools.roles import ROLE_NAMES
from schools.staff import StaffRefused
from schools.staff_forms import LeavingForm, RolesForm, StaffForm, WhoForm
from schools.views.posted import posted
from schools.views.staff_person import of_school
from schools.year_groups import groups_offered
from toolkit import clock
from toolkit.days import full_day
from toolkit.numbers import whole_in

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@may_open("accounts")
def edit(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Names, job title and e-mail address."""
    shown = of_school(request, person_id)
    form = WhoForm(posted(request), initial={name: getattr(shown, name) for name in FACTS})

    def save(seen: int) -> str:
        edit_person(
            by=request.user, person_id=shown.pk, facts=form.cleaned_data, seen=seen, at=clock.now()
        )
        return "The details are saved."

    return answer(request, shown, form, "staff/edit.html", save)


@require_http_methods(METHODS)
@may_open("accounts")
def roles(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Roles, and the year groups of a year lead."""
    shown = of_school(request, person_id)
    first = {"roles": shown.roles, "year_groups": shown.year_groups}
    years = groups_offered(shown.school, on=clock.today(), own=shown.year_groups)
    form = RolesForm(posted(request), initial=first, years=years)

    def save(seen: int) -> str:
        set_roles(
            by=request.user, person_id=shown.pk, **form.cleaned_data, seen=seen, at=clock.now()
        )
        return f"The roles of {shown.name} are saved."

    return answer(request, shown, form, "staff/roles.html", save)


@require_http_methods(METHODS)
@may_open("accounts")
def leaving(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The last day at the school; says which classes then have nobody."""
    shown = of_school(request, person_id)
    form = LeavingForm(posted(request), initial={"leaves_on": shown.leaves_on})

    def save(seen: int) -> str:
        day = form.cleaned_data["leaves_on"]
        set_leaving_day(
            by=request.user, person_id=shown.pk, leaves_on=day, seen=seen, at=clock.now()
        )
        if day is None:
            return (
                f"{shown.name} stays at the school. "
                "Classes that were ended do not come back by themselves: add them again."
            )
        return f"{shown.name} leaves on {full_day(day)}.{bare_classes(request, after=day)}"

    return answer(request, shown, form, "staff/leaving.html", save)


def bare_classes(request: SignedInRequest, *, after: date) -> str:
    """A sentence that asks for cover; empty where every class still has somebody."""
    day = max(after + timedelta(days=1), clock.today())
    bare = classes_without_teacher(school_id=request.user.school_id, on=day)
    names = ", ".join(one.name for one in bare)
    return f" From {full_day(day)} these classes have no teacher: {names}." if names else ""


def answer(
    request: SignedInRequest,
    shown: User,
    form: StaffForm,
    template: str,
    save: Callable[[int], str],
) -> HttpResponse:
    """Save what was typed and go back to the person; else show the form with what is wrong.

    Where somebody saved meanwhile, the differences are shown and what was typed is kept; saving
    again, having seen them, replaces it.
    """
    seen = request.POST.get("seen", "")
    differences: list[Difference] = []
    if form.is_valid():
        try:
            messages.success(request, save(whole_in(seen) or 0))
            return redirect(*where_next(request, shown))
        except StaffRefused as refusal:
            form.add_refusal(refusal)
        except ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            shown.refresh_from_db()
            seen = str(shown.version)
            differences = [in_words(one) for one in refusal.differences]
    about = {
        "person": shown,
        "form": form,
        "seen": seen if request.method == "POST" else shown.version,
        "differences": differences,
        "is_oneself": shown.pk == request.user.pk,
    }
    return render(request, template, about, status=422 if form.errors else 200)


def where_next(request: SignedInRequest, shown: User) -> tuple[Any, ...]:
    """The person's page; one's own account for whoever has just laid down the accounts."""
    if shown.pk == request.user.pk:
        request.user.refresh_from_db(fields=["roles"])
        if not may(request.user, "accounts"):
            return ("accounts:account",)
    return ("staff:person", shown.pk)


def in_words(one: Difference) -> Difference:
    """The difference with the fact, and roles, as a page names them."""
    texts = [one.now, one.typed]
    if one.fact == "roles":
        texts = [", ".join(ROLE_NAMES[role] for role in text.split(", ") if role) for text in texts]
    return Difference(FACT_WORDS[one.fact], *texts)
