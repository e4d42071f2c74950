"""Where an address leads at once: what does not belong in it goes, a typed place becomes a code, a change is followed.

Each of these is a redirect, so that the address in the bar is the one to keep, to share and to come back to.
"""

from dataclasses import replace
from datetime import date

from helpdesk.eligibility.answers.kept import kept
from helpdesk.eligibility.answers.reading import read_answers
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.wizard.address import Address
from helpdesk.wizard.places import Found


def onward(
    book: Rulebook, question: str, address: Address, typed: Found | None, today: date, *, live: bool
) -> str | None:
    """The query to go on with; None where the address can be answered as it stands.

    While somebody is still typing (`live`) nothing is taken for the answer yet.
    """
    if typed is not None and typed.sure and not live:
        found = replace(address, answers={**address.answers, address.asked: typed.sure}, within="")
        return after_change(book, question, found, today) if address.changed else found.query(asked=address.asked)
    if typed is None and address.changed:
        return after_change(book, question, address, today)
    return tidy(address) if address.untidy else None


def after_change(book: Rulebook, question: str, address: Address, today: date) -> str:
    """The answers that still apply with the one just given anew; those that went are named. None is dropped for wrong
    values elsewhere: these are told first.
    """
    reading = read_answers(book, question, address.answers)
    order = [key for key in address.answers if key in reading.known.asked]
    gone: list[str] = []
    if not reading.problems:
        keep = kept(book, question, reading.known, order, address.changed, address.on or today)
        gone = [key for key in order if key not in keep]
    left = {key: text for key, text in address.answers.items() if key not in gone}
    # Of a place only the province may be known yet; then its parts are offered next.
    place = book.facts[address.changed].kind is FactKind.REGION and not address.within
    return replace(address, answers=left).query(asked=address.changed if place else "", dropped=gone)


def tidy(address: Address) -> str:
    """The query without what does not belong there, an open question kept open."""
    kept_open = address.query(edit=address.edit, dropped=address.dropped)
    named = (("asked", address.asked), ("within", address.within))
    opened = [f"{name}={value}" for name, value in named if value]
    return "&".join(filter(None, [kept_open, *opened]))
