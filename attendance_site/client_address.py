"""Tell from which address a request came, also behind the proxy that ends TLS."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The sender's address; behind our proxy, the one that the proxy itself saw.

    A proxy appends the address it saw to X-Forwarded-For, so only the last one can be believed.
    """
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
