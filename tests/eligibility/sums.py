"""A rulebook with one rule that always gives an amount, and the facts that the law's amounts go by.

`worked("share(cost, part)", part="70%", cost="200")` gives the amount: what is no fact is a parameter. Its
unit stands after `|`.
"""

from tests.eligibility.books import TODAY, amount, assessed, book, choice, fact, parameter, rule, table

FACTS = {
    "home": fact("region"),
    "tier": choice("community", "tier-1", "tier-2", "tier-3"),
    "status": choice("working", "retired"),
    "group": choice("men", "women-55", "women-50"),
    "cost": amount(), "earlier": amount(), "received": amount(), "balance": amount(), "credit": amount(),
    "own_paid": amount(),
    "stay": fact("count"), "age": fact("count", unit="years"), "paid": fact("count", unit="months"),
    "unused": fact("count", unit="months"), "drawn": fact("count", unit="years"),
    "missed": fact("count", unit="years"), "paid_back": fact("count", unit="years"),
    "born": fact("date"), "credited": fact("date"),
}  # fmt: skip


def figures(told):
    """Parameters of the nation, always in force: `{"name": "value|unit"}`; a share where no unit is told."""
    rows = []
    for name, text in told.items():
        value, _, unit = text.partition("|")
        rows.append(parameter(name.replace("_", "-"), (None, None, value), unit=unit or "share"))
    return rows


def rulebook(formula, parameters, facts=FACTS):
    """One rule, in force on every day."""
    rows = [rule("r", "cost >= 0", start=None, formula=formula), rule("n", start=None, to="unchecked")]
    return book(table(*rows), facts=facts, parameter=parameters, region_fact="home")


def worked(formula, on=TODAY, **told):
    """The amount of a formula. Facts are answers in text; everything else is a parameter."""
    known = {key: text for key, text in told.items() if key in FACTS}
    parameters = figures({key: text for key, text in told.items() if key not in FACTS})
    return assessed(rulebook(formula, parameters), on, **known).amount
