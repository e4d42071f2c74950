"""Reads a rulebook from documents: `{kind: {key: body}}`, the bodies as the site's documents have them.

Errors say which document, which value, and how to mend it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from helpdesk.eligibility.amounts import parse_formula
from helpdesk.eligibility.conditions import Condition, parse_condition
from helpdesk.eligibility.errors import RulebookError
from helpdesk.eligibility.facts import NO, YES, Derivation, Fact, Option
from helpdesk.eligibility.law import Evidence, Instrument, Provision
from helpdesk.eligibility.outcomes import OUTCOME_TEXTS, Outcome
from helpdesk.eligibility.parameters import Parameter, Value
from helpdesk.eligibility.regions import NATION, Region, Regions
from helpdesk.eligibility.rulebook import FORMAT, Rulebook
from helpdesk.eligibility.rules import Citation, Decision, Exclusion, Portion, Question, Rule, Table, Version
from helpdesk.eligibility.span import Period, Span
from helpdesk.eligibility.text import Text, text_in
from helpdesk.eligibility.vocabulary import AfterEnd, BasisKind, FactKind, Role, Verdict

Body = Mapping[str, Any]
Item = TypeVar("Item")

KINDS = (
    "region", "fact", "exclusion", "decision", "question", "outcome", "parameter", "table", "instrument", "evidence",
)  # fmt: skip
"""The kinds of documents a rulebook is made of."""


def day(text: str | None) -> date | None:
    """An ISO date, or None."""
    return date.fromisoformat(text) if text else None


def period_of(body: Body, start: str = "from", end: str = "to") -> Period:
    """The half-open period of a body."""
    return Span(day(body.get(start)), day(body.get(end)))


def read_rulebook(source: Body) -> Rulebook:
    """Make a rulebook from `{"format": 1, "documents": {kind: {key: body}}}`. Raises RulebookError."""
    if source.get("format") != FORMAT:
        found = source.get("format")
        raise RulebookError(
            "rulebook",
            Text(
                f"This rulebook has format {found}; this code reads format {FORMAT}. Use the matching release.",
                f"这份规则集的格式是{found}，本程序只读格式{FORMAT}。请使用对应的版本。",
            ),
        )
    return Reader(source["documents"]).rulebook()


class Reader:
    """Reads the documents of one rulebook, facts and regions first since conditions speak of them."""

    def __init__(self, documents: Mapping[str, Mapping[str, Body]]) -> None:
        self.documents = documents
        self.regions = Regions(self._each("region", self.region))
        self.facts = self._each("fact", self.fact)

    def rulebook(self) -> Rulebook:
        """The whole of it."""
        instruments = self._each("instrument", self.instrument)
        return Rulebook(
            regions=self.regions,
            facts=self.facts,
            exclusions=self._each("exclusion", self.exclusion),
            decisions=self._each("decision", self.decision),
            questions=self._each("question", self.question),
            outcomes=self._each("outcome", self.outcome),
            parameters=self._each("parameter", self.parameter),
            tables=self._each("table", self.table),
            instruments=instruments,
            provisions=self._provisions(instruments),
            evidence=self._each("evidence", self.evidence),
        )

    def _each(self, kind: str, read: Callable[[str, Body], Item]) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for key, body in self.documents.get(kind, {}).items():
            try:
                found[key] = read(key, body)
            except (KeyError, TypeError, AttributeError) as error:
                raise RulebookError(
                    f"{kind}:{key}",
                    Text(f"The document lacks or misshapes {error}. Add it.", f"文档缺少或写错了{error}，请补上。"),
                ) from error
        return found

    def region(self, key: str, body: Body) -> Region:
        """One region."""
        return Region(
            key, text_in(body, "name"), text_in(body, "short"), body["level"], body["parent"],
            tuple(body["former_codes"]), body["hotline_medical"], body["hotline_hrss"],
        )  # fmt: skip

    def fact(self, key: str, body: Body) -> Fact:
        """One fact with its options; yes and no are implied."""
        kind = FactKind(body["kind"])
        options = tuple(
            Option(row["key"], text_in(row, "label"), text_in(row, "hint")) for row in body["options"]
        )  # fmt: skip
        if kind is FactKind.YES_NO:
            labels = {option.key: option for option in options}
            options = (
                labels.get(YES, Option(YES, Text("Yes", "是"))),
                labels.get(NO, Option(NO, Text("No", "否"))),
            )
        derived = body["derived"]
        derivation = None if not derived else next(Derivation(kind, tuple(args)) for kind, args in derived.items())
        return Fact(
            key, kind, text_in(body, "label"), text_in(body, "question"), text_in(body, "hint"), text_in(body, "why"),
            text_in(body, "find_out"), body["unit"], body["subject"], body["changeable"], derivation, options,
        )  # fmt: skip

    def conditions(self, lines: list[str], where: str) -> tuple[Condition, ...]:
        """Conditions from their lines."""
        return tuple(parse_condition(line, self.facts, self.regions, where) for line in lines)

    def exclusion(self, key: str, body: Body) -> Exclusion:
        """One impossible combination."""
        return Exclusion(key, self.conditions(body["conditions"], f"exclusion:{key}"), text_in(body, "message"))

    def decision(self, key: str, body: Body) -> Decision:
        """One decision."""
        for fact in [*body["facts"], *filter(None, [body["region_fact"]])]:
            if fact not in self.facts:
                raise RulebookError(
                    f"decision:{key}",
                    Text(
                        f"It may ask “{fact}”, which is no fact. Add the fact or take it off the list.",
                        f"列出的“{fact}”不是已有的事实。请添加，或从列表中去掉。",
                    ),
                )
        return Decision(key, text_in(body, "title"), body["region_fact"], tuple(body["facts"]))

    def question(self, key: str, body: Body) -> Question:
        """One question with its portions."""
        portions = tuple(
            Portion(row["decision"], self.conditions(row["when"], f"question:{key}")) for row in body["portions"]
        )
        return Question(key, text_in(body, "title"), text_in(body, "intro"), portions, tuple(body["topics"]))

    def outcome(self, key: str, body: Body) -> Outcome:
        """One outcome."""
        texts = {name: text_in(body, name) for name in OUTCOME_TEXTS if text_in(body, name)}
        return Outcome(key, Verdict(body["verdict"]), text_in(body, "title"), body["ask"], texts)

    def parameter(self, key: str, body: Body) -> Parameter:
        """One parameter with its history."""
        values = tuple(Value(period_of(row), row["value"]) for row in body["values"])
        return Parameter(
            body["name"], body["region"], body["clock"], body["unit"], text_in(body, "label"), values,
            tuple(body["evidence"]),
        )  # fmt: skip

    def table(self, key: str, body: Body) -> Table:
        """One table; after the end of a rule whose succession is not known stands a version without outcome."""
        after_end = AfterEnd(body["after_end"])
        rules = tuple(self._rule(row, body["region"], after_end, f"table:{key}") for row in body["rules"])
        return Table(key, body["decision"], body["region"], rules)

    def _rule(self, row: Body, region: str, after_end: AfterEnd, where: str) -> Rule:
        key = row["key"]
        versions = [
            self._version(key, number, version, f"{where}, rule {key}, version {number}")
            for number, version in enumerate(row["versions"], 1)
        ]
        last = max((v for v in versions if v.period.high), key=lambda v: v.period.high or date.min, default=None)
        open_ended = any(version.period.high is None for version in versions)
        if after_end is AfterEnd.NOT_KNOWN and region != NATION and last is not None and not open_ended:
            versions.append(
                Version(key, len(versions) + 1, Span(last.period.high, None), last.clock, last.conditions, None)
            )
        return Rule(key, region, tuple(row["exception_to"]), tuple(versions))

    def _version(self, rule: str, number: int, row: Body, where: str) -> Version:
        citations = tuple(
            Citation(
                BasisKind(cited["kind"]), cited["provision"] or cited["instrument"] or "", Role(cited["role"]),
                text_in(cited, "leads"),
            )
            for cited in row["citations"]
        )  # fmt: skip
        return Version(
            rule, number, period_of(row), row["clock"], self.conditions(row["conditions"], where), row["outcome"],
            parse_formula(row["formula"], where), citations, tuple(row["evidence"]), row["start_known"],
        )  # fmt: skip

    def instrument(self, key: str, body: Body) -> Instrument:
        """One instrument, without its provisions."""
        return Instrument(
            key, text_in(body, "title"), text_in(body, "short"), body["level"], body["number"],
            period_of(body, "in_force_from", "in_force_to"), body["text_basis"], body["confidence"],
        )  # fmt: skip

    def _provisions(self, instruments: Mapping[str, Instrument]) -> dict[str, Provision]:
        found = {}
        for key, body in self.documents.get("instrument", {}).items():
            for row in body["provisions"]:
                own = period_of(row, "in_force_from", "in_force_to")
                found[f"{key}:{row['key']}"] = Provision(
                    f"{key}:{row['key']}", key, row["article"], row["paragraph"], text_in(row, "summary"),
                    instruments[key].period.both(own), row["number_seen"], row["confidence"], tuple(row["yields_to"]),
                )  # fmt: skip
        return found

    def evidence(self, key: str, body: Body) -> Evidence:
        """One piece of evidence."""
        return Evidence(
            key, body["kind"], body["confidence"], day(body["seen_on"]), text_in(body, "title"), text_in(body, "note")
        )
