"""Reads an admin page's forms as a browser would send them back."""

from typing import Any

from django.test import Client


def filled_in(response: Any) -> dict[str, Any]:
    """Every field of the page with the value it shows, management forms included."""
    found: dict[str, Any] = {}
    context = response.context_data
    for form in [context["adminform"].form, *_inline_forms(context)]:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                found[bound.html_name] = value
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()}


def _inline_forms(context: Any) -> list[Any]:
    forms = []
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return forms


def change(client: Client, address: str, **changes: Any) -> Any:
    """Opens a change page, types `changes` over what it shows, and presses Save."""
    values = filled_in(client.get(address))
    values |= changes
    return client.post(address, {name: value for name, value in values.items() if value is not None})


def errors(response: Any) -> str:
    """Every message of a page that was refused."""
    context = response.context_data
    found = [str(context["adminform"].form.errors)]
    found += [str(form.errors) for form in _inline_forms(context)]
    return " ".join(found)
