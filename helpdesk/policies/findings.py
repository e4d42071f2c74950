"""What a finding says beside its sentence: the person, the line to paste, and the same for programs."""

import shlex
from collections.abc import Mapping
from typing import Any

from helpdesk.editions.documents import Document
from helpdesk.eligibility.proofs.fault import Example, Fault


def question_of(documents: Mapping[str, Document], decision: str) -> str | None:
    """The key of the first question, in the staff's order, that asks for a decision; None when none does."""
    asking = [
        (document.body["position"], key)
        for key, document in documents.items()
        if key.startswith("question:") and decision in {row["decision"] for row in document.body["portions"]}
    ]
    return min(asking)[1].partition(":")[2] if asking else None


def decide_line(example: Example, edition: int | None, question: str | None) -> str:
    """The command that asks for this person, ready for a shell: of an edition, or of the drafts."""
    words = ["manage.py", "decide", question or example.decision]
    for fact, answer in example.facts.items():
        words += ["--fact", f"{fact}={answer}"]
    words += ["--on", example.on.isoformat(), *(["--drafts"] if edition is None else ["--edition", str(edition)])]
    return shlex.join(words)


def finding_json(
    found: Fault, documents: Mapping[str, Document] | None = None, edition: int | None = None
) -> dict[str, Any]:
    """A finding for programs, with every row involved and the person."""
    return {
        "severity": found.severity.value,
        "code": found.code,
        "document": found.document,
        "row": found.row,
        "rows": [{"document": document, "row": row} for document, row in found.places],
        "message": found.message.as_json(),
        "example": None if found.example is None else example_json(found.example, documents or {}, edition),
    }


def example_json(example: Example, documents: Mapping[str, Document], edition: int | None) -> dict[str, Any]:
    """A person for programs."""
    question = question_of(documents, example.decision)
    return {
        "decision": example.decision,
        "question": question,
        "on": example.on.isoformat(),
        "facts": dict(example.facts),
        "text": example.text.as_json(),
        "command": decide_line(example, edition, question),
    }
