"""What the settings take from the environment, read in one place, with errors that say what to change."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})


def flag(name: str) -> bool:
    """A switch; not set means off. Anything but a plain yes or no is refused, so that a typing error is no setting."""
    text = os.environ.get(name, "").strip().lower()
    if text not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is {text!r}. Write 1 to switch it on, or 0 (or nothing) to leave it off.")
    return text in TRUE


def words(name: str, default: list[str]) -> list[str]:
    """A list written with commas; not set means the default."""
    text = os.environ.get(name, "")
    return [word.strip() for word in text.split(",") if word.strip()] or default


def secret_key(path: Path) -> str:
    """The signing key: DJANGO_SECRET_KEY if set, else one made once and kept in `path`, readable by its owner only.

    Two workers starting together agree: the file appears whole or not at all, and the first one wins.
    """
    given = os.environ.get("DJANGO_SECRET_KEY", "")
    if given:
        return given
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with open(draft, "w", opener=lambda name, flags: os.open(name, flags | os.O_EXCL, 0o600)) as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def editorial_database(default_file: Path) -> dict[str, Any]:
    """The database staff work in: DATABASE_URL, or a SQLite file of its own on a fresh machine."""
    default_file.parent.mkdir(parents=True, exist_ok=True)
    url = os.environ.get("DATABASE_URL", "") or f"sqlite:///{default_file}"
    database: dict[str, Any] = dict(dj_database_url.parse(url))
    options: dict[str, Any] = database.setdefault("OPTIONS", {})
    if database["ENGINE"] == "django.db.backends.sqlite3":
        options |= {
            # Readers and one writer side by side; a writer says so when it begins, so that it waits instead of failing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    else:
        database |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
        options.setdefault("connect_timeout", 3)
    return database
