"""One script instead of two: the installed package's htmx and our own `site.js` in one file, so that the first view of
a question is three requests. The file is made where the site writes; nobody else's code is kept among ours.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

NAME = "check.js"
PARTS = ("django_htmx/htmx-2.min.js", "site.js")


class BundleFinder(BaseFinder):
    """Offers `check.js` to collectstatic, and in development to whoever serves the finders' files."""

    def find(self, path: str, find_all: bool = False, **_older: Any) -> str | list[str]:
        """The path of the file under this name, made anew; nothing for any other name."""
        if path != NAME:
            return []
        made = str(make())
        return [made] if find_all else made

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        """The one file there is."""
        yield NAME, FileSystemStorage(location=make().parent)


def make() -> Path:
    """Writes the parts one after the other, atomically, unless they stand there already. Raises FileNotFoundError."""
    whole = "".join(lean(Path(found(part)).read_text("utf-8")) for part in PARTS)
    target = settings.VAR_DIR / "bundle" / NAME
    if not target.is_file() or target.read_text("utf-8") != whole:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}")
        fresh.write_text(whole, "utf-8")
        fresh.replace(target)
    return target


def lean(text: str) -> str:
    """The same script without indentation, empty lines and lines of comment: a few hundred bytes less to send."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def found(part: str) -> str:
    """Where a part lies."""
    path = finders.find(part)
    if not isinstance(path, str):
        raise FileNotFoundError(f"The static file {part} is missing. Repair: install requirements/run.txt again.")
    return path
