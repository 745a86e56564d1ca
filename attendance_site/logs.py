"""Write logs as one JSON line an event, without names, numbers or addresses of people.

Messages of exceptions quote the values that they were raised for, so a log keeps only what went
wrong and where: the kinds of exception, the lines of code and, from the database, which
constraint of which table.
"""

import logging
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from attendance_site import environment

FIELDS = "%(levelname)s %(name)s %(message)s"
EVENT_FIELDS = ("method", "route", "status", "ms", "user", "school")
Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def form() -> str:
    """The form of the log: "json", or "plain", with data in it, for one's own terminal."""
    return environment.one_of("LOG_FORMAT", ("json", "plain"), "json")


class NoPersonalData(logging.Filter):
    """Drop from a record every value that may have come from a pupil's or a person's data."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(("django.request", "django.security")):
            record.msg, record.args = "refused or failed request", ()
        if record.name.startswith("celery") and isinstance(record.args, Mapping):
            record.task = record.args.get("name")
            record.msg, record.args = "a task did not succeed", ()
        raised = record.exc_info
        if raised and raised[0] is not None:
            record.error = told_without_values(raised)
        if isinstance(record.args, tuple) and any(_is_error(arg) for arg in record.args):
            record.args = tuple(_kind(arg) if _is_error(arg) else arg for arg in record.args)
        record.exc_info = record.exc_text = record.stack_info = None
        for name in ("request", "data"):  # Django and Celery hang these on records.
            record.__dict__.pop(name, None)
        return True


def told_without_values(raised: Raised) -> str:
    """Kinds of exception and lines of code, newest exception last; no message of any of them."""
    parts = []
    error: BaseException | None = raised[1]
    while error is not None:
        places = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        parts.append(" < ".join([_kind(error), *reversed(places)]))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " | raised from ".join(parts)


def _is_error(value: object) -> bool:
    return isinstance(value, BaseException)


def _kind(error: object) -> str:
    """The exception's class and, from PostgreSQL, the code, constraint and table it names."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    found = getattr(error, "diag", None)
    names = [getattr(found, name, None) for name in ("sqlstate", "constraint_name", "table_name")]
    return " ".join([kind, *(name for name in names if name)])


class PlainFormatter(logging.Formatter):
    """For a person at their own terminal: the message and the event's fields, failures in full."""

    def format(self, record: logging.LogRecord) -> str:
        first, newline, rest = super().format(record).partition("\n")
        facts = [str(getattr(record, name)) for name in EVENT_FIELDS if hasattr(record, name)]
        return " ".join([first, *facts]) + newline + rest


def configuration(chosen: str) -> dict[str, Any]:
    """The logging settings in the chosen form; production has the first alone."""
    loud, quiet = {"level": "INFO"}, {"level": "ERROR"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_personal_data": {"()": NoPersonalData}},
        "formatters": {
            "json": {"()": JsonFormatter, "fmt": FIELDS, "timestamp": True},
            "plain": {"()": PlainFormatter, "fmt": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "formatter": chosen,
                "filters": ["no_personal_data"] if chosen == "json" else [],
            }
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "rollbook": loud,
            "django": {"level": "WARNING", "handlers": [], "propagate": True},
            "django.request": quiet,  # Answers below 500 are in the request log.
            "django.security": quiet,
            "django.db": quiet,  # Statements hold values.
            "axes": {"level": "CRITICAL"},  # It names e-mail addresses.
            "celery.beat": {"level": "WARNING"},
            "_granian": loud,
        },
    }
