"""Who answers everything gets a definite answer on the medical account, but for what the law leaves to each place."""

from functools import cache

import pytest

from helpdesk.eligibility.proofs.coverage import Share, shares
from tests.policies.content import CASH, TODAY, rulebook

pytestmark = pytest.mark.thorough

LOCAL = {
    "ledger-foreigner": "rulings row 1.4 (L)",
    "ledger-hmt-resident": "rulings row 1.4 (L)",
    "ledger-lost-nationality": "rulings row 1.4 (L)",
    "ledger-settling": "rulings row 1.4 (L)",
    "sh-hmt-resident": "rulings row 1.4 (L); Shanghai's list names other events",
    "sh-lost-nationality": "rulings row 1.4 (L); Shanghai's list names other events",
    "ledger-refused": "rulings row 1.6 (L)",
    "hubei-refused": "rulings row 1.6 (L); two texts of Hubei disagree",
    "xa-refused": "rulings row 1.6 (L); goes by whether the new place is on the national platform",
    "cs-transfer": "rulings row 1.6 (L); what Changsha could not send in 2023",
    "cs-not-registered": "regions 430100: registered retirees only; nothing is said of the others",
    "ledger-gave-up-scheme": "rulings row 1.9 (L)",
    "sc-gave-up-scheme": "rulings row 1.9 (L); only Leshan's guide was read",
    "ledger-enlisted": "no row: some regions list enlistment, the nation is silent",
    "hn-retired-filed": "regions 460000: to be asked of 12393 (fact check of 2026-11-22)",
}
"""Outcomes that say "it depends", each with the row that leaves it open."""

REGIONS = [
    "CN", "110000", "120000", "310000", "320281", "320500", "330100", "340100", "350200", "350500", "420000", "420100",
    "430000", "430100", "440000", "440100", "440300", "460000", "500000", "510000", "610100", "230100",
]  # fmt: skip


@cache
def found() -> list[Share]:
    return shares(rulebook(), CASH, TODAY)


@pytest.mark.parametrize("region", REGIONS)
def test_only_what_a_row_leaves_to_the_place_depends(region):
    here = [share for share in found() if share.region == region]
    assert [share.decision for share in here if share.decision == "medical-account-ledger"]
    for share in here:
        assert set(share.depends) <= set(LOCAL)
        assert share.not_covered == share.unsettled == 0
        assert share.definite + sum(share.depends.values()) == 1


def test_what_is_left_open_is_still_left_open_somewhere():
    assert {key for share in found() for key in share.depends} == set(LOCAL)
