"""Soundness: every fault is found where it stands and told in both languages, and a sound book has none."""

import pytest

from helpdesk.eligibility import read_rulebook
from helpdesk.eligibility.proofs.fault import Severity
from helpdesk.eligibility.proofs.references import reference_faults
from helpdesk.eligibility.proofs.soundness import row_faults
from tests.eligibility.books import (
    amount,
    asking,
    both,
    choice,
    cite,
    documents,
    evidence,
    exclusion,
    fact,
    instrument,
    outcome,
    parameter,
    portion,
    provision,
    region,
    relation,
    rule,
    table,
    version,
)  # fmt: skip

FACTS = {
    "a": fact(), "home": fact("region"), "goal": fact("region"), "move": relation(), "sum": amount(),
    "credited": fact("date"), "accepts": choice("yes", "no", "not-known", derived={"attribute": ["home", "accepts"]}),
}  # fmt: skip
NAMED = {**both("name", "x"), **both("short", "x")}
SHARE = parameter("cash-share", (None, "2022-01-01", "0.7"), ("2022-01-01", None, "0"), clock="credited")
ACCEPTS = parameter("accepts", ("2020-01-01", None, "yes"), unit="yes_no")


def source(*rows, facts=None, **kinds):
    """A book that is sound but for what a test adds."""
    own = table(rule("own", "a = yes", to="no", over=("r",)), at="440000")
    return documents(
        rule("r", "a = yes", formula="share(sum, cash-share)"), rule("n", "a = no", to="no-other"),
        rule("base", to="unchecked", citations=[], evidence=[]), own, *rows,
        facts=facts or FACTS, region_fact="home",
        **{"parameter": [SHARE, ACCEPTS], "exclusion": {"x": exclusion("a = no", "move = same-area")}, **kinds},
    )  # fmt: skip


def found(*rows, facts=None, **kinds):
    """What the rows show by themselves; what is proved of them is tested with the proofs."""
    rulebook = read_rulebook(source(*rows, facts=facts, **kinds))
    return list(reference_faults(rulebook)) or row_faults(rulebook)


def test_a_sound_book_has_no_fault():
    assert found() == []


def own(*lines, **given):
    """One more rule of a table of its own."""
    return table(rule("extra", *(lines or ("a = yes",)), **given), at="440100")


def law(**given):
    return {"law": instrument(provision("1"), provision("2"), **given)}


