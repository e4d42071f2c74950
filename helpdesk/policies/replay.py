"""An old answer again: a reference code read against the rulebook of its own edition, and asked once more."""

import json
from dataclasses import dataclass
from datetime import date

from helpdesk.editions.edition import Edition
from helpdesk.eligibility import Answer, Known, Text, answer_json, ask
from helpdesk.eligibility.replay.reference_code import Enquiry, edition_in, read_code, reference_code
from helpdesk.eligibility.replay.spelling import CodeError, shown, tidy
from helpdesk.policies.archive import Archived, ArchiveError, archived, lasting_rulebook


@dataclass(frozen=True)
class Replay:
    """What a code asks, the edition that answers, and its answer. `code` is without hyphens."""

    code: str
    enquiry: Enquiry
    edition: Archived
    answer: Answer


def replay(typed: str, current: Edition | None = None) -> Replay:
    """The answer that a code stands for. Raises CodeError, also for an edition that this site does not have."""
    number = edition_in(typed)
    code = tidy(typed)
    try:
        edition = archived(number, current)
    except ArchiveError as error:
        named = Text(f"Reference code “{shown(code)}”: ", f"查询编号“{shown(code)}”：")
        raise CodeError(Text(named.en + error.message.en, named.zh + error.message.zh)) from error
    enquiry = read_code(edition.rulebook, code)
    return Replay(code, enquiry, edition, ask(edition.rulebook, enquiry.question, enquiry.known, enquiry.on))


def replay_json(found: Replay) -> str:
    """The answer as JSON text, the same from the command and from the page: what `decide` printed at the time."""
    return json.dumps(answer_json(found.answer, found.edition.number), ensure_ascii=False, indent=2) + "\n"


def code_for(edition: Edition, question: str, known: Known, on: date) -> str:
    """The code of an answer that an edition gives; "" where the answers cannot be told in one."""
    try:
        return reference_code(lasting_rulebook(edition), Enquiry(edition.number, question, on, known))
    except (CodeError, ArchiveError):
        return ""
