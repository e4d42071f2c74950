"""Reference codes: what somebody asked, in a few characters that can be read out on the telephone.

A code holds the edition, the question, the day asked about and the coarse answers; never a figure, and nothing of who
asked. It is read against the rulebook of its own edition, which is kept for ever, so it means the same at any time.

The layout: one mixed-radix number, the lowest digit first.

    layout 0 | edition | question, by its place among the sorted keys | day asked about | a digit for each fact

The facts come in the order of `question_facts`, figures left out: 0 not asked, 1 not sure, then the answers. Facts not
asked at the end are zeros in front of the number and cost nothing. tests/eligibility/test_reference_code.py holds codes
that were given out: a change to the layout is a new layout, and the old one stays readable.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from helpdesk.eligibility.answers.question import question_facts
from helpdesk.eligibility.replay.mixed_radix import Packing, Unpacking
from helpdesk.eligibility.replay.spelling import CodeError, number_in, shown, spelled, tidy
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.conditions import Condition
from helpdesk.eligibility.vocabulary.facts import Fact, Known, Possible
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Period, Span, one_day
from helpdesk.eligibility.vocabulary.text import Text

LAYOUT, LAYOUTS = 0, 2
EDITIONS, QUESTIONS = 32, 31
"""Below these, edition and question cost one digit."""
FIRST_ASKED, DAYS_ASKED = date(2000, 1, 1), 2**14 - 1
"""Days asked about that cost one digit: until 2044."""
DAYS_BACK = 2**15 - 1
"""Days in an answer that cost one digit: the ninety years before the day asked about."""
FEW, COUNTS = 2, 32
NOT_ASKED, NOT_SURE, FIRST_ANSWER = 0, 1, 2
EXACT, STRETCH, BETWEEN_CUTS = 2, 3, 4
COUNT_KINDS, DAY_KINDS = STRETCH + 1, BETWEEN_CUTS + 1


@dataclass(frozen=True)
class Enquiry:
    """What was asked: of which edition, which question, for which day, and what was known of the person."""

    edition: int
    question: str
    on: date
    known: Known


def reference_code(rulebook: Rulebook, enquiry: Enquiry) -> str:
    """The code of an enquiry against its edition's rulebook. Figures, and facts of other questions, are left out.

    Raises CodeError for what no address can say: a place known only by where it does not lie, or half a month; and for
    more places than a code can name.
    """
    packing = Packing()
    packing.put(LAYOUT, LAYOUTS)
    packing.natural(enquiry.edition, EDITIONS)
    _put_question(packing, sorted(rulebook.questions).index(enquiry.question))
    packing.day(enquiry.on, FIRST_ASKED, DAYS_ASKED)
    for fact in _coarse(rulebook, enquiry.question):
        value = enquiry.known.values.get(fact.key)
        if value is not None:
            _answer(packing, rulebook, fact, value, enquiry.on)
        else:
            packing.put(NOT_SURE if fact.key in enquiry.known.asked else NOT_ASKED, _kinds(rulebook, fact))
    return spelled(packing.number)


def edition_in(typed: str) -> int:
    """The edition a code was given out by: whose rulebook to read it against. Raises CodeError."""
    return _edition(Unpacking(number_in(typed)), typed)


def read_code(rulebook: Rulebook, typed: str) -> Enquiry:
    """The enquiry of a code, against the rulebook of its edition. Raises CodeError."""
    unpacking = Unpacking(number_in(typed))
    edition = _edition(unpacking, typed)
    place, questions = _taken_question(unpacking), sorted(rulebook.questions)
    if place >= len(questions):
        raise _no_question(typed, edition, len(questions))
    try:
        enquiry = _enquiry(unpacking, rulebook, edition, questions[place])
        whole = not unpacking.rest and reference_code(rulebook, enquiry) == tidy(typed)
    except (ValueError, ArithmeticError):
        whole = False
    if not whole:
        raise _no_answers(typed, edition)
    return enquiry


def _edition(unpacking: Unpacking, typed: str) -> int:
    if unpacking.take(LAYOUTS) != LAYOUT:
        code = shown(tidy(typed))
        raise CodeError(
            Text(
                f"Reference code “{code}”: it was written by a later release of this site. Open it there, or check it.",
                f"查询编号“{code}”：这是本站更新的版本写出的编号。请在那里打开，或再核对一遍编号。",
            )
        )
    return unpacking.natural(EDITIONS)


def _put_question(packing: Packing, place: int) -> None:
    packing.put(min(place, QUESTIONS), QUESTIONS + 1)
    if place >= QUESTIONS:
        packing.natural(place - QUESTIONS, QUESTIONS)


def _taken_question(unpacking: Unpacking) -> int:
    place = unpacking.take(QUESTIONS + 1)
    return place if place < QUESTIONS else QUESTIONS + unpacking.natural(QUESTIONS)


def _enquiry(unpacking: Unpacking, rulebook: Rulebook, edition: int, question: str) -> Enquiry:
    on = unpacking.day(FIRST_ASKED, DAYS_ASKED)
    values: dict[str, Possible] = {}
    asked: set[str] = set()
    for fact in _coarse(rulebook, question):
        kind = unpacking.take(_kinds(rulebook, fact))
        if kind != NOT_ASKED:
            asked.add(fact.key)
        if kind >= FIRST_ANSWER:
            values[fact.key] = _answered(unpacking, rulebook, fact, kind, on)
    return Enquiry(edition, question, on, Known(values, frozenset(asked)))


def _coarse(rulebook: Rulebook, question: str) -> Iterator[Fact]:
    """The facts of a question that may stand in a code, in the order in which they do."""
    facts = (rulebook.facts[key] for key in question_facts(rulebook, question))
    return (fact for fact in facts if not fact.private)


def _kinds(rulebook: Rulebook, fact: Fact) -> int:
    """The radix of a fact's first digit: not asked, not sure, each single answer there is, and several at once."""
    if fact.kind is FactKind.DATE:
        return DAY_KINDS
    if fact.kind is FactKind.COUNT:
        return COUNT_KINDS
    return FIRST_ANSWER + len(_options(rulebook, fact)) + 1


