"""Who confirmed what a page says, and when; or that nobody has yet."""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _

from helpdesk.editions.reading import Edition
from helpdesk.faq.wording import day, in_language
from helpdesk.policies.checks import standing


def confirmed(edition: Edition, doc_keys: Iterable[str], today: datetime.date) -> str:
    """One sentence. Nobody "checked" a thing unless a named role did, on a date."""
    found = standing(edition, doc_keys)
    if found is None:
        return _("Researched from public sources, not yet confirmed by an official.")
    if found.next_due < today:
        return _("Last checked on %(date)s; a new check is due.") % {"date": day(found.on)}
    words = {"date": day(found.on), "role": in_language(found.by_role), "due": day(found.next_due)}
    return _("Checked on %(date)s by %(role)s. Next check: %(due)s.") % words
