"""What the pages about one pupil's place on the roll share."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, Concatenate

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.actions.note_look import note_look
from registers.models import Removal, Suspension, Timetable
from schools.access import SignedInRequest
from schools.models import Pupil, User
from schools.permissions import NotPermitted
from toolkit import clock


def of_pupil_or_404[Row: (Removal, Suspension, Timetable)](
    kind: type[Row], key: int, *, pupil: Pupil, by_enrolment: bool = False
) -> Row:
    """One of the pupil's own; any other is not found."""
    mine = {"enrolment__pupil": pupil} if by_enrolment else {"pupil": pupil}
    found = kind._default_manager.filter(school_id=pupil.school_id, pk=key, **mine).first()
    if found is None:
        raise Http404("There is no such record.")
    return found


def note_shown(person: User, pupil: Pupil, what: Collection[str]) -> None:
    """Note in the access trail that the person was shown these kinds of facts."""
    note_look(by=person, school_id=pupil.school_id, subject=pupil, what=what, at=clock.now())


def asks[**Rest](
    view: Callable[Concatenate[SignedInRequest, Rest], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, Rest], HttpResponse]:
    """A page with a form: never kept by the browser; what is not permitted says who can do it."""

    @wraps(view)
    def answered(
        request: SignedInRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(answered))


def form_page(
    request: SignedInRequest, *, pupil: Pupil, form: Form, heading: str, do: str, **about: Any
) -> HttpResponse:
    """A form about a pupil under a heading; `do` are the words of its button."""
    context = {"pupil": pupil, "form": form, "heading": heading, "do": do, **about}
    return render(request, "roll/form.html", context, status=422 if form.errors else 200)
