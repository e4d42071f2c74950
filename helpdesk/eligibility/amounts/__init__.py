"""Amounts: a small closed set of formulas over facts and dated parameters, worked out in Decimal, rounded once.

`formula` says which formulas there are, `schedule` how a parameter's value is written, `working` how one is worked out.
"""

from helpdesk.eligibility.amounts.amount import Amount, Worked, amount_over
from helpdesk.eligibility.amounts.formula import Formula, Name, Operation, Term, inside, parse_formula, unit_of
from helpdesk.eligibility.amounts.notation import parse_schedule
from helpdesk.eligibility.amounts.schedule import Place, Schedule
from helpdesk.eligibility.amounts.units import CENT, PRECISE, Unit, figure_text, money, percent, rounded
from helpdesk.eligibility.amounts.working import NoFigureError, Sheet, Situation

__all__ = [
    "CENT",
    "PRECISE",
    "Amount",
    "Formula",
    "Name",
    "NoFigureError",
    "Operation",
    "Place",
    "Schedule",
    "Sheet",
    "Situation",
    "Term",
    "Unit",
    "Worked",
    "amount_over",
    "figure_text",
    "inside",
    "money",
    "parse_formula",
    "parse_schedule",
    "percent",
    "rounded",
    "unit_of",
]
