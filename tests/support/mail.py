"""Let the mail server be away for a while."""

from django.test import override_settings


def without_mail_server() -> override_settings:
    """Every mail fails inside the block: no server listens at the address."""
    options = {"host": "127.0.0.1", "port": 1, "timeout": 5}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return override_settings(MAILERS={"default": {"BACKEND": backend, "OPTIONS": options}})
