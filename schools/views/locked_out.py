"""Tell somebody who typed too many wrong passwords how long to wait."""

from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest,
    original: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page that says for how many minutes this e-mail is locked from this address."""
    cool_off = get_cool_off(request)
    minutes = round(cool_off.total_seconds() / 60) if cool_off else 0
    sentence = f"Too many wrong passwords. Wait {minutes} minutes, then try again."
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"message": sentence}, status=429)
    return render(request, "accounts/locked_out.html", {"sentence": sentence}, status=429)
