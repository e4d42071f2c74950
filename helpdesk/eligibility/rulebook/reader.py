"""Reads a rulebook from documents: `{kind: {key: body}}`, the bodies as the site's documents have them.

Errors say which document, which value, and how to mend it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from helpdesk.eligibility.amounts import Schedule, Unit, parse_formula, parse_schedule
from helpdesk.eligibility.rulebook.book import FORMAT, FORMATS, Rulebook
from helpdesk.eligibility.rulebook.deadline import Deadline
from helpdesk.eligibility.rulebook.law import Evidence, Instrument, Provision
from helpdesk.eligibility.rulebook.outcomes import OUTCOME_TEXTS, Outcome
from helpdesk.eligibility.rulebook.parameters import Parameter, Value
from helpdesk.eligibility.rulebook.rules import Citation, Decision, Exclusion, Portion, Question, Rule, Table, Version
from helpdesk.eligibility.vocabulary.conditions import Condition, parse_condition
from helpdesk.eligibility.vocabulary.errors import RulebookError
from helpdesk.eligibility.vocabulary.facts import NO, YES, Derivation, Fact, Option
from helpdesk.eligibility.vocabulary.kinds import AfterEnd, BasisKind, FactKind, Role, Verdict
from helpdesk.eligibility.vocabulary.regions import NATION, Region, Regions
from helpdesk.eligibility.vocabulary.span import Period, Span
from helpdesk.eligibility.vocabulary.text import Text, text_in

Body = Mapping[str, Any]
Item = TypeVar("Item")

KINDS = (
    "region", "fact", "exclusion", "decision", "question", "outcome", "parameter", "table", "instrument", "evidence",
)  # fmt: skip
"""The kinds of documents a rulebook is made of."""


DERIVATIONS = ("relation", "attribute")
"""What can be derived: how one place lies to another, or a yes/no figure of a place."""


def day(text: str | None) -> date | None:
    """An ISO date, or None."""
    return date.fromisoformat(text) if text else None


def period_of(body: Body, start: str = "from", end: str = "to") -> Period:
    """The half-open period of a body."""
    return Span(day(body.get(start)), day(body.get(end)))


def read_rulebook(source: Body) -> Rulebook:
    """Make a rulebook from `{"format": 2, "documents": {kind: {key: body}}}`. Raises RulebookError.

    `diagrams` beside them are what was compiled from these very documents; without them they are compiled when needed.
    """
    with readable("rulebook"):
        found = source.get("format")
    if found not in FORMATS:
        raise RulebookError(
            "rulebook",
            Text(
                f"This rulebook has format {found}; this code reads formats 1 to {FORMAT}. Use the matching release.",
                f"这份规则集的格式是{found}，本程序能读格式1至{FORMAT}。请使用对应的版本。",
            ),
        )
    with readable("rulebook"):
        rulebook = Reader(source["documents"]).rulebook(source.get("diagrams"))
    if rulebook.stored is not None:
        with readable("rulebook"):
            rulebook.diagrams  # noqa: B018 (read now, so that a damaged file is refused here)
    return rulebook


@contextmanager
def readable(where: str) -> Iterator[None]:
    """Turns whatever a misshapen body raises into a RulebookError that names the place."""
    try:
        yield
    except RulebookError:
        raise
    except KeyError as error:
        raise RulebookError(
            where, Text(f"The field {error} is missing. Add it.", f"缺少字段{error}，请补上。")
        ) from error
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise RulebookError(
            where,
            Text(f"A value cannot be read: {error}. Correct it.", f"有一个值读不懂：{error}。请改正。"),
        ) from error


class Reader:
    """Reads the documents of one rulebook, facts and regions first since conditions speak of them."""

    def __init__(self, documents: Mapping[str, Mapping[str, Body]]) -> None:
        self.documents = documents
        self.regions = Regions(self._each("region", self.region))
        self.facts = self._each("fact", self.fact)

    def rulebook(self, diagrams: Mapping[str, Any] | None) -> Rulebook:
        """The whole of it, with its compiled diagrams where they were stored."""
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
            stored=diagrams,
        )

    def _each(self, kind: str, read: Callable[[str, Body], Item]) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for key, body in self.documents.get(kind, {}).items():
            with readable(f"{kind}:{key}"):
                found[key] = read(key, body)
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
        return Fact(
            key, kind, text_in(body, "label"), text_in(body, "question"), text_in(body, "hint"), text_in(body, "why"),
            text_in(body, "find_out"), body["unit"], body["subject"], body["changeable"],
            self._derivation(body["derived"]), options,
        )  # fmt: skip

    def _derivation(self, derived: Mapping[str, list[str]] | None) -> Derivation | None:
        if not derived:
            return None
        ((kind, arguments),) = derived.items()
        if kind not in DERIVATIONS or len(arguments) != 2:
            raise ValueError(f"a derived fact is {' or '.join(DERIVATIONS)} of two, not {kind} of {arguments}")
        return Derivation(kind, tuple(arguments))

    def conditions(self, lines: list[str], where: str) -> tuple[Condition, ...]:
        """Conditions from their lines."""
        return tuple(parse_condition(line, self.facts, self.regions, where) for line in lines)

    def figureless(self, lines: list[str], where: str) -> tuple[Condition, ...]:
        """Conditions where no decision says in which region a figure would have to be read."""
        found = self.conditions(lines, where)
        for condition in found:
            if condition.threshold:
                raise RulebookError(
                    where,
                    Text(
                        f"“{condition.text}” compares with a figure of a region, and only rules stand in one. "
                        "Write the number here, or move the condition into the rules.",
                        f"“{condition.text}”要与地区参数比较，而只有规则才属于某个地区。"
                        "请在这里直接写数字，或把这个条件写进规则。",
                    ),
                )
        return found

    def exclusion(self, key: str, body: Body) -> Exclusion:
        """One impossible combination."""
        return Exclusion(key, self.figureless(body["conditions"], f"exclusion:{key}"), text_in(body, "message"))

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
            Portion(row["decision"], self.figureless(row["when"], f"question:{key}")) for row in body["portions"]
        )
        return Question(key, text_in(body, "title"), text_in(body, "intro"), portions, tuple(body["topics"]))

    def outcome(self, key: str, body: Body) -> Outcome:
        """One outcome."""
        texts = {name: text_in(body, name) for name in OUTCOME_TEXTS if text_in(body, name)}
        return Outcome(
            key, Verdict(body["verdict"]), text_in(body, "title"), body["ask"], texts, self._deadline(body)
        )  # fmt: skip

    def _deadline(self, body: Body) -> Deadline | None:
        """What is filled in of a deadline; rulebooks of before there were any lack the fields."""
        found = Deadline(
            int(body.get("deadline_number") or 0), body.get("deadline_unit") or "", text_in(body, "deadline_start"),
            text_in(body, "deadline_task"),
        )  # fmt: skip
        return None if found == Deadline(0, "", Text(), Text()) else found

    def parameter(self, key: str, body: Body) -> Parameter:
        """One parameter with its history."""
        values = tuple(
            Value(period_of(row), row["value"], self._schedule(body["unit"], row, f"parameter:{key}"))
            for row in body["values"]
        )
        return Parameter(
            body["name"], body["region"], body["clock"], body["unit"], text_in(body, "label"), values,
            tuple(body["evidence"]),
        )  # fmt: skip

    def _schedule(self, unit: str, row: Body, where: str) -> Schedule | None:
        """What a value says, None for yes or no."""
        if unit not in set(Unit):
            units = ", ".join(filter(None, Unit))
            raise RulebookError(
                where,
                Text(f"“{unit}” is no unit. Use one of {units}.", f"“{unit}”不是可用的单位。请用{units}中的一个。"),
            )
        if unit != Unit.YES_NO:
            return parse_schedule(row["value"], unit, where)
        if row["value"] in {YES, NO}:
            return None
        raise RulebookError(
            where,
            Text(f"“{row['value']}” is neither {YES} nor {NO}. Write one of them.",
                 f"“{row['value']}”既不是{YES}也不是{NO}。请写其中一个。"),
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
        with readable(where):
            citations = tuple(
                Citation(
                    BasisKind(cited["kind"]), cited["provision"] or cited["instrument"] or "", Role(cited["role"]),
                    text_in(cited, "leads"),
                )
                for cited in row["citations"]
            )  # fmt: skip
            if not row["outcome"]:
                raise KeyError("outcome")
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
            with readable(f"instrument:{key}"):
                for row in body["provisions"]:
                    own = period_of(row, "in_force_from", "in_force_to")
                    found[f"{key}:{row['key']}"] = Provision(
                        f"{key}:{row['key']}", key, row["article"], row["paragraph"], text_in(row, "summary"),
                        instruments[key].period.both(own), row["number_seen"], row["confidence"],
                        tuple(row["yields_to"]),
                    )  # fmt: skip
        return found

    def evidence(self, key: str, body: Body) -> Evidence:
        """One piece of evidence."""
        return Evidence(
            key, body["kind"], body["confidence"], day(body["seen_on"]), text_in(body, "title"), text_in(body, "note")
        )
