"""On the command line an amount is told in both languages: how exactly it is known, what it is, and its working."""

from decimal import Decimal

from helpdesk.eligibility import Text
from helpdesk.eligibility.amounts import Amount
from helpdesk.eligibility.vocabulary.kinds import AmountKind
from helpdesk.policies.management.telling import amount_lines


def test_an_exact_amount_comes_with_its_working() -> None:
    amount = Amount(AmountKind.EXACT, "age", Decimal(721), working=Text("720 + 1", "720 + 1"))

    assert list(amount_lines(amount)) == ["amount, exact: 60 years 1 month / 60岁1个月", "  720 + 1", "  720 + 1"]


def test_bounds_and_ranges_name_their_kind() -> None:
    least, most = Decimal(3), Decimal(12)

    told = [
        *amount_lines(Amount(AmountKind.AT_MOST, "working_days", high=most)),
        *amount_lines(Amount(AmountKind.AT_LEAST, "yuan", low=least)),
        *amount_lines(Amount(AmountKind.RANGE, "months", low=least, high=most)),
        *amount_lines(Amount(AmountKind.RANGE, "yuan", low=least, high=most)),
    ]
    assert told == [
        "amount, at_most: 12 working days at most / 最多12个工作日",
        "amount, at_least: RMB 3 at least / 至少3元",
        "amount, range: 3 to 12 months / 3至12个月",
        "amount, range: RMB 3 to 12 / 3元至12元",
    ]


def test_what_is_missing_is_named() -> None:
    amount = Amount(AmountKind.NOT_KNOWN, "yuan", missing="cash-share")

    assert list(amount_lines(amount)) == ["amount, not_known: (missing: cash-share)"]
