"""`{% load check %}`: links that open a question again, and the field of a figure."""

from django import template

from helpdesk.wizard.address import Address

register = template.Library()


@register.filter
def reopen(address: Address, fact: str) -> str:
    """The query that opens one question again, with all other answers kept."""
    return address.query(edit=fact)
