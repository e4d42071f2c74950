"""What the address of a question says: the answers so far, the day asked about, and which question is open.

Only coarse answers stand in an address, in the order in which they were given; figures are posted (see figures.py).
Eight keys are ours: `on` (a date), `edit` (the question to show again, its answer kept), `asked` (the question this
address came from), `within` (the unit whose parts that question offered), `typed` (a place as somebody typed it) and
`find` (its button), `changed` (the answer just given anew) and `dropped` (answers that went because of it).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from helpdesk.eligibility.answers.question import question_facts
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.faq.typed import printable, read_day

ON, EDIT, ASKED, WITHIN = "on", "edit", "asked", "within"
TYPED, FIND, CHANGED, DROPPED = "typed", "find", "changed", "dropped"


@dataclass(frozen=True)
class Address:
    """A parsed address. `bad_day` holds what was typed for a date that is none; `untidy` asks for a redirect."""

    answers: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None
    edit: str = ""
    asked: str = ""
    within: str = ""
    typed: str = ""
    changed: str = ""
    dropped: tuple[str, ...] = ()
    bad_day: str = ""
    untidy: bool = False

    def query(self, *, edit: str = "", asked: str = "", dropped: Sequence[str] = ()) -> str:
        """The query string of these answers: with one question opened again."""
        rows = list(self.answers.items())
        if self.on:
            rows.append((ON, self.on.isoformat()))
        named = ((EDIT, edit), (ASKED, asked), (DROPPED, "|".join(dropped)))
        return urlencode([*rows, *(row for row in named if row[1])], safe="|")

    def with_answer(self, fact: str, answer: str) -> str:
        """The query with one answer, or the day asked about, replaced."""
        if fact == ON:
            return replace(self, on=date.fromisoformat(answer)).query()
        return replace(self, answers={**self.answers, fact: answer}).query()


def read_address(rulebook: Rulebook, question: str, query: Mapping[str, str]) -> Address:
    """Read a query. Unknown keys, empty answers and figures are left out, and `untidy` says that there were any."""
    facts = question_facts(rulebook, question)
    public = {key for key in facts if not rulebook.facts[key].private}
    given = {key: text.strip() for key, text in query.items()}
    # A day stands for [day, day after), and the calendar's last day has no day after.
    answers = {key: text.replace("9999-12-31", "9999-12-30") for key, text in given.items() if key in public and text}
    on, bad_day = read_day(given.get(ON, ""))
    open_again = given.get(EDIT, "") if given.get(EDIT) in {*public, ON} else ""
    asked = given.get(ASKED, "") if given.get(ASKED) in {*public, ON} else ""
    within = given.get(WITHIN, "") if asked and rulebook.regions.resolve(given.get(WITHIN, "")) else ""
    typing = asked in public and rulebook.facts[asked].kind is FactKind.REGION
    dropped = tuple(key for key in given.get(DROPPED, "").split("|") if key in public)
    # What was typed counts for its own button, or where nothing was chosen: it stays in its field when one is.
    typed = printable(given.get(TYPED, "")) if typing and (given.get(FIND) or asked not in answers) else ""
    changed = given.get(CHANGED, "") if given.get(CHANGED) in {*answers, asked if typed else ""} else ""
    ours = {ON: on or bad_day, EDIT: open_again, ASKED: asked, WITHIN: within, CHANGED: changed, DROPPED: dropped}
    # A form sends the field for a place also when it is empty, and a redirect for its sake would cost a second.
    kept = {*answers, *(key for key, value in ours.items() if value), *([TYPED, FIND] if typing else [])}
    return Address(
        answers, on, open_again, asked, within, typed, changed, dropped,
        bad_day, untidy=bool(given.keys() - kept),
    )  # fmt: skip
