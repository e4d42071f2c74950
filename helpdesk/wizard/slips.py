"""The result page: a slip per portion, and everything that stands below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from helpdesk.editions.reading import Edition
from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.vocabulary.kinds import Status, Verdict
from helpdesk.eligibility.vocabulary.regions import NATION, Places, Region
from helpdesk.faq.basis import Cited, Named, cite
from helpdesk.faq.sources import Source, sources
from helpdesk.faq.standing import confirmed
from helpdesk.faq.wording import in_language, items, sentences
from helpdesk.policies.archive import Archived
from helpdesk.wizard.amounts import Choice, Field, choices, fields, unknown
from helpdesk.wizard.deadline import Due, due
from helpdesk.wizard.figures import Figures
from helpdesk.wizard.findings import Reason, reasons
from helpdesk.wizard.origin import origin
from helpdesk.wizard.possible import Open, still_open
from helpdesk.wizard.steps import Visit
from helpdesk.wizard.turns import Turn, turns
from helpdesk.wizard.ways import Way, ways

LOOKS = {Verdict.YES: "yes", Verdict.PARTLY: "partly", Verdict.NO: "no"}
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Slip:
    """One portion of money. `look` names shape and colour; `call` is whom to ask."""

    decision: str
    portion: Any
    look: str
    title: Any
    texts: dict[str, Any]
    documents: list[tuple[str, str]]
    call: str
    region: str
    origin: str
    standing: str
    amount: Any
    working: Any
    unknown: str
    fields: list[Field]
    choices: list[Choice]
    deadline: Due | None
    open: list[Open]
    reasons: list[Reason]
    bases: list[Cited]
    sources: list[Source]
    turns: list[Turn]
    ways: list[Way]
    verdict: str


def slips(edition: Edition | Archived, found: Visit, figures: Figures) -> list[Slip]:
    """One slip for each portion of the answer."""
    return [slip(edition, found, portion, figures) for portion in found.answer.portions]


def slip(edition: Edition | Archived, found: Visit, portion: Assessment, figures: Figures) -> Slip:
    """Everything a slip says."""
    outcome, region = portion.outcome, place(found, portion)
    names = [Named(basis.kind, basis.key, basis.leads, basis.role) for basis in portion.bases]
    evidence = sources(edition, dict.fromkeys(key for rule in portion.rules for key in rule.evidence))
    texts = {name: text for name, text in outcome.texts.items() if name != "documents"} if outcome else {}
    return Slip(
        decision=portion.decision, portion=portion.title, look=look(portion), title=title(portion, region),
        texts=texts, documents=documents(portion), call=call(portion),
        region=in_language(region.name) if region and region.key != NATION else "",
        origin=origin(found.rulebook, portion, region),
        standing=sentences(confirmation(edition, found, portion), seen_of(evidence), start(portion)),
        amount=portion.amount.text if portion.amount else "",
        working=portion.amount.working if portion.amount else "",
        unknown=unknown(found, portion.amount), fields=fields(found, portion.amount, figures),
        choices=choices(found, portion.amount), deadline=due(found, portion, figures),
        open=still_open(found, portion), reasons=reasons(portion),
        bases=cite(edition, names, found.on), sources=evidence, turns=turns(found, portion),
        ways=ways(found, portion),
        verdict=outcome.verdict.value if outcome else portion.status.value,
    )  # fmt: skip


def confirmation(edition: Edition | Archived, found: Visit, portion: Assessment) -> str:
    """Who confirmed the rule; of an old answer that is not said again, since a rulebook holds no checks."""
    return "" if isinstance(edition, Archived) else confirmed(edition, tables(portion), found.today)


def tables(portion: Assessment) -> list[str]:
    """The documents that the answer rests on: the tables of the rules that led to it."""
    return sorted({f"table:{portion.decision}@{rule.region}" for rule in portion.rules})


def look(portion: Assessment) -> str:
    """Shape and colour: by verdict, also one that every outcome still possible shares; else the ring with "?"."""
    return LOOKS.get(portion.verdict, UNKNOWN) if portion.verdict else UNKNOWN


def title(portion: Assessment, region: Region | None) -> Any:
    """The slip's one sentence."""
    if portion.outcome:
        return portion.outcome.title
    if portion.status is Status.UNSURE:
        return shared(portion.verdict)
    if region and region.key != NATION:
        return _("We have no checked rule for this in %(place)s.") % {"place": in_language(region.short)}
    return _("We have no checked rule for this case.")


def shared(verdict: Verdict | None) -> str:
    """The sentence of a portion that is not settled: what every outcome still possible says, where they agree."""
    match verdict:
        case Verdict.YES:
            return _("Yes. You can take it out in every case that is still possible.")
        case Verdict.NO:
            return _("No. You cannot take it out in any case that is still possible.")
    return _("We cannot tell yet. Find out what is listed below.")


def place(found: Visit, portion: Assessment) -> Region | None:
    """The region that governs the portion: the nation where none was named, None where no place matters."""
    fact = found.rulebook.decisions[portion.decision].region_fact
    if not fact:
        return None
    known = found.known.values.get(fact)
    keys = sorted(known.inside) if isinstance(known, Places) else []
    return found.rulebook.regions.by_key[keys[0] if len(keys) == 1 else NATION]


def documents(portion: Assessment) -> list[tuple[str, str]]:
    """What to bring: each line in English and in Chinese. The two lists have the same number of lines."""
    if not portion.outcome:
        return []
    text = portion.outcome.text("documents")
    return list(zip_longest(items(text.en), items(text.zh), fillvalue=""))


def call(portion: Assessment) -> str:
    """Whom to ask: a number, `bank`, or 12393 where the outcome names nobody."""
    return (portion.outcome.ask if portion.outcome else "") or "12393"


def seen_of(evidence: Iterable[Source]) -> str:
    """How much of the official texts behind the rule was read, in the words of the house; nothing where all was."""
    kinds = {str(source.row.kind) for source in evidence}
    official = {kind for kind in kinds if kind.startswith("official")}
    if kinds <= {"official_full"}:
        return ""
    if not official:
        return _("We have not seen the official text. This comes from reports.")
    if official < kinds:
        return _("Part of this comes from reports, whose official text we have not seen.")
    return _("We have read part of the official text.")


def start(portion: Assessment) -> str:
    """What is not known of the rule's first day."""
    known = {rule.start_known for rule in portion.rules}
    if "unknown" in known:
        return _("We have not found the day from which this rule applies. It was in force when we last looked.")
    if "year" in known:
        return _("We know the year from which this rule applies, not the day.")
    return _("We know the month from which this rule applies, not the day.") if "month" in known else ""
