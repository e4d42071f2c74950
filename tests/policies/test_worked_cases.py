"""A person whom a check found becomes one worked case, in both languages, and never a second one."""

from datetime import date
from typing import Any

from helpdesk.editions.documents import delete_document, read_documents, write_document
from helpdesk.eligibility.proofs.fault import Example
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.policies.findings import decide_line
from helpdesk.policies.models import Case
from helpdesk.policies.worked_cases import LONGEST, store_example

PERSON = Example(
    "medical-account-ledger",
    date(2023, 4, 1),
    {"insured_in": "120000", "situation": "left-job", "held_as": "ledger"},
    Text("Tianjin, left a job, asked about 1 April 2023", "天津，离职了，问的是2023年4月1日"),
)


def test_a_stored_person_is_a_case_that_expects_exactly_one_answer(drafts: None) -> None:
    stored = store_example(PERSON)

    assert stored.is_new
    body = read_documents(only={"case"})[f"case:{stored.key}"].body
    assert (body["question"], body["on"], body["facts"]) == ("medical-account-cash", "2023-04-01", PERSON.facts)
    assert body["expect"] == {"portions": {"medical-account-ledger": {"settled": True}}}
    assert body["source"] == f"{PERSON.text.en} / {PERSON.text.zh}"


def test_storing_twice_makes_one(drafts: None) -> None:
    first = store_example(PERSON)
    count = Case.objects.count()

    again = store_example(PERSON)

    assert (again.is_new, again.key) == (False, first.key)
    assert "already has this question" in again.message.en
    assert Case.objects.count() == count


def test_the_key_comes_from_the_content(drafts: None) -> None:
    first = store_example(PERSON)
    delete_document(f"case:{first.key}")

    assert store_example(PERSON).key == first.key


def test_a_case_that_staff_wrote_for_this_person_is_enough(drafts: None) -> None:
    write_document("case:by-hand", {
        "question": "medical-account-cash", "on": "2023-04-01", "facts": dict(PERSON.facts), "expect": {"problems": []},
    })  # fmt: skip

    assert store_example(PERSON).key == "by-hand"
    assert not Case.objects.filter(key__startswith="found-").exists()


def test_another_day_or_answer_is_another_case(drafts: None) -> None:
    other_day = Example(PERSON.decision, date(2023, 4, 2), PERSON.facts, PERSON.text)
    other_answer = Example(PERSON.decision, PERSON.on, {**PERSON.facts, "situation": "insured"}, PERSON.text)

    keys = {store_example(person).key for person in (PERSON, other_day, other_answer)}

    assert len(keys) == 3


def test_a_decision_that_no_question_asks_for_is_told_and_nothing_is_stored(db: Any) -> None:
    stored = store_example(PERSON)

    assert (stored.key, stored.is_new) == (None, False)
    assert "Add it to a question first" in stored.message.en
    assert not Case.objects.exists()


def test_a_long_description_is_cut_in_the_title_and_whole_in_the_note(drafts: None) -> None:
    wordy = Example(PERSON.decision, PERSON.on, PERSON.facts, Text("x" * 300, "好" * 300))

    stored = store_example(wordy)

    body = read_documents(only={"case"})[f"case:{stored.key}"].body
    assert body["source"] == f"{'x' * (LONGEST - 1)}… / {'好' * (LONGEST - 1)}…"
    assert "好" * 300 in body["staff_note"]


def test_the_line_to_paste_is_ready_for_a_shell() -> None:
    person = Example("ledger", PERSON.on, {"held_as": "ledger|both", "credited": "..2022-09-01"}, PERSON.text)

    assert decide_line(person, None, "cash") == (
        "manage.py decide cash --fact 'held_as=ledger|both' --fact credited=..2022-09-01 --on 2023-04-01 --drafts"
    )
    assert decide_line(person, 4, None).startswith("manage.py decide ledger ")
    assert decide_line(person, 4, None).endswith(" --on 2023-04-01 --edition 4")
