"""An edition that gives fewer people a definite answer than its parent is refused, unless somebody says why."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from helpdesk.editions.documents import Document
from helpdesk.editions.manifest import read_manifest
from helpdesk.eligibility import RulebookError
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.publishing import check
from helpdesk.publishing.errors import PublishError
from helpdesk.publishing.fallen import Fall, apart, fallen, refuse_less
from tests.editions.samples import BODIES, documents, written
from tests.publishing.conftest import Desk
from tests.starter_edition import few_documents, starter_documents

DAY = date(2026, 11, 22)
QUESTION: dict[str, dict[str, Any]] = {
    **BODIES,
    "fact:situation": {"kind": "choice", "label_en": "Situation", "label_zh": "情况", "options": [
        {"key": key, "label_en": key, "label_zh": key} for key in ("at-work", "left-job", "retired", "abroad")
    ]},
    "decision:refund": {"title_en": "A refund", "title_zh": "退款", "facts": ["situation"]},
    "question:cash": {"title_en": "Cash?", "title_zh": "取钱？", "portions": [{"decision": "refund", "when": []}]},
    "outcome:paid": {"verdict": "yes", "title_en": "Yes. You can.", "title_zh": "可以。"},
    "outcome:unknown": {"verdict": "not_covered", "title_en": "We have no rule.", "title_zh": "没有核实过。"},
    "outcome:local": {"verdict": "depends", "title_en": "It depends on the town.", "title_zh": "要看当地。",
                      "depends_on_en": "the town's\nown limit", "depends_on_zh": "当地的\n限额"},
}  # fmt: skip


def rules(**outcomes: str) -> dict[str, Document]:
    """Documents in which each situation has the outcome given, and any other is not covered."""
    table = {"decision": "refund", "region": "CN", "rules": [
        {"key": "rest", "versions": [{"conditions": [], "outcome": "unknown"}]},
        *({"key": f"rule-{key}", "exception_to": ["rest"], "versions": [
            {"conditions": [f"situation = {key.replace('_', '-')}"], "outcome": outcome, "evidence": ["notice"]}
        ]} for key, outcome in outcomes.items()),
    ]}  # fmt: skip
    return documents({**QUESTION, "table:refund@CN": table})


ALL = {"at_work": "paid", "left_job": "paid", "retired": "paid", "abroad": "paid"}
FEWER = {"at_work": "paid", "left_job": "paid"}


def test_a_rule_deleted_so_that_people_are_not_covered_any_more_is_a_fall() -> None:
    [found] = fallen(rules(**ALL), rules(**FEWER), DAY)

    assert (found.question, found.decision, found.before, found.after) == ("cash", "refund", 1, Fraction(1, 2))


def test_people_for_whom_it_now_depends_are_a_fall_too() -> None:
    [found] = fallen(rules(**ALL), rules(**ALL | {"abroad": "local"}), DAY)

    assert (found.before, found.after) == (1, Fraction(3, 4))


def test_an_edition_that_answers_as_many_or_more_has_not_fallen() -> None:
    assert fallen(rules(**FEWER), rules(**FEWER), DAY) == []
    assert fallen(rules(**FEWER), rules(**ALL), DAY) == []


EVERY_CHECK = check.findings
TIANJIN, HAINAN = "table:medical-account-ledger@120000", "table:medical-account-ledger@460000"


def test_a_table_that_says_what_the_nation_says_can_come_and_go() -> None:
    without = {key: document for key, document in starter_documents().items() if key != TIANJIN}

    assert fallen(starter_documents(), without, DAY) == fallen(without, starter_documents(), DAY) == []


def test_a_table_that_answers_fewer_than_the_nation_is_a_fall_in_its_region_alone() -> None:
    without = {key: document for key, document in starter_documents().items() if key != HAINAN}

    [found] = fallen(without, starter_documents(), DAY)

    assert found.region == "460000"
    assert found.told.en.startswith("medical-account-cash, medical-account-ledger, Hainan: ")


def test_a_rule_deleted_with_its_cases_passes_every_check_and_is_refused_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "findings", EVERY_CHECK)
    table = starter_documents()["table:card-bank-account@CN"]
    fewer = [rule for rule in table.body["rules"] if rule["key"] != "card-take-out"]
    desk.drafts = few_documents()
    desk.publish()
    desk.drafts[table.key] = Document.of(table.key, {**table.body, "rules": fewer})
    for case in ("case:card-activated", "case:card-first-day"):
        del desk.drafts[case]

    with pytest.raises(PublishError) as refused:
        desk.publish()

    assert "- card-bank-account, anywhere else: 58.3% before, 50.0% after" in str(refused.value)
    assert "- card-bank-account，其他地方：从58.3%降到50.0%" in str(refused.value)
    assert desk.publish(accept_less="The rule had no source.").manifest.accepted_less == "The rule had no source."


def test_a_question_that_is_gone_answers_nobody() -> None:
    gone = {key: document for key, document in rules(**ALL).items() if key != "question:cash"}

    [found] = fallen(rules(**ALL), gone, DAY)

    assert (found.before, found.after) == (1, None)
    assert "no longer asked" in found.told.en
    assert "不再回答" in found.told.zh
    assert fallen(gone, rules(**ALL), DAY) == []


def test_a_refused_edition_is_told_in_both_languages_with_both_shares(desk: Desk) -> None:
    desk.drafts = rules(**ALL)
    desk.publish()
    desk.drafts = rules(**FEWER)

    with pytest.raises(PublishError) as refused:
        desk.publish()

    told = str(refused.value)
    assert "than in edition 1; nothing was published." in told
    assert "- cash, refund, anywhere else: 100.0% before, 50.0% after" in told
    assert "- cash，refund，其他地方：从100.0%降到50.0%" in told
    assert "--accept-less" in told
    assert refused.value.details["fallen"] == [
        {"question": "cash", "decision": "refund", "region": refused.value.details["fallen"][0]["region"],
         "before": 1.0, "after": 0.5},
    ]  # fmt: skip
    assert written(desk.folder)["number"] == 1


def test_an_accepted_edition_keeps_the_reason(desk: Desk) -> None:
    desk.drafts = rules(**ALL)
    desk.publish()
    desk.drafts = rules(**FEWER)

    published = desk.publish(accept_less="Two rules had no source.")

    assert [one.after for one in published.accepted.fallen] == [Fraction(1, 2)]
    for name in ("current.json", "edition-2.json"):
        assert read_manifest(desk.folder / name).accepted_less == "Two rules had no source."


def test_a_reason_that_was_not_needed_is_not_kept(desk: Desk) -> None:
    desk.drafts = rules(**FEWER)
    desk.publish(accept_less="There is nothing before it.")
    desk.drafts = rules(**ALL)

    published = desk.publish(accept_less="Not needed.")

    assert published.accepted.fallen == ()
    assert [read_manifest(desk.folder / f"edition-{number}.json").accepted_less for number in (1, 2)] == ["", ""]


def test_only_what_is_taken_along_is_compared(desk: Desk) -> None:
    desk.drafts = rules(**ALL)
    desk.publish()
    desk.drafts = rules(**FEWER)
    desk.write(cards="Other")

    assert desk.publish(only=["topic:cards"]).is_new


def test_the_command_refuses_publishes_with_a_reason_and_editions_shows_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.drafts = rules(**ALL)
    call_command("publish")
    desk.drafts = rules(**FEWER)

    with pytest.raises(CommandError, match="Fewer people would get a definite answer"):
        call_command("publish")
    call_command("publish", "--accept-less", " No source. ")
    said = capsys.readouterr().out
    call_command("editions")
    listed = capsys.readouterr().out.splitlines()
    call_command("editions", "--format", "json")
    rows = json.loads(capsys.readouterr().out)["editions"]

    assert "That fewer people get a definite answer was accepted: No source." in said
    assert listed[0].endswith("(fewer definite answers, accepted: No source.)")
    assert "accepted" not in listed[1]
    assert [row["accepted_less"] for row in rows] == ["No source.", ""]


def test_a_reason_has_to_say_something(desk: Desk) -> None:
    with pytest.raises(CommandError, match="say why"):
        call_command("publish", "--accept-less", " ")


def test_a_manifest_from_before_reasons_were_kept_still_reads(desk: Desk) -> None:
    desk.publish()
    path = desk.folder / "edition-1.json"
    plain = json.loads(path.read_text())
    del plain["accepted_less"]
    path.write_text(json.dumps(plain))

    assert read_manifest(path).accepted_less == ""


def test_a_parent_that_this_release_cannot_read_is_told_and_can_be_accepted() -> None:
    strange = documents({**BODIES, "exclusion:odd": {"conditions": ["no such condition"]}})

    with pytest.raises(RulebookError):
        fallen(strange, rules(**ALL), DAY)
    with pytest.raises(PublishError, match=r"edition 4 cannot be read by this release(.|\n)*第4版") as refused:
        refuse_less(4, strange, rules(**ALL), DAY, "")
    assert "--accept-less" in str(refused.value)
    assert refuse_less(4, strange, rules(**ALL), DAY, "Known.").reason == "Known."


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (Fraction(1), Fraction(1, 2), ("100.0%", "50.0%")),
        (Fraction(1), Fraction(9999, 10000), ("100.00%", "99.99%")),
        (Fraction(1, 10**12), Fraction(0), ("0.000000%", "0.000000%")),
    ],
)
def test_shares_that_differ_are_told_with_as_many_decimals_as_it_takes(
    one: Fraction, other: Fraction, told: tuple[str, str]
) -> None:
    assert apart(one, other) == told


def test_a_question_of_one_decision_of_the_same_name_is_named_once() -> None:
    fall = Fall("refund", "refund", "CN", Text("Tianjin", "天津"), Fraction(1), Fraction(1, 2))

    assert fall.told == Text("refund, Tianjin: 100.0% before, 50.0% after", "refund，天津：从100.0%降到50.0%")
