"""What may stand in a log: the path, never the query string, and never a value that a visitor sent.

A query or a reference code says in what situation somebody is, and an amount is posted; none may outlive the request.
"""

import logging
import re
import traceback
from types import TracebackType

QUERY = re.compile(r"\?[^\s'\"]+")
CODE = re.compile(r"(/replay/)[^/\s'\"?]+")
"""A reference code holds the same answers as a query."""

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutQuery(logging.Filter):
    """Cuts queries and reference codes out of the addresses in a record, for loggers that write them (web servers')."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through; its message is settled first so that no argument escapes."""
        record.msg, record.args = CODE.sub(r"\1...", QUERY.sub("?...", record.getMessage())), ()
        return True


class WithoutValues(logging.Formatter):
    """Writes where an exception came from and of which type it is, not its message: that may quote what was sent."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (the name is the library's)
        """The frames of the whole chain of exceptions, oldest first, each ending in the exception's type."""
        error, parts = ei[1], []
        while error is not None:
            name = f"{type(error).__module__}.{type(error).__qualname__}"
            parts.append("".join(traceback.format_tb(error.__traceback__)) + f"{name} (message withheld)")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n-- which led to --\n".join(reversed(parts))


def logging_setup(debug: bool) -> dict[str, object]:
    """The LOGGING setting. On a developer's machine (debug) exceptions keep their messages."""
    formatter: dict[str, object] = {"format": "{levelname} {name}: {message}", "style": "{"}
    if not debug:
        formatter["class"] = "helpdesk.logs.WithoutValues"
    console = {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_query"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_query": {"()": "helpdesk.logs.WithoutQuery"}},
        "formatters": {"line": formatter},
        "handlers": {"console": console},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "helpdesk": {"level": "INFO"},
        },
    }
