"""Random changes to the shipped rules: what the checker says of each is what exhaustive enumeration finds."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice

import pytest

from helpdesk.eligibility import Known, Rulebook, read_rulebook
from helpdesk.eligibility.comparison.compare import Side, compare
from helpdesk.eligibility.proofs.proof import proof_faults
from helpdesk.eligibility.rulebook.reader import Reader
from tests.policies.mutations import Change, bearing, by_enumeration, days, deletions, edits, shipped

SEED = 20261122
PARTS = 4
"""The thousand deletions and thousand edits run side by side; each part has its share of every verdict."""

VERDICTS = ("gap", "conflict", "changed", "no effect")


@cache
def reader() -> Reader:
    """Reads single tables; regions and facts are read once."""
    return Reader(shipped())


@cache
def before() -> Rulebook:
    """The rulebook as shipped."""
    return read_rulebook({"format": 1, "documents": shipped()})


def by_the_checker(change: Change) -> frozenset[str]:
    """What the checks and the comparison say of a change: `gap`, `conflict`, `changed`."""
    after = replace(before(), tables={**before().tables, change.key: reader().table(change.key, change.table)})
    found = {fault.code for fault in proof_faults(after, [change.decision])} & {"gap", "conflict"}
    return frozenset(found | ({"changed"} if is_changed(change, after) else set()))


def is_changed(change: Change, after: Rulebook) -> bool:
    """Does anybody get another result, or the same for another amount, on any day?"""
    for day in days(*(bearing(documents, change.decision) for documents in (shipped(), change.documents))):
        sides = (Side(book, Known(), date.fromisoformat(day)) for book in (before(), after))
        if any(not difference.only_bases for difference in compare(change.decision, *sides)):
            return True
    return False


def verdict(found: frozenset[str]) -> str:
    """The gravest of what was found."""
    return next((each for each in VERDICTS if each in found), "no effect")


def hold_against_each_other(changes: Iterator[Change]) -> Counter[str]:
    """How often each verdict came out, the checker and the reference agreeing on all."""
    counted: Counter[str] = Counter()
    for change in changes:
        expected = by_enumeration(change)
        assert by_the_checker(change) == expected, f"{change.text} (run again with the seed printed)"
        counted[verdict(expected)] += 1
    return counted


@pytest.mark.thorough
@pytest.mark.parametrize("changes", [deletions, edits], ids=lambda each: each.__name__)
def test_the_checker_says_of_a_change_what_enumeration_finds(changes: Callable[[int], Iterator[Change]]) -> None:
    assert hold_against_each_other(islice(changes(SEED), 4)).total() == 4


@pytest.mark.deep
@pytest.mark.parametrize("part", range(PARTS))
def test_the_checker_says_of_two_thousand_changes_what_enumeration_finds(
    part: int, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(10**9)
    with capsys.disabled():
        print(f"\nseed of the changes, part {part}: {seed}")  # noqa: T201 (to run a failure again)

    counted = hold_against_each_other(islice(deletions(seed), 1000 // PARTS))
    counted += hold_against_each_other(islice(edits(seed), 1000 // PARTS))

    assert counted.total() == 2000 // PARTS
    assert all(counted[each] >= 100 // PARTS for each in VERDICTS), counted
