"""The deadline on a slip: what is due by when, and the one field that a calendar entry needs. The day typed there is
used for that entry and kept nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from helpdesk.eligibility.amounts import Unit
from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.rulebook.deadline import Deadline
from helpdesk.faq.typed import printable, read_day
from helpdesk.faq.wording import day, in_language, sentences
from helpdesk.wizard.figures import LONGEST, Figures
from helpdesk.wizard.steps import Visit


@dataclass(frozen=True)
class Due:
    """A deadline as the page tells it. `field` is name and id of the field, "" where no entry can be made."""

    sentence: str
    label: str
    care: str
    field: str
    typed: str = ""
    error: str = ""


def due(found: Visit, portion: Assessment, figures: Figures) -> Due | None:
    """The deadline of a portion's outcome; None without one. An old answer makes no entries."""
    deadline = deadline_of(found, portion)
    if deadline is None:
        return None
    field = field_of(portion)
    return Due(
        sentence(deadline), capfirst(in_language(deadline.start)), care(deadline), "" if found.replayed else field,
        figures.typed.get(field, ""), figures.errors.get(field, ""),
    )  # fmt: skip


def deadline_of(found: Visit, portion: Assessment) -> Deadline | None:
    """The deadline a person can still keep: none where what happened on the day asked about is out of time already."""
    deadline = portion.outcome.deadline if portion.outcome else None
    if deadline is None or deadline.lacking or deadline.last_day(found.on) < found.today:
        return None
    return deadline


def field_of(portion: Assessment) -> str:
    """The field for the day from which a portion's deadline runs."""
    return f"since-{portion.decision}"


def sentence(deadline: Deadline) -> str:
    """What is due, and within what time."""
    told = {"term": deadline.term, "start": deadline.start, "task": deadline.task}
    return _("Within %(term)s from %(start)s: %(task)s.") % {name: in_language(text) for name, text in told.items()}


def care(deadline: Deadline) -> str:
    """What the count leaves out."""
    if deadline.unit == Unit.WORKING_DAYS:
        return _(
            "We count Monday to Friday. Public holidays and working weekends are not taken into account, so the true"
            " last day can be earlier or later. Go some days before."
        )
    return _("The last day may be a weekend or a public holiday. Go some days before.")


def ask(number: str) -> str:
    """Whom to ask: a number, or `bank`."""
    if number == "bank":
        return _("If you are not sure, ask the bank named on the card.")
    return _("If you are not sure, ask %(number)s.") % {"number": number}


def posted_portion(found: Visit, posted: Mapping[str, str]) -> Assessment | None:
    """The portion whose calendar entry was asked for; None when the form of a figure was sent."""
    portions = (portion for portion in found.answer.portions if field_of(portion) in posted)
    return next((portion for portion in portions if deadline_of(found, portion)), None)


def read_start(deadline: Deadline, typed: str, today: date, whom: str) -> tuple[date | None, str]:
    """(last day, "") for a day as people type it; (None, the thing, the value and the repair) for what cannot be used.

    `whom` says in a sentence whom to ask.
    """
    label = capfirst(in_language(deadline.start))
    start = read_day(typed)[0] if len(typed) <= LONGEST else None
    told = {"label": label, "typed": printable(typed), "start": day(start)}
    if not typed:
        return None, _("%(label)s: type year, month and day, such as 2026-11-02.") % told
    if start is None:
        refusal = _("%(label)s: “%(typed)s” is no day we can use. Type year, month and day, such as 2026-11-02.")
        return None, refusal % told
    if start > today:
        return None, _("%(label)s: %(start)s has not come yet. Type the day on which it happened.") % told
    last = deadline.last_day(start)
    if last < today:
        told["last"] = day(last)
        late = _("%(label)s: counted from %(start)s, the last day was %(last)s. Do it as soon as you can.") % told
        return None, sentences(late, whom)
    return last, ""
