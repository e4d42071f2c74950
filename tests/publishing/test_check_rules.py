"""check_rules tells every finding with its rows and its person, and stores persons when asked to."""

import json
import shlex
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from helpdesk.eligibility.diagrams.compiler import Compiler
from helpdesk.eligibility.proofs.fault import Example, Fault, Severity, fault
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.policies.models import Case, Fact, Outcome
from helpdesk.publishing.management.commands import check_rules
from tests.policies.conftest import drafts

__all__ = ["drafts"]

TABLE = "table:medical-account-ledger@120000"
PERSON = Example(
    "medical-account-ledger", date(2023, 4, 1),
    {"insured_in": "120000", "situation": "left-job", "held_as": "ledger", "credited": "..2022-09-01"},
    Text("Tianjin, left a job, asked about 1 April 2023", "天津，离职了，问的是2023年4月1日"),
)  # fmt: skip
CONFLICT = Fault(
    "conflict", TABLE, "one[1]", Text("Two rules disagree.", "两条规则说法不同。"), Severity.ERROR, PERSON,
    ((TABLE, "other[2]"),),
)  # fmt: skip
LINE = (
    "manage.py decide medical-account-cash --fact insured_in=120000 --fact situation=left-job --fact held_as=ledger "
    "--fact credited=..2022-09-01 --on 2023-04-01 --drafts"
)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs check_rules where these findings are all there is; gives what it printed. Errors have to exit 1."""

    def run(*found: Fault, arguments: tuple[str, ...] = ()) -> Any:
        monkeypatch.setattr(check_rules, "findings", lambda _documents: list(found))
        if any(one.severity is Severity.ERROR for one in found):
            with pytest.raises(SystemExit) as ended:
                call_command("check_rules", *arguments)
            assert ended.value.code == 1
        else:
            call_command("check_rules", *arguments)
        said = capsys.readouterr().out
        return json.loads(said) if "json" in arguments else said

    return run


def test_a_finding_is_told_with_its_rows_its_person_and_the_line_to_paste(drafts: None, checked: Any) -> None:
    said = checked(CONFLICT)

    assert said.splitlines()[:6] == [
        f"error {TABLE}, one[1] (conflict): Two rules disagree.",
        "    两条规则说法不同。",
        f"    with {TABLE}, other[2]",
        "    person: Tianjin, left a job, asked about 1 April 2023",
        "    这个人：天津，离职了，问的是2023年4月1日",
        f"    {LINE}",
    ]
    assert "1 errors, 0 warnings" in said


def test_a_person_whom_the_sentence_tells_is_not_told_twice(drafts: None, checked: Any) -> None:
    told = Text(f"{PERSON.text.en}: no rule answers.", f"{PERSON.text.zh}：没有规则能回答。")

    said = checked(Fault("gap", TABLE, "x", told, example=PERSON))

    assert said.count(PERSON.text.en) == said.count(PERSON.text.zh) == 1
    assert LINE in said


def test_programs_get_all_of_it(drafts: None, checked: Any) -> None:
    [found] = checked(CONFLICT, arguments=("--format", "json"))["findings"]

    assert found["rows"] == [{"document": TABLE, "row": "one[1]"}, {"document": TABLE, "row": "other[2]"}]
    assert found["example"] == {
        "decision": "medical-account-ledger", "question": "medical-account-cash", "on": "2023-04-01",
        "facts": dict(PERSON.facts), "text": PERSON.text.as_json(), "command": LINE,
    }  # fmt: skip


def test_the_line_to_paste_runs_and_asks_the_drafts(drafts: None, capsys: Any) -> None:
    Outcome.objects.filter(key="ledger-left-job-2021").update(title_en="As it stands in the drafts")

    call_command(*shlex.split(LINE)[1:])

    said = capsys.readouterr().out
    assert said.startswith("medical-account-cash on 2023-04-01, the drafts")
    assert "As it stands in the drafts" in said


def test_drafts_that_cannot_be_read_cannot_be_asked(drafts: None) -> None:
    Fact.objects.filter(key="situation").delete()

    with pytest.raises(CommandError, match="The drafts cannot be asked"):
        call_command("decide", "medical-account-cash", "--drafts")


def test_drafts_and_an_edition_at_once_are_refused(drafts: None) -> None:
    with pytest.raises(CommandError, match="two different rulebooks"):
        call_command("decide", "medical-account-cash", "--drafts", "--edition", "1")


def test_persons_are_stored_only_when_asked_to(drafts: None, checked: Any) -> None:
    checked(CONFLICT)

    assert not Case.objects.filter(key__startswith="found-").exists()


def test_storing_makes_a_case_for_every_person_and_says_so_in_both_languages(drafts: None, checked: Any) -> None:
    other = Fault("gap", TABLE, "x", Text("A gap.", "缺。"), example=Example(
        PERSON.decision, date(2024, 4, 1), PERSON.facts, PERSON.text,
    ))  # fmt: skip

    said = checked(CONFLICT, other, fault("basis", TABLE, "x", "No basis.", "没有依据。"), arguments=("--store-cases",))

    keys = list(Case.objects.filter(key__startswith="found-").values_list("key", flat=True))
    assert len(keys) == 2
    for key in keys:
        assert f"Stored as the worked case “{key}”." in said
        assert f"已存为案例“{key}”。" in said


def test_storing_twice_makes_one_and_says_that_it_was_there(drafts: None, checked: Any) -> None:
    first = checked(CONFLICT, arguments=("--store-cases", "--format", "json"))["findings"][0]["case"]

    again = checked(CONFLICT, CONFLICT, arguments=("--store-cases", "--format", "json"))["findings"]

    assert [row["case"] for row in again] == [first, first]
    assert Case.objects.filter(key__startswith="found-").count() == 1


def test_the_row_is_left_out_where_it_is_the_document_itself(drafts: None, checked: Any) -> None:
    said = checked(fault("cycle", "region:CN", "CN", "A circle.", "绕圈。"))

    assert said.startswith("error region:CN (cycle): A circle.\n    绕圈。\n")


def test_drafts_too_large_to_prove_are_told_and_nothing_of_them_is_counted_or_run(
    drafts: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("helpdesk.eligibility.diagrams.roots.Compiler", partial(Compiler, most=20))

    with pytest.raises(SystemExit):
        call_command("check_rules", "--format", "json")
    told = json.loads(capsys.readouterr().out)

    assert told["shares"] is None
    assert {row["code"] for row in told["findings"]} >= {"explodes"}
    assert "more than 20 different cases" in json.dumps(told["findings"])


def test_a_half_filled_deadline_is_told_and_stops_the_command(drafts: None, capsys: pytest.CaptureFixture[str]) -> None:
    row = Outcome.objects.order_by("pk").first()
    assert row is not None
    Outcome.objects.filter(pk=row.pk).update(deadline_number=20, deadline_unit="days", deadline_start_en="the day")

    with pytest.raises(SystemExit) as ended:
        call_command("check_rules")

    assert ended.value.code == 1
    assert f"error outcome:{row.pk}, deadline (deadline): {row.pk} has a deadline that is only half filled in." in (
        capsys.readouterr().out
    )
