"""manage.py compare: two regions, two days or two editions, told to people and to programs."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command

from helpdesk.editions import clock
from helpdesk.editions.derive import Imprint
from helpdesk.publishing.build import build_edition
from helpdesk.publishing.folder import switch_to
from tests.editions.samples import BUILT, documents
from tests.publishing.test_fallen import QUESTION

TOLD = {
    "region:110000": {"name_en": "Beijing", "name_zh": "北京市", "short_en": "Beijing", "short_zh": "北京",
                      "level": "municipality", "parent": "CN", "former_codes": ["110100"]},
    "region:120000": {"name_en": "Tianjin", "name_zh": "天津市", "short_en": "Tianjin", "short_zh": "天津",
                      "level": "municipality", "parent": "CN"},
    "fact:insured_in": {"kind": "region", "label_en": "Place of insurance", "label_zh": "参保地"},
    "fact:alive": {"kind": "yes_no", "label_en": "Alive", "label_zh": "在世"},
    "decision:refund": {"title_en": "A refund", "title_zh": "退款", "region_fact": "insured_in",
                        "facts": ["insured_in", "situation", "alive"]},
    "decision:loan": {"title_en": "A loan", "title_zh": "借款", "facts": ["situation"]},
    "question:cash": {"title_en": "Cash?", "title_zh": "取钱？", "portions": [
        {"decision": "refund", "when": []}, {"decision": "loan", "when": []},
    ]},
    "question:card": {"title_en": "Card?", "title_zh": "卡？", "portions": [{"decision": "loan", "when": []}]},
    "exclusion:gone": {"conditions": ["alive = no", "situation = at-work"],
                       "message_en": "Who works is alive. Change one answer.",
                       "message_zh": "上班的人在世。请改一个回答。"},
}  # fmt: skip
PRACTICE = [{"kind": "practice", "role": "in_force", "leads_en": "They pay.", "leads_zh": "会付。"}]
LONG = [{"kind": "practice", "role": "in_force", "leads_en": "They always did.", "leads_zh": "一直如此。"}]


def rule(key, *conditions, outcome="paid", over=(), start=None, end=None, cited=None):
    body = {
        "from": start, "to": end, "conditions": list(conditions), "outcome": outcome, "evidence": ["notice"],
        "citations": cited or PRACTICE,
    }  # fmt: skip
    return {"key": key, "exception_to": list(over), "versions": [body]}


def table(decision, region, *rows):
    return {f"table:{decision}@{region}": {"decision": decision, "region": region, "rules": list(rows)}}


def edition(outcome):
    """Documents in which Tianjin has another answer for one, Beijing another basis, and 2027 ends the nation's rule."""
    return documents({
        **QUESTION, **TOLD,
        **table(
            "refund", "CN", rule("refund", "situation in left-job, retired", outcome=outcome, end="2027-01-01"),
            rule("rest", outcome="unknown"),
        ),
        **table("refund", "120000", rule("tianjin", "situation = left-job", outcome="local", over=["refund"])),
        **table("refund", "110000", rule("beijing", "situation = retired", over=["refund"], cited=LONG)),
        **table("loan", "CN", rule("loan", "situation = abroad", start="2026-12-01"), rule("none", outcome="unknown")),
    })  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two editions: in the second nobody is paid."""
    made = tmp_path_factory.mktemp("compared")
    for number, outcome in ((1, "paid"), (2, "unknown")):
        at = BUILT + datetime.timedelta(days=number)
        switch_to(made, build_edition(made, edition(outcome), Imprint(number, number - 1 or None, at, "")))
    return made


@pytest.fixture
def compare(folder, settings, capsys):
    """What the command prints; parsed, for programs."""
    settings.EDITIONS_DIR = folder

    def run(*arguments, edition="1"):
        chosen = ("--edition", edition) if edition else ()
        with clock.fixed(BUILT):
            call_command("compare", *arguments, *chosen)
        said = capsys.readouterr().out
        return json.loads(said) if "json" in arguments else said

    return run


BEIJING, TIANJIN, JSON = ("--region", "110000"), ("--region", "120000"), ("--format", "json")


def test_two_regions_are_told_portion_by_portion_with_the_bases_of_both_sides(compare):
    said = compare("cash", *BEIJING, *TIANJIN, "--on", "2026-11-22")

    assert said == (
        "cash: Beijing (110000), 2026-11-22, edition 1 | Tianjin (120000), 2026-11-22, edition 1\n"
        "\n"
        "A refund / 退款\n"
        "- For whoever answers “left-job” (situation), in Beijing the answer is “Yes. You can.”; "
        "in Tianjin the answer is “It depends on the town.”.\n"
        "  情况选“left-job”的人，北京的答案是“可以。”；天津的答案是“要看当地。”。\n"
        "    bases only in Beijing: none\n"
        "    bases only in Tianjin: none\n"
        "    bases on both sides: practice “They pay.” (in_force)\n"
        "\n"
        "A refund / 退款 (the same answer, on other bases / 答案相同，依据不同)\n"
        "- For whoever answers “retired” (situation), "
        "the answer is the same in Beijing and in Tianjin, on other bases.\n"
        "  情况选“retired”的人，北京和天津的答案相同，依据不同。\n"
        "    bases only in Beijing: practice “They always did.” (in_force)\n"
        "    bases only in Tianjin: practice “They pay.” (in_force)\n"
    )


def test_two_regions_are_told_to_programs(compare):
    said = compare("cash", *BEIJING, *TIANJIN, "--on", "2026-11-22", *JSON)

    assert said["question"] == "cash"
    assert said["sides"] == [
        {"region": "110000", "on": "2026-11-22", "edition": 1}, {"region": "120000", "on": "2026-11-22", "edition": 1},
    ]  # fmt: skip
    other, alike = said["differences"]
    assert (other["decision"], other["only_bases"], alike["only_bases"]) == ("refund", False, True)
    assert other["cells"] == [[{"fact": "situation", "values": ["left-job"]}]]
    assert (other["before"]["outcome"]["key"], other["after"]["outcome"]["key"]) == ("paid", "local")
    assert alike["after"]["bases"] == [{"kind": "practice", "key": "", "role": "in_force"}]
    assert "在" not in other["text"]["zh-hans"]


def test_two_days_of_one_region(compare):
    said = compare("cash", *TIANJIN, "--on", "2026-12-31", "--on", "2027-01-01", *JSON)

    assert [side["on"] for side in said["sides"]] == ["2026-12-31", "2027-01-01"]
    assert [(each["before"]["outcome"]["key"], each["after"]["outcome"]["key"]) for each in said["differences"]] == [
        ("paid", "unknown")
    ]
    assert said["differences"][0]["text"]["en"].startswith("For whoever answers “retired” (situation), on 31 December")


def test_two_regions_on_two_days_and_each_portion_is_named_once(compare):
    said = compare("cash", *BEIJING, *TIANJIN, "--on", "2026-12-31", "--on", "2027-01-01")

    assert said.count("A refund / 退款\n") == 1
    assert "in Beijing on 31 December 2026 the answer is “Yes. You can.”; in Tianjin on 1 January 2027 the" in said
    assert said.count("北京2026年12月31日的答案是“可以。”") == 2


def test_two_editions_of_one_region(compare):
    said = compare("cash", *TIANJIN, "--edition", "1", "--edition", "2", edition=None)

    assert "in edition 1 the answer is “Yes. You can.”; in edition 2 the answer is “We have no rule.”." in said
    assert "第1版里的答案是“可以。”；第2版里的答案是“没有核实过。”。" in said


def test_without_an_edition_the_current_one_is_asked_and_without_a_day_today(compare):
    said = compare("cash", *BEIJING, *TIANJIN, *JSON, edition=None)

    assert {(side["edition"], side["on"]) for side in said["sides"]} == {(2, "2026-11-22")}


def test_what_is_given_is_known_on_both_sides(compare):
    said = compare("cash", *BEIJING, *TIANJIN, "--fact", "situation=left-job", *JSON)

    assert [each["cells"] for each in said["differences"]] == [[[]]]
    assert said["differences"][0]["text"]["en"].startswith("With these answers, in Beijing")


def test_a_decision_alone_may_be_compared(compare):
    days = ("--on", "2026-11-30", "--on", "2026-12-01")

    assert [each["decision"] for each in compare("loan", *TIANJIN, *days, *JSON)["differences"]] == ["loan"]
    assert compare("refund", *TIANJIN, *days, *JSON)["differences"] == []


def test_that_nothing_differs_is_said(compare):
    assert compare("card", *BEIJING, *TIANJIN, "--on", "2026-11-22").endswith("Nothing differs. / 没有不同。\n")


def test_what_no_region_governs_needs_none(compare):
    said = compare("card", "--on", "2026-11-30", "--on", "2026-12-01")

    assert said.startswith(
        "card: 2026-11-30, edition 1 | 2026-12-01, edition 1\n\nA loan / 借款\n- For whoever answers"
    )


def test_a_former_code_is_its_successor(compare):
    said = compare("cash", "--region", "110100", *TIANJIN, *JSON)

    assert [side["region"] for side in said["sides"]] == ["110000", "120000"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("money", *BEIJING, *TIANJIN), "“money” is neither a question nor a decision. There are: card, cash"),
        (("cash",), "--region is missing: cash depends on it. Name one or two, for example --region 110000."),
        (("cash", *BEIJING, "--region", "999999"), "--region: “999999” is no region of edition 1. Write"),
        (("cash", *BEIJING, *TIANJIN, *BEIJING), "--region: 3 given (110000, 120000, 110000). A comparison has two"),
        (("cash", *BEIJING, "--on", "2026-02-30", "--on", "2026-03-01"), "--on: “2026-02-30” is no date. Write it as"),
        (("cash", *BEIJING, "--on", "2026-01-01"), "Both sides are the same: Beijing (110000), 2026-01-01, edition 1."),
        (("cash", *BEIJING, "--region", "110100"), "Both sides are the same: Beijing (110000), "),
        (("cash", *BEIJING, "--edition", "9"), "There is no edition 9. `manage.py editions` lists those there are."),
        (("cash", *BEIJING, "--edition", "one"), "--edition: “one” is no number. Write one that `manage.py editions`"),
        (("cash", *BEIJING, *TIANJIN, "--fact", "insured_in=110000"), "--fact insured_in: the region is told by"),
        (("cash", *BEIJING, *TIANJIN, "--fact", "age=5"), "“age”: no fact of cash. See: manage.py facts cash"),
        (("cash", *BEIJING, *TIANJIN, "--fact", "situation"), "“situation” has no “=”."),
        (("cash", *BEIJING, *TIANJIN, "--fact", "alive=no", "--fact", "situation=at-work"), "Who works is alive."),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_named_with_the_repair(compare, arguments, message):
    with pytest.raises(CommandError) as refused:
        compare(*arguments)

    assert message in str(refused.value)
