"""These tests read the starter edition; none of them touches the editorial database."""

from tests.starter_edition import starter_edition, starter_folder

__all__ = ["starter_edition", "starter_folder"]
