"""Find the register that an address names, and refuse whoever may not see it."""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from registers.permissions import place_of
from registers.queries.register_page import RegisterPage, register_page
from registers.refusals import Refused
from registers.views.privacy import shown_page
from schools.access import SignedInRequest
from schools.models import User
from schools.permissions import NotPermitted, require
from schools.views.found import class_or_404

SIGN_IN_AGAIN = "You are signed out. Sign in again to save."


def open_register(
    person: User, *, class_id: int, day: date, half: str, at: datetime
) -> RegisterPage:
    """The register as this person sees it; raises Http404, NotPermitted, NoSession."""
    school_class = class_or_404(by=person, class_id=class_id)
    require(person, "mark_register", place_of(school_class, day=day, by=person))
    page = register_page(school_class=school_class, day=day, half=half, at=at, by=person)
    return shown_page(person, page)


def refusals_as_pages[**Rest](
    view: Callable[Concatenate[SignedInRequest, Rest], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, Rest], HttpResponse]:
    """Answer what is not permitted with the page that says who can do it."""

    @wraps(view)
    def answered(
        request: SignedInRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    return answered


def refusals_as_json[**Rest](
    view: Callable[Concatenate[HttpRequest, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
    """Answer a script's request with {"error": sentence} and the status that fits."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not wants_json(request):
            return view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return JsonResponse({"error": SIGN_IN_AGAIN}, status=401)
        try:
            return view(request, *args, **kwargs)
        except (NotPermitted, PermissionDenied) as refusal:
            return JsonResponse({"error": str(refusal)}, status=403)
        except Http404 as refusal:
            return JsonResponse({"error": str(refusal)}, status=404)
        except Refused as refusal:
            return JsonResponse({"error": str(refusal)}, status=422)

    return answered


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asked, rather than a form."""
    return "application/json" in (request.headers.get("Accept", ""), request.content_type)


class Unreadable(Refused):
    """The body of a request is not what the register sends."""

    def __str__(self) -> str:
        return "These marks could not be read, so nothing was saved. Open the register again."


def read_json(request: HttpRequest) -> dict[str, object]:
    """The request's body; raises Unreadable unless it is one JSON object."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as fault:
        raise Unreadable from fault
    if not isinstance(body, dict):
        raise Unreadable
    return body