BROKEN = [
    # Whatever is named must exist, and be of its kind.
    ("reference", "region:440000", "440000", {"region": {"440000": {**NAMED, **region("province", "9")}}}),
    ("cycle", "region:CN", "CN", {"region": {"CN": {**NAMED, **region("nation", "110000")}}}),
    ("reference", "question:q", "q", {"question": asking(portion("z"))}),
    ("reference", "fact:move", "move", {"facts": {**FACTS, "move": relation("home", "moon")}}),
    ("reference", "fact:move", "move", {"facts": {**FACTS, "move": relation("home", "a")}}),
    ("reference", "fact:accepts", "accepts", {"parameter": [SHARE]}),
    ("attribute", "fact:accepts", "accepts", {"parameter": [SHARE, {**ACCEPTS, "clock": "credited"}]}),
    ("attribute", "fact:accepts", "accepts", {"parameter": [SHARE, parameter("accepts", (None, None, "1"))]}),
    ("reference", "decision:d", "d", {"decision": {"d": {**both("title", "d"), "region_fact": "a", "facts": []}}}),
    ("reference", "decision:e", "e", {"decision": {"e": {**both("title", "e"), "region_fact": "", "facts": []}}}),
    (
        "reference",
        "instrument:law",
        "law:1",
        {"instrument": {"law": instrument(provision("1", yields_to=["law:9"]), provision("2"))}},
    ),
    ("reference", "parameter:cash-share@9", "cash-share@9", {"parameter": [SHARE, ACCEPTS, {**SHARE, "region": "9"}]}),
    (
        "reference",
        "parameter:cash-share@CN",
        "cash-share@CN",
        {"parameter": [{**SHARE, "evidence": ["gone"]}, ACCEPTS]},
    ),
    ("clock", "parameter:cash-share@CN", "cash-share@CN", {"parameter": [{**SHARE, "clock": "a"}, ACCEPTS]}),
    (
        "key",
        "parameter:share@CN",
        "share@CN",
        {"parameter": {"share@CN": SHARE, "cash-share@CN": SHARE, "accepts@CN": ACCEPTS}},
    ),
    ("key", "table:d@110000", "d@110000", {"table": {"d@110000": table(at="440300")}}),
    ("reference", "table:z@CN", "z@CN", {"table": {"z@CN": table(decision="z")}}),
    ("reference", "table:d@9", "d@9", {"table": {"d@9": table(at="9")}}),
    ("reference", "table:d@440100", "extra[1]", own(to="gone")),
    ("reference", "table:d@440100", "extra[1]", own(to="no", evidence=["gone"])),
    ("reference", "table:d@440100", "extra[1]", own(to="no", citations=[cite("law:9")])),
    ("reference", "table:d@440100", "extra[1]", own(to="no", citations=[cite("gone", kind="local_document")])),
    ("clock", "table:d@440100", "extra[1]", own(to="no", clock="a")),
    ("clock", "table:d@440100", "extra[1]", own(to="no", clock="gone")),
    ("duplicate", "table:d@440100", "r", table(rule("r", "a = yes"), at="440100")),
    ("reference", "table:d@440100", "extra[1]", own("sum >= @gone", to="no")),
    # Exceptions.
    ("exception", "table:d@440100", "extra", own(to="no", over=("gone",))),
    ("exception", "table:d@110000", "extra", table(rule("extra", "a = yes", over=("own",)), at="110000")),
    ("exception", "table:e@CN", "extra", table(rule("extra", "a = yes", over=("r",)), decision="e")),
    ("exception", "table:d@440100", "extra", table(rule("extra", to="unchecked", over=("r",)), at="440100")),
    ("cycle", "table:d@440100", "extra", own(over=("extra",))),
    # Versions.
    ("period", "table:d@440100", "extra[1]", own(to="no", start="2022-01-01", end="2021-01-01")),
    (
        "overlap",
        "table:d@440100",
        "extra",
        table(
            rule("extra", versions=[version("a = yes", end="2020-01-02"), version("a = yes", start="2020-01-01")]),
            at="440100",
        ),
    ),
    ("unconditional", "table:d@440100", "extra[1]", table(rule("extra", to="no"), at="440100")),
    ("formula", "table:d@440100", "extra[1]", own(formula="whole(a)")),
    ("formula", "table:d@440100", "extra[1]", own(formula="whole(gone)")),
    ("formula", "table:d@440100", "extra[1]", own(formula="share(sum, gone)")),
    ("formula", "table:d@440100", "extra[1]", own(formula="share(sum, accepts)")),
    ("basis", "table:d@440100", "extra[1]", own(citations=[])),
    ("basis", "table:d@440100", "extra[1]", own(start="2011-01-01")),
    ("basis", "table:d@440100", "extra[1]", own(start=None)),
    ("evidence", "table:d@440100", "extra[1]", own(evidence=[])),
    # Figures and laws.
    (
        "period",
        "parameter:cash-share@440100",
        "0.7",
        {"parameter": [SHARE, ACCEPTS, parameter("cash-share", ("2022-01-01", "2022-01-01", "0.7"), at="440100")]},
    ),
    (
        "overlap",
        "parameter:cash-share@440100",
        "cash-share",
        {
            "parameter": [
                SHARE,
                ACCEPTS,
                parameter("cash-share", (None, "2022-01-02", "0.7"), ("2022-01-01", None, "0"), at="440100"),
            ]
        },
    ),
    (
        "period",
        "instrument:bad",
        "bad",
        {"instrument": {"bad": instrument(in_force_from="2020-01-01", in_force_to="2019-01-01")}},
    ),
    (
        "period",
        "instrument:bad",
        "bad:1",
        {"instrument": {"bad": instrument(provision("1", in_force_to="2011-01-01"))}},
    ),
    (
        "yields-circle",
        "instrument:law",
        "law:1",
        {"instrument": {"law": instrument(provision("1", yields_to=["law:1"]), provision("2"))}},
    ),
    # What must be said.
    ("translation", "outcome:no", "title", {"outcome": {"no": {**outcome("no"), "title_zh": ""}}}),
    ("translation", "outcome:no", "steps", {"outcome": {"no": outcome("no", steps_en="Go.", steps_zh=" ")}}),
    (
        "documents",
        "outcome:no",
        "documents",
        {"outcome": {"no": outcome("no", documents_en="Card\nForm", documents_zh="卡")}},
    ),
    ("depends", "outcome:no", "depends_on", {"outcome": {"no": outcome("depends", **both("depends_on", ""))}}),
    ("alternatives", "outcome:no", "alternatives", {"outcome": {"no": outcome("no", **both("alternatives", ""))}}),
    ("value", "parameter:empty@CN", "empty", {"parameter": [SHARE, ACCEPTS, parameter("empty")]}),
    ("translation", "fact:a", "label", {"facts": {**FACTS, "a": fact(label_zh="")}}),
    ("translation", "fact:a", "question", {"facts": {**FACTS, "a": fact(question_en="")}}),
    ("options", "fact:none", "none", {"facts": {**FACTS, "none": choice()}}),
    (
        "translation",
        "exclusion:x",
        "message",
        {"exclusion": {"x": {**exclusion("a = no", "move = same-area"), "message_zh": ""}}},
    ),
    ("translation", "question:q", "title", {"question": {"q": {**asking()["q"], **both("title", "")}}}),
    (
        "translation",
        "decision:d",
        "title",
        {"decision": {"d": {**both("title", ""), "region_fact": "home", "facts": ["a"]}}},
    ),
]


