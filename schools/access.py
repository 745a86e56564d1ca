"""Guard a view: signed in, and able to do what the address is for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from schools.models import User
from schools.permissions import DELEGABLE, NotPermitted, may
from toolkit import clock


class SignedInRequest(HttpRequest):
    """A request by somebody who has signed in."""

    user: User


def may_open[**Rest](
    capability: str | tuple[str, ...] | None,
) -> Callable[
    [Callable[Concatenate[SignedInRequest, Rest], HttpResponse]],
    Callable[Concatenate[HttpRequest, Rest], HttpResponse],
]:
    """Let in whoever may do this somewhere in their school; None means everybody signed in.

    Of several capabilities one is enough; who has none is told who has the first. The action
    decides again, for the very thing. `capability` is kept on the view, so that a test can hold
    every address against the table of roles.
    """
    several = (capability,) if isinstance(capability, str) else capability or ()

    def guard(
        view: Callable[Concatenate[SignedInRequest, Rest], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, Rest], HttpResponse]:
        @wraps(view)
        def guarded(
            request: SignedInRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponse:
            on = clock.today() if DELEGABLE & set(several) else None
            if several and not any(may(request.user, one, on=on) for one in several):
                refusal = NotPermitted(several[0])
                raise PermissionDenied(str(refusal)) from refusal
            return view(request, *args, **kwargs)

        outer = login_required(guarded)
        outer.capability = capability  # type: ignore[attr-defined]
        return outer  # type: ignore[return-value]

    return guard