def _options(rulebook: Rulebook, fact: Fact) -> Sequence[str]:
    return sorted(rulebook.regions.by_key) if fact.kind is FactKind.REGION else [row.key for row in fact.options]


def _answer(packing: Packing, rulebook: Rulebook, fact: Fact, value: Possible, on: date) -> None:
    if isinstance(value, Span):
        if fact.kind is FactKind.DATE:
            _put_days(packing, [None, *cuts(rulebook, fact.key)], cast(Period, value), on)
        else:
            _put_counts(packing, fact, cast("Span[Decimal]", value))
        return
    options = _options(rulebook, fact)
    chosen = value.inside if isinstance(value, Places) else value
    if not chosen <= set(options) or (isinstance(value, Places) and value.outside_of):
        raise _untold(fact)
    _put_options(packing, options, chosen)


def _answered(unpacking: Unpacking, rulebook: Rulebook, fact: Fact, kind: int, on: date) -> Possible:
    if fact.kind is FactKind.DATE:
        return _taken_days(unpacking, [None, *cuts(rulebook, fact.key)], kind, on)
    if fact.kind is FactKind.COUNT:
        return _taken_counts(unpacking, kind)
    found = _taken_options(unpacking, _options(rulebook, fact), kind)
    return Places(found) if fact.kind is FactKind.REGION else found


def _put_options(packing: Packing, options: Sequence[str], chosen: frozenset[str]) -> None:
    """One option is one digit. Several are the last digit, how many they are, and each."""
    places = sorted(options.index(key) for key in chosen)
    if len(places) == 1:
        packing.put(FIRST_ANSWER + places[0], FIRST_ANSWER + len(options) + 1)
        return
    packing.put(FIRST_ANSWER + len(options), FIRST_ANSWER + len(options) + 1)
    packing.natural(len(places), FEW)
    for place in places:
        packing.put(place, len(options))


def _taken_options(unpacking: Unpacking, options: Sequence[str], kind: int) -> frozenset[str]:
    if kind < FIRST_ANSWER + len(options):
        return frozenset({options[kind - FIRST_ANSWER]})
    count = unpacking.natural(FEW)
    if count > len(options):
        raise ValueError(count)
    return frozenset(options[unpacking.take(len(options))] for _place in range(count))


