"""What a message is about, as its address says it: the kind, the page, the edition, and coarse keys of the rule.

Everything comes from links of ours, and everything is checked again: a value that we do not know is left out. The query
of the page is never read, and a reference code is cut off, since both hold somebody's answers.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlencode

from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext_lazy as _

from helpdesk.editions.reading import Edition
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.pages.feedback.personal import cleaned, without_personal
from helpdesk.policies.published import rulebook

PUBLIC = {"pages", "faq", "wizard"}
LONGEST_PAGE, LONGEST_BACK, MOST_RULES = 200, 2000, 12
BACK = re.compile(r"(?:https?://[^/?#\\\s]*)?(?P<path>/[!-~]*?)(?P<query>\?[!-~]*)?")
VERSION = re.compile(r"(.+)\[(\d{1,4})\]", re.ASCII)


class Kind(StrEnum):
    """What somebody wants to say."""

    CLEAR = "clear-yes"
    UNCLEAR = "clear-no"
    MISTAKE = "mistake"


KIND_LABELS = {Kind.CLEAR: _("it was clear"), Kind.UNCLEAR: _("it was not clear"), Kind.MISTAKE: _("a mistake")}


@dataclass(frozen=True)
class Subject:
    """Where a message belongs. `kind` is None when the address names none; keys that are not known are empty."""

    kind: Kind | None = None
    page: str = ""
    edition: int = 0
    question: str = ""
    region: str = ""
    rules: tuple[str, ...] = ()

    def query(self) -> str:
        """The same as a query string, for the form and the language switch."""
        rows = [("kind", self.kind or ""), ("about", self.page), ("edition", str(self.edition))]
        rows += [("region", self.region), ("rule", ",".join(self.rules))]
        return urlencode([row for row in rows if row[1]])


def read_subject(edition: Edition, query: QueryDict) -> Subject:
    """Read a query; nothing in it is ever an error."""
    book = rulebook(edition)
    page, question = read_page(query.get("about", ""))
    region = book.regions.resolve(query.get("region", "")[:40])
    told = query.get("kind", "")
    return Subject(
        kind=Kind(told) if told in set(Kind) else None,
        page=page,
        edition=read_number(query.get("edition", ""), edition.number),
        question=question if question in book.questions else "",
        region=region.key if region else "",
        rules=known_rules(book, ",".join(query.getlist("rule"))),
    )


def read_page(address: str) -> tuple[str, str]:
    """The path of a public page of ours and the question asked there; "" for anything else.

    A page whose path could hold a number that names a person is none of ours.
    """
    path = address.partition("?")[0].partition("#")[0]
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return "", ""
    if len(path) > LONGEST_PAGE or cleaned(path) != path or without_personal(path, "")[1]:
        return "", ""
    try:
        with override(get_language_from_path(path)):  # a page in the other language is a page of ours as well
            found = resolve(path)
    except Resolver404:
        return "", ""
    if found.app_name not in PUBLIC or found.view_name == "pages:feedback":
        return "", ""
    if found.view_name == "wizard:replay":
        return f"/{path.split('/')[1]}/replay/", ""
    return path, found.kwargs.get("key", "") if found.view_name == "wizard:check" else ""


def read_number(text: str, current: int) -> int:
    """The edition that the page came from: at most the current one, which stands in for anything else."""
    asked = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    return asked if 0 < asked <= current else current


def known_rules(book: Rulebook, told: str) -> tuple[str, ...]:
    """The keys of tables `decision@region`, rules, and versions `rule[2]` that the rulebook has, each once."""
    keys = dict.fromkeys(key for key in told.split(",") if is_known(book, key))
    return tuple(keys)[:MOST_RULES]


def is_known(book: Rulebook, key: str) -> bool:
    """Is it the key of a table, a rule or a version?"""
    version = VERSION.fullmatch(key)
    if version and (rule := book.rule_by_key.get(version[1])):
        return any(each.number == int(version[2]) for each in rule.versions)
    return key in book.tables or key in book.rule_by_key


def way_back(subject: Subject, *addresses: str) -> str:
    """The first of these addresses that is the message's page with its query, so that nobody loses their answers by
    writing to us; else the page alone, else home. It is shown as a link and stored nowhere.
    """
    for address in addresses:
        parts = BACK.fullmatch(address[:LONGEST_BACK])
        if parts and subject.page and read_page(unquote(parts["path"]))[0] == subject.page:
            return parts["path"] + (parts["query"] or "")
    return subject.page or reverse("pages:home")
