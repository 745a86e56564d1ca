"""Refuse to start in production with a setting that is only safe elsewhere."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 50  # Characters, as Django's own deployment check asks for.


def refuse_unsafe(environ: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured with one sentence for each unsafe or missing variable."""
    faults = list(unsafe(environ))
    if faults:
        raise ImproperlyConfigured("\n".join(["Production does not start like this.", *faults]))


def unsafe(environ: Mapping[str, str]) -> list[str]:
    """What stands in the way of starting in production: a sentence each, naming the variable."""
    faults = []
    if environ.get("DEBUG", "false") != "false":
        faults.append("DEBUG shows settings and data to strangers: leave it out.")
    if environ.get("DEMO_CLOCK", "false") != "false":
        faults.append("DEMO_CLOCK lets anybody change the time of a legal record: leave it out.")
    secret = environ.get("SECRET_KEY", "")
    if len(secret) < SHORTEST_SECRET:
        faults.append(f"SECRET_KEY must be set, to {SHORTEST_SECRET} random characters or more.")
    if not environ.get("SITE_ADDRESS", "").startswith("https://"):
        faults.append(
            "SITE_ADDRESS must be the address people type, and begin with https://: "
            "sign-in and pupils' data may only travel encrypted."
        )
    if environ.get("TLS_ENDS_AT") not in {"proxy", "web"}:
        faults.append(
            'TLS_ENDS_AT must be "proxy" (a proxy that sets X-Forwarded-Proto) or "web" '
            "(the web process itself, with TLS_CERTIFICATE and TLS_KEY)."
        )
    if environ.get("TLS_ENDS_AT") == "web":
        faults += [
            f"{name} must name a file when TLS_ENDS_AT is web."
            for name in ("TLS_CERTIFICATE", "TLS_KEY")
            if not environ.get(name)
        ]
    if environ.get("LOG_FORMAT", "json") != "json":
        faults.append("LOG_FORMAT must be json: plain logs hold what people typed.")
    if "*" in environ.get("ALLOWED_HOSTS", ""):
        faults.append("ALLOWED_HOSTS must name hosts; * would let any name through.")
    faults += [
        f"{name} must be set: production uses no embedded server."
        for name in ("DATABASE_URL", "REDIS_URL")
        if not environ.get(name)
    ]
    faults += [
        f"{name} must be set: people are invited and reset passwords by mail."
        for name in ("MAIL_URL", "MAIL_FROM")
        if not environ.get(name)
    ]
    return faults
