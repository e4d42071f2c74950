"""The site with a fault in its result view, for gunicorn: whatever figures are posted end in an exception that quotes
them, and whose frames hold them.
"""

from importlib import import_module
from typing import Any, NoReturn

from helpdesk.wsgi import application

__all__ = ["application"]

views = import_module("helpdesk.wizard.views")  # only now: the application has set Django up
whole = views.slips


def fails(edition: Any, found: Any, typed: Any) -> Any:
    """The slips as they are while nothing was posted."""
    return broken(dict(typed.typed)) if typed.typed else whole(edition, found, typed)


def broken(values: dict[str, str]) -> NoReturn:
    """An exception made of what was typed, out of another one."""
    raise RuntimeError(f"Cannot show {values}") from ValueError(str(values))


views.slips = fails
