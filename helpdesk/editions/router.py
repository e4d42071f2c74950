"""Which database a table is made in."""

from typing import Any

from helpdesk.editions.sqlite.base import CANDIDATE, EDITION


class EditionRouter:
    """Edition files get their tables when they are built (`derive`), never from a migration."""

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        """Nothing ever migrates an edition file; about other databases we say nothing."""
        return False if db in {EDITION, CANDIDATE} else None
