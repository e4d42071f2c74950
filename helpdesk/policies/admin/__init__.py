"""The admin of policies, a module per group of models; importing them registers them."""

from helpdesk.policies.admin import content, practice, table

__all__ = ["content", "practice", "table"]
