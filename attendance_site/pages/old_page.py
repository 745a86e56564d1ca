"""Refuse a post whose token is not, or is no longer, the one that the site gave."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

TOO_OLD = "This page is too old. Open it again. Nothing was changed."


def old_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a page, or for a script `{"error": sentence, "csrf": true}`, so that it can ask again.

    Signing in changes the token, so a page left open in another tab of the browser has an old one.
    """
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": TOO_OLD, "csrf": True}, status=403)
    return render(request, "403_csrf.html", status=403)
