"""Read settings from the environment, and refuse to start where one is missing or misspelt."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ("production", "demo", "test")


def text(name: str, default: str | None = None) -> str:
    """The variable's value; without a default the variable must be set and not empty."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}; see .env.example.")
    return value


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    """The variable's value, which must be one of the choices."""
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def current() -> str:
    """The environment we run in: production, unless something else is said.

    pytest says so itself in PYTEST_VERSION, before any of our code could.
    """
    usual = "test" if "PYTEST_VERSION" in os.environ else "production"
    return one_of("ENVIRONMENT", ENVIRONMENTS, usual)


def flag(name: str, *, default: bool = False) -> bool:
    """Exactly "true" or "false", so that a typing error cannot switch a safeguard off."""
    value = text(name, str(default).lower())
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f'{name} must be "true" or "false", not {value!r}.')
    return value == "true"


def whole(name: str, default: int) -> int:
    """A whole number, zero or more."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """The values between commas, without the spaces around them."""
    value = os.environ.get(name) or default
    return [word.strip() for word in value.split(",") if word.strip()]


def local_dir() -> Path:
    """Where the embedded servers, the demo's secret key and its files live."""
    usual = BASE_DIR / ".local"
    if current() == "test":
        usual /= "tests"
    return Path(text("LOCAL_DIR", str(usual))).absolute()


def demo_address_file() -> Path:
    """Where the demo notes its address, so that commands in another shell print right links."""
    return local_dir() / "address"


def site_address() -> str:
    """The address people type, without a slash at its end."""
    noted = demo_address_file()
    usual = "http://127.0.0.1:8050"
    if current() == "demo" and noted.is_file():
        usual = noted.read_text(encoding="ascii").strip() or usual
    return text("SITE_ADDRESS", usual).rstrip("/")
