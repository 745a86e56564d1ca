"""Sign out who has been away too long, by the computer's own time."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from toolkit import clock

SHARED_LIMIT = timedelta(minutes=20)
OWN_LIMIT = timedelta(hours=8)
NOTED_EVERY = 60  # Seconds between notes of activity, so that a session is seldom saved.
SEEN, SHARED = "seen", "shared"  # Keys in the session: seconds since 1970, and a flag.
SIGNED_OUT = "You have been signed out. Sign in again to go on."


class IdleTimeOut:
    """End a session after 20 minutes without a tap on a shared device, else after 8 hours.

    Polls, which carry the header X-Rollbook-Poll, are not activity. A script that asks after
    the end is told so by a 401, and never gets a page for its answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sign_in_address = reverse("accounts:sign_in")
        if SESSION_KEY in request.session and self._is_over(request):
            logout(request)
            if request.path != sign_in_address:
                return signed_out(request, sign_in_address)
        response = self.get_response(request)
        asked_to_sign_in = isinstance(response, HttpResponseRedirect) and response.url.startswith(
            sign_in_address + "?"
        )
        if asked_to_sign_in and is_from_script(request):
            return refusal()
        return response

    def _is_over(self, request: HttpRequest) -> bool:
        now = int(clock.real_now().timestamp())
        seen = request.session.get(SEEN)
        if seconds_left(request) <= 0:
            return True
        if seen is None or (not is_poll(request) and now - seen >= NOTED_EVERY):
            request.session[SEEN] = now
        return False


def seconds_left(request: HttpRequest) -> int:
    """How long this sign-in still lasts without a tap."""
    now = int(clock.real_now().timestamp())
    limit = SHARED_LIMIT if request.session.get(SHARED) else OWN_LIMIT
    return int(limit.total_seconds()) - (now - request.session.get(SEEN, now))


def is_poll(request: HttpRequest) -> bool:
    """Whether the page asked by itself, so that nobody need be there."""
    return request.headers.get("X-Rollbook-Poll") == "1"


def is_from_script(request: HttpRequest) -> bool:
    """Whether a script, not a person's click, made the request."""
    wants_json = "application/json" in request.headers.get("Accept", "")
    return wants_json or request.headers.get("HX-Request") == "true"


def refusal() -> HttpResponse:
    """What a script is told once nobody is signed in."""
    return JsonResponse({"message": SIGNED_OUT}, status=401)


def signed_out(request: HttpRequest, sign_in_address: str) -> HttpResponse:
    """Send a person to the sign-in page, from which they come back here; tell a script."""
    if is_from_script(request):
        return refusal()
    query = {"ended": "1"}
    if request.method == "GET":
        query["next"] = request.get_full_path()
    return HttpResponseRedirect(f"{sign_in_address}?{urlencode(query)}")
