"""Guard a view: signed in, and able to do what the address is for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from schools.models import User
from schools.permissions import NotPermitted, require


class SignedInRequest(HttpRequest):
    """A request by somebody who has signed in."""

    user: User


def may_open[**Rest](
    capability: str | None,
) -> Callable[
    [Callable[Concatenate[SignedInRequest, Rest], HttpResponse]],
    Callable[Concatenate[HttpRequest, Rest], HttpResponse],
]:
    """Let in whoever may do this somewhere in their school; None means everybody signed in.

    The action decides again, for the very thing. `capability` is kept on the view, so that a
    test can hold every address against the table of roles.
    """

    def guard(
        view: Callable[Concatenate[SignedInRequest, Rest], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
        @wraps(view)
        def guarded(
            request: SignedInRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponse:
            if capability is not None:
                try:
                    require(request.user, capability)
                except NotPermitted as refusal:
                    raise PermissionDenied(str(refusal)) from refusal
            return view(request, *args, **kwargs)

        outer = login_required(guarded)
        outer.capability = capability  # type: ignore[attr-defined]
        return outer  # type: ignore[return-value]

    return guard
