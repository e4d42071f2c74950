"""What the proofs found after a save, kept for the page that comes back; and findings as the admin shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import get_language

from helpdesk.editions.documents import read_documents
from helpdesk.eligibility.proofs.fault import Example, Fault, Severity
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.policies.admin.links import Link, row_link
from helpdesk.policies.findings import finding_json, question_of
from helpdesk.policies.worked_cases import case_of

WAITING, SHOWN = "proofs_waiting", "proofs_shown"
"""Names in the session: findings for the next page, and those of the page just shown."""
FEW = 8
"""Findings told after a save; the page of checks lists all."""
SALT = "helpdesk.policies.worked-case"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in the language of the page. `token` stores the person; `case` links to the case there is already."""

    severity: str
    code: str
    sentence: str
    person: str
    links: tuple[Link, ...]
    token: str
    case: Link | None


def told(found: Iterable[Fault]) -> list[Told]:
    """Findings as the admin shows them."""
    language = get_language() or "en"
    questions = read_documents(only={"question"})
    return [
        Told(
            severity=one.severity.value,
            code=one.code,
            sentence=one.message.get(language),
            person=person_beside(one, language),
            links=tuple(row_link(document, row) for document, row in one.places),
            token=token_of(one.example) if one.example else "",
            case=case_link(one.example, question_of(questions, one.example.decision)) if one.example else None,
        )
        for one in found
    ]


def person_beside(one: Fault, language: str) -> str:
    """The person in words, unless the sentence tells that already."""
    person = one.example.text.get(language) if one.example else ""
    return "" if person in one.message.get(language) else person


def case_link(example: Example, question: str | None) -> Link | None:
    """The worked case of this person, if there is one."""
    key = case_of(question, example.on, dict(example.facts)) if question else None
    return None if key is None else row_link(f"case:{key}", key)


def token_of(example: Example) -> str:
    """A person, signed: the button stores whom the checks found and nobody else."""
    plain = {
        "decision": example.decision, "on": example.on.isoformat(), "facts": dict(example.facts),
        "text": [example.text.en, example.text.zh],
    }  # fmt: skip
    return signing.dumps(plain, salt=SALT, compress=True)


def example_of(token: str) -> Example:
    """The person in a token. Raises signing.BadSignature."""
    plain = signing.loads(token, salt=SALT)
    return Example(plain["decision"], date.fromisoformat(plain["on"]), plain["facts"], Text(*plain["text"]))


def leave(request: HttpRequest, found: Sequence[Fault]) -> None:
    """Keeps findings for the next page of this session, in place of any before: errors and persons first."""
    first = sorted(found, key=lambda one: (one.severity is not Severity.ERROR, one.example is None))
    request.session[WAITING] = [finding_json(one) for one in first]


def take(request: HttpRequest) -> list[Fault]:
    """The findings for this page, which it alone shows unless `keep` asks for them once more."""
    waiting: list[dict[str, Any]] = request.session.pop(WAITING, [])
    if waiting:
        request.session[SHOWN] = waiting
    return [fault_of(plain) for plain in waiting]


def keep(request: HttpRequest) -> None:
    """Shows the findings of the last page once more, after one of its persons was stored."""
    if SHOWN in request.session:
        request.session[WAITING] = request.session.pop(SHOWN)


def fault_of(plain: dict[str, Any]) -> Fault:
    """A finding from what `finding_json` made of it."""
    person = plain["example"]
    return Fault(
        code=plain["code"],
        document=plain["document"],
        row=plain["row"],
        message=_text(plain["message"]),
        severity=Severity(plain["severity"]),
        example=None if person is None else Example(
            person["decision"], date.fromisoformat(person["on"]), person["facts"], _text(person["text"])
        ),
        rows=tuple((place["document"], place["row"]) for place in plain["rows"]),
    )  # fmt: skip


def _text(plain: dict[str, str]) -> Text:
    return Text(plain["en"], plain["zh-hans"])
