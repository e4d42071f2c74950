"""What the address of a question says: the answers so far, the day asked about, and which question is open.

Only coarse answers stand in an address, in the order in which they were given; figures are posted (see figures.py).
Four keys are ours: `on` (a date), `edit` (the question to show again, its answer kept), `asked` (the question this
address came from) and `within` (the province whose cities that question offered).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from helpdesk.eligibility.answers.question import question_facts
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.faq.typed import read_day

ON, EDIT, ASKED, WITHIN = "on", "edit", "asked", "within"


@dataclass(frozen=True)
class Address:
    """A parsed address. `bad_day` holds what was typed for a date that is none; `untidy` asks for a redirect."""

    answers: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None
    edit: str = ""
    asked: str = ""
    within: str = ""
    bad_day: str = ""
    untidy: bool = False

    def query(self, *, edit: str = "", without: str = "") -> str:
        """The query string of these answers, one question opened again or one answer left out."""
        rows = [(key, text) for key, text in self.answers.items() if key != without]
        if self.on and without != ON:
            rows.append((ON, self.on.isoformat()))
        if edit:
            rows.append((EDIT, edit))
        return urlencode(rows)

    def changed(self, fact: str, answer: str) -> str:
        """The query with one answer, or the day asked about, replaced."""
        if fact == ON:
            return replace(self, on=date.fromisoformat(answer)).query()
        return replace(self, answers={**self.answers, fact: answer}).query()

    def without(self, fact: str) -> "Address":
        """The same with one answer taken back."""
        return replace(self, answers={key: text for key, text in self.answers.items() if key != fact})


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
    ours = {ON: on or bad_day, EDIT: open_again, ASKED: asked, WITHIN: within}
    kept = {*answers, *(key for key, value in ours.items() if value)}
    return Address(answers, on, open_again, asked, within, bad_day, untidy=bool(given.keys() - kept))
