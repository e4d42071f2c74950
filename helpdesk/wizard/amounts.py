"""The amount on a slip: what it is, which figures would make it more exact, and what nobody here knows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from helpdesk.eligibility.amounts import Amount
from helpdesk.eligibility.vocabulary.facts import Fact
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.faq.wording import in_language
from helpdesk.wizard.figures import POSTED, Figures
from helpdesk.wizard.steps import Visit


@dataclass(frozen=True)
class Field:
    """The field for a figure: its question, how to type it, what was typed, what was wrong with it."""

    fact: str
    question: Any
    hint: str = ""
    typed: str = ""
    error: str = ""
    keyboard: str = "decimal"


@dataclass(frozen=True)
class Choice:
    """A question whose answer the amount goes by, and the query that opens it."""

    label: Any
    change: str


def fields(found: Visit, amount: Amount | None, figures: Figures) -> list[Field]:
    """A field for every figure that is missing, or was just given. An old answer takes no figures."""
    if amount is None or found.replayed:
        return []
    facts = [found.rulebook.facts[key] for key in amount.facts]
    return [
        Field(
            fact.key, fact.question, hint(fact), figures.typed.get(fact.key, ""), figures.errors.get(fact.key, ""),
            KEYBOARDS[fact.kind],
        )
        for fact in facts
        if fact.kind in POSTED and (fact.key in amount.wanted or fact.key in figures.typed)
    ]  # fmt: skip


KEYBOARDS = {FactKind.AMOUNT: "decimal", FactKind.COUNT: "numeric", FactKind.DATE: "text"}


def hint(fact: Fact) -> str:
    """How a figure is typed."""
    if fact.kind is FactKind.DATE:
        return _("Year, month and day, for example 1965-05-31. We use it once and keep nothing")
    if fact.kind is FactKind.AMOUNT:
        return _("In yuan. We work out the sum once and keep nothing")
    hints = {"months": _("In whole months. We use it once and keep nothing"),
             "years": _("In whole years. We use it once and keep nothing")}  # fmt: skip
    return hints.get(fact.unit, _("A whole number. We use it once and keep nothing"))


def choices(found: Visit, amount: Amount | None) -> list[Choice]:
    """The questions with options that would make the amount more exact."""
    if amount is None or found.replayed:
        return []
    facts = [found.rulebook.facts[source] for key in amount.wanted for source in found.rulebook.sources(key)]
    return [Choice(fact.label, found.address.query(edit=fact.key)) for fact in facts if fact.kind not in POSTED]


def unknown(found: Visit, amount: Amount | None) -> str:
    """Which figure of the law we do not have for the place and day; "" where we have them all."""
    if amount is None or amount.missing is None or amount.missing in found.rulebook.facts:
        return ""
    labels = [each.label for each in found.rulebook.parameters.values() if each.name == amount.missing]
    told = _("We cannot work out the amount. We do not have this figure for your case: %(figure)s.")
    return told % {"figure": in_language(labels[0]) if labels else amount.missing}
