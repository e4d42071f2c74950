"""What the proofs found after the last save, on whichever page of the admin comes next."""

from typing import Any

from django import template

from helpdesk.policies.admin.report import FEW, take, told

register = template.Library()


@register.inclusion_tag("admin/proofs.html", takes_context=True)
def proofs(context: dict[str, Any]) -> dict[str, Any]:
    """The findings that wait for this session, each with its links and its one action."""
    request = context.get("request")
    found = take(request) if request is not None and request.user.is_staff else []
    return {"request": request, "findings": told(found[:FEW]), "more": max(0, len(found) - FEW)}


@register.filter
def may_store(user: Any) -> bool:
    """Whether somebody may store a person as a worked case."""
    return bool(user.has_perm("policies.add_case"))