@pytest.mark.parametrize(
    ("code", "document", "row", "seed"), BROKEN, ids=[f"{n}-{row[0]}" for n, row in enumerate(BROKEN)]
)
def test_a_seeded_fault_is_found_at_its_row_and_told_in_both_languages(code, document, row, seed):
    assert found() == []
    told = found(seed) if "rules" in seed else found(**seed)

    matching = [fault for fault in told if (fault.code, fault.document, fault.row) == (code, document, row)]
    assert matching, told
    for fault in matching:
        assert fault.message.en.rstrip().endswith((".", "what still works."))
        assert fault.message.zh.endswith("。")
        for text in (fault.message.en, fault.message.zh):
            assert row.partition("[")[0] in text or document in text or document.partition(":")[2] in text


def test_only_what_may_be_right_is_a_warning():
    severities = {}
    for *_, seed in BROKEN:
        for fault in found(seed) if "rules" in seed else found(**seed):
            severities.setdefault(fault.code, set()).add(fault.severity)

    assert {code for code, kinds in severities.items() if Severity.WARNING in kinds} == {"alternatives", "value"}
    assert {code for code, kinds in severities.items() if Severity.ERROR in kinds} == {row[0] for row in BROKEN} - {
        "alternatives",
        "value",
    }


def test_a_circle_of_exceptions_is_told_at_each_of_its_rules():
    circle = table(
        rule("e1", "a = yes", over=("e3",)),
        rule("e2", "a = yes", over=("e1",)),
        rule("e3", "a = yes", over=("e2",)),
        at="440100",
    )

    assert [(fault.code, fault.row) for fault in found(circle)] == [("cycle", "e1"), ("cycle", "e2"), ("cycle", "e3")]


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ({"1": ["law:2"]}, {}),
        ({"1": ["law:2", "law:3"], "2": ["law:3"], "3": ["new:1"]}, {}),
        ({"1": ["law:2"], "2": ["law:1"]}, {"law:1": ["law:2"], "law:2": ["law:1"]}),
        ({"1": ["law:2"], "2": ["law:3"], "3": ["law:2"]}, {"law:2": ["law:3"], "law:3": ["law:2"]}),
        ({"3": ["new:1"], "4": ["law:3"]}, {"law:3": ["law:4", "new:1"], "law:4": ["law:3", "new:1"],
                                            "new:1": ["law:3", "law:4"]}),
    ],
)  # fmt: skip
def test_provisions_that_would_all_give_way_to_each_other_are_told_at_each_with_the_others(links, told):
    rows = [provision(key, yields_to=links.get(key, [])) for key in ("1", "2", "3", "4")]
    laws = {"law": instrument(*rows), "new": instrument(provision("1", yields_to=["law:4"]))}

    circles = [fault for fault in found(instrument=laws) if fault.code == "yields-circle"]
    assert {fault.row: [row for _, row in fault.rows] for fault in circles} == told
    for fault in circles:
        assert fault.document == f"instrument:{fault.row.partition(':')[0]}"
        assert f"by way of {', '.join(told[fault.row])}, to itself" in fault.message.en
        assert f"经{'、'.join(told[fault.row])}又让位给自己" in fault.message.zh


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"start": "2011-07-01"}, False),
        ({"start": "2011-06-30"}, True),
        ({"start": None, "citations": [cite("", kind="practice")]}, False),
        ({"start": None, "citations": [cite(role="governs_past")]}, False),
        ({"start": "2013-01-01", "end": "2014-01-01", "citations": [cite("old", kind="local_document")]}, False),
        ({"start": "2013-01-01", "end": "2014-01-02", "citations": [cite("old", kind="local_document")]}, True),
        (
            {
                "start": "2013-01-01",
                "end": "2014-01-01",
                "clock": "credited",
                "citations": [cite("old", kind="local_document")],
            },
            True,
        ),
        ({"start": "2013-01-01", "end": "2014-01-01", "clock": "credited"}, False),
        ({"citations": [cite("law:hidden")]}, True),
        ({"citations": [cite("law:hidden"), cite("law:2")]}, False),
    ],
)
def test_every_day_that_can_be_asked_about_has_a_basis(given, faulty):
    laws = {
        "law": instrument(provision("1"), provision("2"), provision("hidden", confidence="low")),
        "old": instrument(level="local", in_force_from="2012-01-01", in_force_to="2014-01-01"),
    }

    assert [fault.code for fault in found(own(**given), instrument=laws)] == (["basis"] if faulty else [])


@pytest.mark.parametrize(("named", "faulty"), [(["poor"], True), (["poor", "seen"], False), (["poor", "poor"], True)])
def test_low_confidence_alone_is_no_evidence(named, faulty):
    told = found(own(evidence=named), evidence={"poor": evidence("low")})

    assert [fault.code for fault in told] == (["evidence"] if faulty else [])


def test_a_version_on_another_clock_may_share_days_and_the_stretch_after_an_end_needs_no_basis():
    versions = [version("a = yes", end="2020-01-01"), version("a = yes", clock="credited")]
    ended = table(rule("extra", "a = yes", over=("r", "own"), end="2020-01-01"), at="440100", after_end="not_known")

    assert found(table(rule("extra", versions=versions), at="440100")) == []
    assert found(ended) == []


def test_references_are_told_first_since_the_rest_presumes_them():
    told = found(own(to="gone", start="2022-01-01", end="2021-01-01"))

    assert {fault.code for fault in told} == {"reference"}
