"""Reading documents: whatever is misshapen is a RulebookError that names the document, the value and the repair."""

import pytest

from helpdesk.eligibility import RulebookError, Text, read_rulebook
from helpdesk.eligibility.rulebook.deadline import Deadline
from tests.eligibility.books import (
    amount,
    both,
    cite,
    documents,
    exclusion,
    fact,
    instrument,
    parameter,
    provision,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

FACTS = {"a": fact(), "home": fact("region"), "goal": fact("region"), "move": relation(), "sum": amount()}


def whole():
    """A source with one document of every kind."""
    return documents(
        rule("r", "a = yes", formula="whole(sum)"), rule("base", to="unchecked"),
        table(rule("own", "a = yes", to="no", over=("r",)), at="440000"),
        facts=FACTS, region_fact="home", parameter=[parameter("cash-share", (None, "2022-01-01", "0.7"))],
        exclusion={"x": exclusion("a = no", "sum >= 5")},
    )  # fmt: skip


def test_a_source_with_every_kind_of_document_is_read():
    rulebook = read_rulebook(whole())

    assert {rule.key for rule in rulebook.rules()} == {"r", "base", "own"}
    assert rulebook.owners == {"d": {"CN", "440000"}}
    assert rulebook.parameters["cash-share@CN"].key == "cash-share@CN"
    assert rulebook.provisions["law:1"].instrument == "law"
    assert rulebook.outcomes["yes"].text("alternatives").en == "Pay with it."
    assert not rulebook.outcomes["yes"].text("steps")


DUE = {"deadline_number": 20, "deadline_unit": "working_days", **both("deadline_start", "the day"),
       **both("deadline_task", "tell them")}  # fmt: skip


def test_a_deadline_is_read_and_an_outcome_of_before_there_were_any_has_none():
    source = whole()
    source["documents"]["outcome"]["yes"] |= DUE
    source["documents"]["outcome"]["no"] |= {"deadline_number": None, "deadline_unit": ""}

    outcomes = read_rulebook(source).outcomes

    assert outcomes["yes"].deadline == Deadline(
        20, "working_days", Text("the day", "the day（中）"), Text("tell them", "tell them（中）")
    )
    assert outcomes["no"].deadline is None
    assert outcomes["unchecked"].deadline is None


@pytest.mark.parametrize("format_", [0, 3, "1", None])
def test_another_format_is_refused_with_both_formats(format_):
    with pytest.raises(RulebookError, match=f"has format {format_}; this code reads formats 1 to 2") as refused:
        read_rulebook({**whole(), "format": format_})
    assert refused.value.where == "rulebook"


@pytest.mark.parametrize("source", [None, [], "text", {}, {"format": 1}, {"format": 1, "documents": []}])
def test_what_is_no_source_is_refused(source):
    with pytest.raises(RulebookError) as refused:
        read_rulebook(source)
    assert refused.value.where == "rulebook"


FIELDS = {
    "region:440000": ["level", "parent", "former_codes", "hotline_medical", "hotline_hrss"],
    "fact:a": ["kind", "options", "unit", "subject", "changeable", "derived"],
    "exclusion:x": ["conditions"],
    "decision:d": ["facts", "region_fact"],
    "question:q": ["portions", "topics"],
    "outcome:yes": ["verdict", "ask"],
    "parameter:cash-share@CN": ["name", "region", "clock", "unit", "values", "evidence"],
    "table:d@CN": ["decision", "region", "after_end", "rules"],
    "instrument:law": ["level", "number", "text_basis", "confidence", "provisions"],
    "evidence:seen": ["kind", "confidence", "seen_on"],
}


def refusal(source):
    """Why a source cannot be read; None when it can."""
    try:
        read_rulebook(source)
    except RulebookError as error:
        return error
    return None


@pytest.mark.parametrize(("doc_key", "field"), [(key, field) for key, fields in FIELDS.items() for field in fields])
@pytest.mark.parametrize("missing", [True, False])
def test_a_field_that_is_missing_or_of_the_wrong_shape_is_a_rulebook_error_naming_the_document(doc_key, field, missing):
    """A number in place of whatever belongs there; where that reads as text it is at least no crash."""
    source = whole()
    kind, _, key = doc_key.partition(":")
    body = source["documents"][kind][key]
    if missing:
        del body[field]
    else:
        body[field] = 7
    error = refusal(source)

    assert error or not missing
    if error:
        assert error.where.startswith(doc_key)
        assert error.message.zh
        assert not missing or f"'{field}' is missing" in error.message.en


def version_of(source):
    return source["documents"]["table"]["d@CN"]["rules"][0]["versions"][0]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("from", "2022-02-30", "day is out of range"),
        ("to", "soon", "soon"),
        ("conditions", ["a = perhaps"], "perhaps"),
        ("conditions", None, "None"),
        ("outcome", None, "'outcome' is missing"),
        ("outcome", "", "'outcome' is missing"),
        ("formula", "half(sum)", "half(sum)"),
        ("citations", [{**cite(), "kind": "rumour"}], "rumour"),
        ("citations", [{**cite(), "role": "hint"}], "hint"),
        ("citations", [{"kind": "provision"}], "'provision' is missing"),
        ("evidence", None, "None"),
    ],
)
def test_a_fault_in_a_version_names_table_rule_and_version(field, value, told):
    source = whole()
    version_of(source)[field] = value
    with pytest.raises(RulebookError, match="table:d@CN, rule r, version 1") as refused:
        read_rulebook(source)
    assert told in refused.value.message.en


