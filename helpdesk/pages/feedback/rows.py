"""From the key of a table, a rule or a version to the page in the admin that changes it."""

from helpdesk.pages.feedback.subject import VERSION
from helpdesk.policies.admin.links import change_page, version_of
from helpdesk.policies.models import Rule, Table


def row_page(key: str) -> str:
    """The address of the nearest row among the drafts; "" when there is none any more."""
    version = VERSION.fullmatch(key)
    rule = Rule.objects.filter(key=version[1] if version else key).first()
    if rule is not None:
        return change_page((version and version_of(rule.table_id, key)) or rule)
    table = Table.objects.filter(key=key).first()
    return change_page(table) if table is not None else ""
