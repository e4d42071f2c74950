"""A message as it lies in the inbox: one JSON file named by its UUID. Nothing in it says who wrote it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from helpdesk.editions.clock import now
from helpdesk.pages.feedback.form import Typed, read_stamp
from helpdesk.pages.feedback.personal import cleaned, without_personal
from helpdesk.pages.feedback.subject import Kind, Subject

FORMAT = 1
LARGEST = 100_000
"""Bytes of a file; the longest message has a quarter of that."""
LANGUAGES = {"en", "zh-hans"}
TEXTS = ("text", "source", "page", "language", "question", "region")


class UnreadableError(ValueError):
    """A file that is no message; says why."""


@dataclass(frozen=True)
class Message:
    """What one reader said. `rules` are keys of tables, rules and versions; `removed` tells that numbers were taken
    out; `received` is in UTC."""

    uuid: UUID
    kind: Kind
    text: str
    source: str
    removed: bool
    page: str
    language: str
    edition: int
    question: str
    region: str
    rules: tuple[str, ...]
    received: datetime


def written(subject: Subject, typed: Typed, language: str) -> Message:
    """The message of a form without faults. The same form sent twice with the same words is the same message."""
    stamp = read_stamp(typed.stamp)
    if subject.kind is None or stamp is None:
        raise ValueError("A form with faults is no message.")
    mark = _("[removed]")
    text, some = without_personal(typed.text, mark)
    source, more = without_personal(typed.source, mark)
    said = json.dumps([subject.kind, text, source, subject.query(), language])
    return Message(
        uuid=uuid5(UUID(hex=stamp[1]), said),
        kind=subject.kind,
        text=text,
        source=source,
        removed=some or more,
        page=subject.page,
        language=language,
        edition=subject.edition,
        question=subject.question,
        region=subject.region,
        rules=subject.rules,
        received=now().replace(microsecond=0),
    )


def as_json(message: Message) -> bytes:
    """The content of its file."""
    body = asdict(message) | {"uuid": str(message.uuid), "received": message.received.isoformat(), "format": FORMAT}
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def from_json(content: bytes) -> Message:
    """Read a file back. Raises UnreadableError naming what is wrong, never quoting what somebody wrote."""
    if len(content) > LARGEST:
        raise UnreadableError(f"it has {len(content)} bytes, and a message has at most {LARGEST}")
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("it is no JSON") from error
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise UnreadableError(f"it is not in format {FORMAT}")
    try:
        return Message(
            uuid=UUID(body["uuid"]),
            kind=Kind(body["kind"]),
            **{name: text_in(body, name) for name in TEXTS},
            removed=bool(body["removed"]),
            edition=number_in(body, "edition"),
            rules=tuple(text_in(dict(enumerate(body["rules"])), place) for place in range(len(body["rules"]))),
            received=moment_in(body),
        )
    except UnreadableError:
        raise
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise UnreadableError(f"a field is missing or wrong ({type(error).__name__})") from error


def text_in(body: dict[Any, Any], name: Any) -> str:
    """A text that a database can store."""
    text = body[name]
    if not isinstance(text, str) or cleaned(text) != text:
        raise UnreadableError(f"“{name}” is no text, or holds signs that a message cannot hold")
    return text


def number_in(body: dict[str, Any], name: str) -> int:
    """A count that a database can store."""
    number = body[name]
    if not isinstance(number, int) or not 0 <= number < 2**31:
        raise UnreadableError(f"“{name}” is no number of an edition")
    return number


def moment_in(body: dict[str, Any]) -> datetime:
    """The time of receipt, with its zone."""
    moment = datetime.fromisoformat(body["received"])
    if moment.tzinfo is None:
        raise UnreadableError("“received” names no time zone")
    return moment