def value(text):
    """A value that always holds."""
    return {"from": None, "to": None, "value": text}


@pytest.mark.parametrize(
    ("kind", "key", "change", "told"),
    [
        ("fact", "a", {"kind": "colour"}, "'colour' is not a valid FactKind"),
        ("outcome", "yes", {"verdict": "perhaps"}, "'perhaps' is not a valid Verdict"),
        ("table", "d@CN", {"after_end": "nothing"}, "'nothing' is not a valid AfterEnd"),
        ("evidence", "seen", {"seen_on": "yesterday"}, "yesterday"),
        ("instrument", "law", {"in_force_from": "2011"}, "2011"),
        ("fact", "move", {"derived": {"distance": ["home", "goal"]}}, "distance"),
        ("fact", "move", {"derived": {"relation": ["home"]}}, "relation"),
        ("fact", "move", {"derived": {"relation": ["home", "goal"], "attribute": ["home", "x"]}}, "too many values"),
        ("fact", "move", {"options": [{}]}, "'key' is missing"),
        ("decision", "d", {"facts": ["a", "weather"]}, "weather"),
        ("decision", "d", {"region_fact": "weather"}, "weather"),
        ("question", "q", {"portions": [{"decision": "d", "when": ["weather = fine"]}]}, "weather"),
        ("exclusion", "x", {"conditions": ["sum = 5"]}, "sum = 5"),
        ("outcome", "yes", {"deadline_number": "soon"}, "soon"),
        ("parameter", "cash-share@CN", {"values": [value("1/2")]}, "“1/2” is not a figure"),
        ("parameter", "cash-share@CN", {"values": [value("70")]}, "70 % is written 70% or 0.7"),
        ("parameter", "cash-share@CN", {"values": [value("NaN")]}, "NaN"),
        ("parameter", "cash-share@CN", {"unit": "per cent"}, "“per cent” is no unit. Use one of yuan, months"),
        ("parameter", "cash-share@CN", {"unit": "yes_no"}, "“0.7” is neither yes nor no"),
        ("instrument", "law", {"provisions": [{"key": "1"}]}, "is missing"),
        ("instrument", "law", {"provisions": [provision("1", in_force_from="2011-13-01")]}, "month must be"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_a_rulebook_error_naming_document_and_value(kind, key, change, told):
    source = whole()
    source["documents"][kind][key].update(change)
    with pytest.raises(RulebookError) as refused:
        read_rulebook(source)
    assert refused.value.where == f"{kind}:{key}"
    assert told in refused.value.message.en


def test_every_error_keeps_its_cause_and_says_where_in_its_text():
    source = whole()
    del source["documents"]["region"]["CN"]["level"]
    with pytest.raises(RulebookError, match=r"^region:CN: The field 'level' is missing\. Add it\.$") as refused:
        read_rulebook(source)
    assert isinstance(refused.value.__cause__, KeyError)
    assert refused.value.message.zh == "缺少字段'level'，请补上。"


def test_kinds_without_documents_are_empty():
    rulebook = read_rulebook({"format": 1, "documents": {}})

    assert (rulebook.facts, rulebook.tables, list(rulebook.rules())) == ({}, {}, [])


def test_a_provision_is_in_force_no_longer_than_its_instrument():
    longer = provision("1", in_force_from="2000-01-01", in_force_to="2030-01-01")
    source = documents(rule("r", "a = yes"), instrument={"law": instrument(longer, in_force_to="2020-01-01")})
    period = read_rulebook(source).provisions["law:1"].period

    assert str(period) == "2011-07-01..2020-01-01"


def test_what_follows_the_last_version_of_a_regional_rule_is_read_once_for_the_latest_end():
    ended = [
        version("a = yes", start="2012-01-01", end="2015-01-01"),
        version("a = no", start="2015-01-01", end="2020-01-01"),
    ]
    own, going_on = rule("own", versions=ended), rule("none", versions=[version()])
    source = documents(
        rule("r", "a = yes"),
        table(own, going_on, at="440000", after_end="not_known"),
        table(rule("other", versions=ended), at="440100"),
    )
    rules = read_rulebook(source).rule_by_key

    assert [(str(v.period), v.outcome) for v in rules["own"].versions[2:]] == [("2020-01-01..", None)]
    assert rules["own"].versions[2].conditions == rules["own"].versions[1].conditions
    assert [v.name for v in rules["own"].versions] == ["own[1]", "own[2]", "own[3]"]
    assert len(rules["none"].versions) == 1
    assert len(rules["other"].versions) == 2
