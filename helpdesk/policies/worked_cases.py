"""A person whom a check found becomes a worked case: a draft like any other, which publishing runs from then on."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from helpdesk.editions.documents import canonical_json, read_documents, write_document
from helpdesk.eligibility import Text
from helpdesk.eligibility.proofs.fault import Example
from helpdesk.policies.findings import question_of
from helpdesk.policies.models import Case

LONGEST = 198
"""Of a person told in one language, so that both languages fit into a case's `source` of 400 characters."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing a person came to. `key` is the case's, be it new or the one there was; None when refused."""

    key: str | None
    is_new: bool
    message: Text


def store_example(example: Example) -> Stored:
    """Stores a person as a draft case that expects exactly one answer.

    Skipped, with a sentence, when no question asks for the decision or a case with the same question, facts and date
    exists. The key comes from the content, so that storing twice makes one.
    """
    question = question_of(read_documents(only={"question"}), example.decision)
    if question is None:
        return Stored(None, False, Text(
            f"No question asks for “{example.decision}”, so no case can be made. Add it to a question first.",
            f"没有哪个问题用到“{example.decision}”，所以存不成案例。请先把它加进一个问题。",
        ))  # fmt: skip
    with transaction.atomic():
        there = case_of(question, example.on, dict(example.facts))
        if there is not None:
            return Stored(there, False, Text(
                f"The worked case “{there}” already has this question, these facts and this date. Nothing was stored.",
                f"案例“{there}”的问题、情况和日期都一样，没有再存。",
            ))  # fmt: skip
        key = case_key(question, example)
        write_document(f"case:{key}", case_body(question, example))
    return Stored(key, True, Text(
        f"Stored as the worked case “{key}”. It expects exactly one answer, and publishing runs it.",
        f"已存为案例“{key}”。它要求有确定的答复，每次发布都会检验。",
    ))  # fmt: skip


def case_of(question: str, on: date, facts: dict[str, str]) -> str | None:
    """The key of a case with just these facts, question and date."""
    rows = Case.objects.filter(question_id=question, on=on).order_by("pk")
    same = (row.pk for row in rows if {name: str(value) for name, value in row.facts.items()} == facts)
    return next(same, None)


def case_key(question: str, example: Example) -> str:
    """`found-` and a digest of question, date and facts."""
    content = canonical_json({"question": question, "on": example.on.isoformat(), "facts": dict(example.facts)})
    return f"found-{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def case_body(question: str, example: Example) -> dict[str, Any]:
    """The case's document: the person in both languages is what names it on lists."""
    told = (example.text.en, example.text.zh)
    return {
        "question": question,
        "on": example.on.isoformat(),
        "facts": dict(example.facts),
        "expect": {"portions": {example.decision: {"settled": True}}},
        "source": " / ".join(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…" for text in told),
        "staff_note": "\n".join(("Found by the checks. / 检查时发现。", *told)),
    }
