"""Conditions: what one line may say, and whether it holds of everything, something or nothing still possible."""

from datetime import date
from decimal import Decimal

import pytest

from helpdesk.eligibility import RulebookError
from helpdesk.eligibility.vocabulary.conditions import parse_condition, parse_point
from helpdesk.eligibility.vocabulary.kinds import FactKind, State
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span
from tests.eligibility.books import amount, book, choice, fact

FACTS = {
    "held_as": choice("ledger", "paid-out", "both"),
    "retired": fact(),
    "balance": amount(),
    "months": fact("count"),
    "credited": fact("date"),
    "home": fact("region"),
    "empty": choice(),
}
BOOK = book(facts=FACTS)


def read(line):
    return parse_condition(line, BOOK.facts, BOOK.regions, "here")


def state(line, possible):
    return read(line).state(possible, BOOK.regions)


def options(*keys):
    return frozenset(keys)


@pytest.mark.parametrize(
    ("line", "met", "not_met", "not_known"),
    [
        ("held_as = ledger", options("ledger"), options("both", "paid-out"), options("ledger", "both")),
        ("held_as != ledger", options("both", "paid-out"), options("ledger"), options("ledger", "both")),
        ("held_as in ledger, both", options("ledger", "both"), options("paid-out"), options("both", "paid-out")),
        ("held_as not in ledger, both", options("paid-out"), options("ledger", "both"), options("both", "paid-out")),
        ("retired = yes", options("yes"), options("no"), options("yes", "no")),
        ("home in 440000", Places(options("440106", "440300")), Places(options("110000")), Places(options("CN"))),
        ("home not in 440000", Places(options("110000")), Places(options("440100")), Places(options("CN"))),
        ("home = 440100", Places(options("440106")), Places(options("440300")), Places(options("440000"))),
    ],
)
def test_each_operator_on_options_is_met_not_met_or_not_known(line, met, not_met, not_known):
    assert state(line, met) is State.MET
    assert state(line, not_met) is State.NOT_MET
    assert state(line, not_known) is State.NOT_KNOWN


@pytest.mark.parametrize(
    ("line", "below", "at", "around"),
    [
        ("balance < 50000", Span(Decimal(0), Decimal(50000)), Decimal(50000), Span(Decimal(0), None)),
        ("months < 12", Span(Decimal(0), Decimal(12)), Decimal(12), Span(Decimal(11), Decimal(13))),
        ("credited < 2022-09-01", Span(None, date(2022, 9, 1)), date(2022, 9, 1), Span(None, None)),
    ],
)
def test_a_threshold_belongs_to_the_upper_side(line, below, at, around):
    upper = line.replace("<", ">=")

    assert (state(line, below), state(upper, below)) == (State.MET, State.NOT_MET)
    assert (state(line, Span(at, None)), state(upper, Span(at, None))) == (State.NOT_MET, State.MET)
    assert state(line, around) is state(upper, around) is State.NOT_KNOWN


def test_spaces_do_not_matter():
    assert read("  held_as   in  ledger ,both ").values == {"ledger", "both"}
    assert read("held_as=ledger").values == {"ledger"}
    assert read("balance>=5").span == Span(Decimal(5), None)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("", "is not a condition"),
        ("held_as", "is not a condition"),
        ("held_as =", "is not a condition"),
        ("= ledger", "is not a condition"),
        ("Held_as = ledger", "is not a condition"),
        ("balance > 5", "is not a condition"),
        ("held_as inledger", "is not a condition"),
        ("held_as = ledger\nretired = yes", "is not a condition"),
        ("weather = fine", "weather"),
        ("held_as = cash", "cash"),
        ("held_as == ledger", "= ledger"),
        ("held_as in ledger,", "“” is not an option"),
        ("held_as < ledger", "compare it with =, !=, in or not in"),
        ("home >= 440000", "compare it with =, !=, in or not in"),
        ("home in 999999", "region code from the list"),
        ("empty = x", "“x” is not an option"),
        ("balance = 5", "are compared with < or >="),
        ("balance in 5", "are compared with < or >="),
        ("credited != 2022-09-01", "are compared with < or >="),
        ("balance <= 5", "“= 5” is not an amount"),
        ("balance < much", "“much” is not an amount"),
        ("balance < NaN", "“NaN”"),
        ("balance < inf", "“inf”"),
        ("balance < -1", "“-1”"),
        ("balance < 1e999", "“1e999”"),
        ("months < 2022-09-01", "is not a count"),
        ("credited < 2022-02-30", "is not a date"),
        ("credited < 1000", "is not a date"),
        ("credited < @limit", "“@limit” is not a figure to compare with"),
        ("balance < @Limit", "“@Limit” is not a figure to compare with"),
        ("balance < @", "“@” is not a figure to compare with"),
        ("balance = @limit", "are compared with < or >="),
        ("held_as = @limit", "“@limit” is not an option"),
    ],
)
def test_a_line_that_says_nothing_is_refused_with_its_place_and_in_both_languages(line, named):
    with pytest.raises(RulebookError) as refused:
        read(line)

    assert refused.value.where == "here"
    assert named in refused.value.message.en
    assert f"“{line}”" in refused.value.message.zh


def test_a_refusal_lists_the_options_there_are():
    with pytest.raises(RulebookError, match="Its options are both, ledger, paid-out"):
        read("held_as = cash")


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-inf", "-0.01", "1e13", "1e999", "five", ""])
def test_a_figure_is_finite_not_negative_and_no_larger_than_a_trillion(text):
    assert parse_point(FactKind.AMOUNT, "1e12") == Decimal(10) ** 12
    assert str(parse_point(FactKind.AMOUNT, "-0")) == "0"
    with pytest.raises(ValueError):
        parse_point(FactKind.AMOUNT, text)
