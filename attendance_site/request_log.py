"""Log each request by its route, never by the path or the person's name."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class RequestLog:
    """Write one line for each answered request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