def _put_days(packing: Packing, bounds: Sequence[date | None], days: Period, on: date) -> None:
    """A day, a piece between two days at which rules change, or any stretch."""
    if days.low is not None and days == one_day(days.low):
        packing.put(EXACT, DAY_KINDS)
        packing.day(days.low, _earliest(on), DAYS_BACK)
    elif days.low in bounds and days.high in bounds:
        packing.put(BETWEEN_CUTS, DAY_KINDS)
        packing.put(bounds.index(days.low), len(bounds))
        packing.put(bounds.index(days.high), len(bounds))
    else:
        packing.put(STRETCH, DAY_KINDS)
        for bound in (days.low, days.high):
            packing.put(bound is not None, 2)
            if bound is not None:
                packing.day(bound, _earliest(on), DAYS_BACK)


def _taken_days(unpacking: Unpacking, bounds: Sequence[date | None], kind: int, on: date) -> Period:
    if kind == EXACT:
        return one_day(unpacking.day(_earliest(on), DAYS_BACK))
    if kind == BETWEEN_CUTS:
        low, high = (bounds[unpacking.take(len(bounds))] for _bound in range(2))
    else:
        low, high = (
            unpacking.day(_earliest(on), DAYS_BACK) if unpacking.take(2) else None for _bound in range(2)
        )  # fmt: skip
    return Span(low, high)


def _earliest(on: date) -> date:
    """The first day of those that cost one digit; the last one is `on`."""
    return date.fromordinal(max(1, on.toordinal() - DAYS_BACK + 1))


def _put_counts(packing: Packing, fact: Fact, counts: Span[Decimal]) -> None:
    """A whole number, or a stretch of them."""
    if any(bound % 1 for bound in counts.bounds()):
        raise _untold(fact)
    if counts.low is not None and counts.high == counts.low + 1:
        packing.put(EXACT, COUNT_KINDS)
        packing.natural(int(counts.low), COUNTS)
        return
    packing.put(STRETCH, COUNT_KINDS)
    for bound in (counts.low, counts.high):
        packing.natural(0 if bound is None else int(bound) + 1, COUNTS)


def _taken_counts(unpacking: Unpacking, kind: int) -> Span[Decimal]:
    if kind == EXACT:
        low = Decimal(unpacking.natural(COUNTS))
        return Span(low, low + 1)
    bounds = [unpacking.natural(COUNTS) for _bound in range(2)]
    return Span(*(Decimal(bound - 1) if bound else None for bound in bounds))


def cuts(rulebook: Rulebook, fact: str) -> list[date]:
    """Every day at which a rule, an exclusion, a portion or a figure changes with this date fact, in order."""
    versions = [version for rule in rulebook.rules() for version in rule.versions]
    conditions: list[Condition] = [condition for version in versions for condition in version.conditions]
    conditions += [condition for row in rulebook.exclusions.values() for condition in row.conditions]
    conditions += [line for row in rulebook.questions.values() for part in row.portions for line in part.when]
    spans = [condition.span for condition in conditions if condition.fact == fact]
    periods = [version.period for version in versions if version.clock == fact]
    periods += [value.period for row in rulebook.parameters.values() if row.clock == fact for value in row.values]
    bounds = {bound for span in [*spans, *periods] if span is not None for bound in span.bounds()}
    return sorted(bound for bound in bounds if isinstance(bound, date))


def _untold(fact: Fact) -> CodeError:
    return CodeError(
        Text(
            f"{fact.label.en}: no code can say what is known of it. Ask with an answer as an address holds it.",
            f"{fact.label.zh}：已知的情况无法写成编号。请用网址里能写的答案提问。",
        )
    )


def _no_question(typed: str, edition: int, there: int) -> CodeError:
    code = shown(tidy(typed))
    return CodeError(
        Text(
            f"Reference code “{code}”: edition {edition} of the rules has {there} questions, and not the one it names."
            " Compare the code with the page it came from.",
            f"查询编号“{code}”：规则第{edition}版只有{there}个问题，没有编号所指的那一个。请与原来的页面逐位核对。",
        )
    )


def _no_answers(typed: str, edition: int) -> CodeError:
    code = shown(tidy(typed))
    return CodeError(
        Text(
            f"Reference code “{code}”: it holds answers that edition {edition} of the rules does not have. Compare it"
            " with the page it came from.",
            f"查询编号“{code}”：其中的答案，规则第{edition}版里没有。请与原来的页面逐位核对。",
        )
    )
