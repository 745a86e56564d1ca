"""Log each request by its route, never by its path, which holds keys of people."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("rollbook.request")
UNWATCHED = frozenset(["health"])  # Asked every few seconds; its answer is its own report.


class RequestLog:
    """Write one line for each answered request: what was asked, by whose key, how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        route = route_of(request)
        if route in UNWATCHED:
            return response
        user = getattr(request, "_cached_user", None)  # Set where a view asked who it is.
        log.info(
            "request",
            extra={
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
                "user": getattr(user, "pk", None),
                "school": getattr(user, "school_id", None),
            },
        )
        return response


def route_of(request: HttpRequest) -> str:
    """The name of the address, such as registers:day; "unknown" where none matched."""
    match = request.resolver_match
    return (match.view_name or match.route) if match else "unknown"
