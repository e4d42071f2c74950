"""The shipped figures of benefits give the law's own numbers: laws.yaml, tables and check values."""

import pytest

from helpdesk.eligibility import assess, read_answers
from tests.eligibility.books import TODAY
from tests.eligibility.sums import rulebook
from tests.starter_edition import starter_documents

SHIPPED = [document.body for key, document in starter_documents().items() if key.startswith("parameter:")]
WAIT = (
    "at_least(sum(residents-wait-fixed, less(residents-wait-further[missed], "
    "times(paid_back, residents-wait-repair))), residents-wait-least[missed])"
)
PENSIONER = (
    "at_least(less(survivors-months[paid], times(drawn, survivors-months-off)), survivors-months-least)"
)  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "person", "told"),
    [
        ("figure(unemployment-months[paid])", {"paid": "59"}, "12 months"),
        ("figure(unemployment-months[paid])", {"paid": "60"}, "18 months"),
        ("figure(unemployment-months[paid])", {"paid": "120"}, "24 months"),
        ("at_most(sum(unemployment-months[paid], unused), unemployment-months-ceiling)",
         {"paid": "120", "unused": "3"}, "24 months"),
        ("figure(billing-stop)", {}, "3 to 12 months"),
        ("share(cost, fraud-fine)", {"cost": "1000"}, "RMB 2,000 to 5,000"),
        ("figure(gap-wait)", {}, "6 months at most"),
        ("figure(gap-without-wait)", {}, "3 months"),
        (WAIT, {"missed": "3", "paid_back": "1"}, "4 months"),
        (WAIT, {"missed": "5", "paid_back": "5"}, "6 months"),
        ("sum(transfer-out-working-days, transfer-in-working-days)", {}, "15 working days"),
        ("figure(unemployment-claim-days)", {}, "10 working days"),
        ("figure(pension-claim-days)", {}, "20 working days"),
        ("figure(reimbursement-claim-days)", {}, "30 working days"),
        ("figure(death-report-days)", {}, "20 working days"),
        ("figure(funeral-months)", {}, "2 months"),
        ("figure(survivors-months[paid])", {"paid": "204"}, "11 months"),
        (PENSIONER, {"paid": "300", "drawn": "4"}, "15 months"),
        (PENSIONER, {"paid": "300", "drawn": "14"}, "9 months"),
        ("figure(retirement-age[group, born])", {"group": "women-50", "born": "1984-07-31"}, "54 years 10 months"),
        ("figure(pension-least-years[reached(born, retirement-age[group, born])])",
         {"group": "men", "born": "1971-01-20"}, "16 years 6 months"),
        ("at_most(balance, deposit-without-notary)", {"balance": "70000"}, "RMB 50,000"),
    ],
)  # fmt: skip
def test_shipped_figures_give_the_laws_own_numbers(formula, person, told):
    book = rulebook(formula, SHIPPED)
    found = assess(book, "d", read_answers(book, "q", person).known, TODAY)

    assert found is not None
    assert found.amount is not None
    assert found.amount.text.en == told
