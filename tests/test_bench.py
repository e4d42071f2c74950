"""The bench's own arithmetic, what it says of speeds and least questions, and that it catches wrong answers."""

import random
import time
from itertools import product

import pytest

from tests.bench import contest, rounds
from tests.bench.contenders import hand_written
from tests.bench.generated import PIECES, covered, large, small
from tests.bench.goals import Goal, Section, Wanted, summary
from tests.bench.optimum import NOBODY, Optimum, Table, table_of
from tests.bench.ours import Ours, asked_facts, ours, read_rulebook
from tests.bench.people import People
from tests.bench.questions import asking, askings, compared, ratio
from tests.bench.synthetic import wrong
from tests.bench.table import DECISION, FACTS, ROWS, cases, first_hit_lines, rulebook_source


def test_the_table_has_twelve_rows_over_five_facts_and_one_region_with_rules_of_its_own():
    assert (len(ROWS), len(FACTS)) == (12, 5)
    assert {row.region for row in ROWS} == {"CN", "110000"}
    assert sum(len(row.versions) == 2 for row in ROWS) == 2


def test_no_two_persons_are_alike_and_a_seed_gives_the_same_ones():
    drawn = cases(500, seed=3)
    assert len({(*facts.values(), on) for facts, on in drawn}) == 500
    assert drawn == cases(500, seed=3) != cases(500, seed=4)


def test_what_excepts_comes_before_what_it_excepts():
    outcomes = [line.outcome for line in first_hit_lines()]
    place = {row.key: outcomes.index(row.versions[0].outcome) for row in ROWS}
    assert all(place[row.key] < place[other] for row in ROWS for other in row.over)
    assert outcomes[-1] == "unchecked"


def test_our_engine_says_what_the_hand_written_function_says():
    decide, engine = hand_written(), ours(read_rulebook(rulebook_source()), DECISION)
    contest.agree({"hand": decide, "outcome": engine.outcome, "full": engine.render}, cases(200, seed=1))


def test_a_contender_that_errs_once_ends_the_contest_with_the_person():
    decide = hand_written()

    def errs(facts, on):
        return "yes" if facts["situation"] == "died" else decide(facts, on)

    with pytest.raises(contest.MismatchError, match="'situation': 'died'"):
        contest.agree({"hand": decide, "errs": errs}, cases(100, seed=1))


FULL = Ours(
    outcome=lambda facts, on: "yes",
    render=lambda facts, on: '{"outcome":{"key":"yes"}}',
    written_out=lambda facts, on: '{"outcome":{"key":"yes"},"bases":[]}',
    settled=lambda facts, on: "yes",
    next_fact=lambda facts, on: None,
)


def test_a_rendering_that_leaves_something_out_ends_the_contest():
    with pytest.raises(contest.MismatchError, match="without short cuts"):
        contest.same_text(FULL, cases(1, seed=1))


def test_our_rendering_is_the_assessment_without_short_cuts_letter_by_letter():
    contest.same_text(ours(read_rulebook(rulebook_source()), DECISION), cases(50, seed=2))


def test_a_library_that_is_not_here_is_named_with_its_error():
    def absent():
        raise ImportError("no such library")

    calls, missing = contest.entrants(FULL, {"hand": hand_written, "gone": absent})
    assert missing == {"gone": "ImportError: no such library"}
    assert list(calls) == ["hand", contest.OUTCOME, contest.FULL]


@pytest.mark.thorough
def test_a_contender_that_remembers_shows_when_the_same_is_asked_again():
    decide = hand_written()

    def slow(facts, on):
        time.sleep(0.0005)
        return decide(facts, on)

    seen = {}

    def remembers(facts, on):
        key = (*facts.values(), on)
        if key not in seen:
            seen[key] = slow(facts, on)
        return seen[key]

    batch = cases(40, seed=1)
    assert contest.again_beside_first(remembers, batch) < 0.5 < contest.again_beside_first(slow, batch)


def test_the_outcome_is_read_from_a_whole_assessment():
    assert contest.outcome_of('{"outcome": {"key": "yes"}}') == contest.outcome_of("yes") == "yes"
    assert contest.outcome_of('{"outcome": null}') is contest.outcome_of(None) is None


@pytest.mark.thorough
def test_everybody_does_the_same_batches_in_turns_and_none_twice_while_timed():
    seen = []
    calls = {name: lambda first, second, name=name: seen.append((name, first)) for name in "ab"}
    times = rounds.in_turns(calls, rounds.batches([(number, "") for number in range(7)], 3))
    assert seen[4:] == [("a", 2), ("a", 3), ("b", 2), ("b", 3), ("a", 4), ("a", 5), ("b", 4), ("b", 5)]
    assert {name: len(values) for name, values in times.items()} == {"a": 2, "b": 2}


def test_too_few_inputs_for_the_batches_are_refused():
    with pytest.raises(ValueError, match="2 inputs do not make 3 batches"):
        rounds.batches([1, 2], 3)


def test_speed_is_the_median_of_the_ratios_of_each_round_so_that_a_slow_round_cancels():
    times = {"ours": [1.0, 100.0, 1.0], "theirs": [2.0, 200.0, 9.0]}
    assert rounds.speed(times, of="ours", against="theirs") == 2.0
    assert rounds.speed(times, of="theirs", against="ours") == 0.5


@pytest.mark.parametrize(("share", "found"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.001, 1)])
def test_percentiles_are_by_nearest_rank(share, found):
    values = list(range(1, 101))
    random.Random(0).shuffle(values)
    assert rounds.percentile(values, share) == found


def test_each_call_is_timed_once_and_waiting_is_no_work_of_the_processor():
    spent = rounds.each(time.sleep, [0.02, 0.02])
    assert len(spent.wall) == len(spent.processor) == 2
    assert min(spent.wall) >= 0.02 > max(spent.processor)


@pytest.mark.parametrize(
    ("measured", "wanted", "reached"),
    [(1.0, Wanted.BELOW, False), (1.0, Wanted.AT_MOST, True), (1.0, Wanted.AT_LEAST, True), (0.9, Wanted.BELOW, True),
     (0.9, Wanted.AT_LEAST, False), (None, Wanted.BELOW, False)],
)  # fmt: skip
def test_a_goal_is_reached_on_its_side_of_the_bound_and_never_when_not_measured(measured, wanted, reached):
    goal = Goal("speed", measured, wanted, 1.0, "s", "why")
    assert goal.reached is reached
    assert goal.line().startswith("reached" if reached else "MISSED")


def test_the_summary_counts_what_was_reached_and_names_what_was_missed():
    goals = (Goal("fast", 2, Wanted.AT_LEAST, 1, "×"), Goal("small", 2, Wanted.BELOW, 1, "s"))
    told = summary([Section("a", (), {}, goals)])
    assert "1 of 2" in told
    assert "MISSED   small: 2 s (goal < 1 s)" in told


def by_every_strategy(table: Table) -> float:
    """The least mean number of questions, by trying each order at every point, over persons one by one."""
    rows = list(product(*map(range, table.sizes)))
    persons = [(row, end) for row, end in zip(rows, table.cells, strict=True) if end != NOBODY]

    def least(left, unasked):
        if len({end for _, end in left}) < 2:
            return 0
        return len(left) + min(
            sum(
                least([person for person in left if person[0][axis] == value], unasked - {axis})
                for value in range(table.sizes[axis])
            )
            for axis in unasked
        )

    return least(persons, frozenset(range(len(table.sizes)))) / len(persons)


@pytest.mark.parametrize("seed", range(40))
def test_the_optimum_is_the_least_of_all_strategies(seed):
    rng = random.Random(seed)
    sizes = rng.choice([(2, 3), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2)])
    count = len(list(product(*map(range, sizes))))
    cells = bytes(rng.choice([NOBODY, 1, 1, 2, 3]) for _ in range(count - 1)) + b"\1"
    table = Table(tuple("abcd"[: len(sizes)]), sizes, cells)
    assert Optimum().mean(table) == pytest.approx(by_every_strategy(table))


def test_a_fact_that_tells_nothing_costs_no_question():
    table = Table(("a", "b"), (2, 2), bytes([1, 1, 2, 2]))
    assert table.reduced() == Table(("a",), (2,), bytes([1, 2]))
    assert Optimum().mean(table) == 1.0


def test_one_table_is_written_out_with_the_last_fact_running_fastest():
    table = table_of((("a", ("x", "y")), ("b", ("1", "2"))), lambda told: None if told["a"] == "y" else told["b"])
    assert table == Table(("a", "b"), (2, 2), bytes([1, 2, 0, 0]))


class Fixed:
    """An engine over two facts that asks in a fixed order."""

    def __init__(self, order):
        self.order = order

    def settled(self, facts, on):
        return "yes" if facts["situation"] == "o0" else f"no-{facts['held_as']}"

    def next_fact(self, facts, on):
        if facts.get("situation") == "o0":
            return None
        return next((fact for fact in self.order if fact not in facts), None)


@pytest.mark.parametrize(("order", "asked"), [(("situation", "held_as"), 1.75), (("held_as", "situation"), 2.0)])
def test_questions_are_counted_by_following_what_is_asked(order, asked):
    people = People(read_rulebook(small(1).source()), "d")
    case = asking(people, Fixed(order), lambda facts, on: True, "", "2026-11-22")
    table = table_of(case.axes, case.end)
    assert case.followed(table) == pytest.approx(asked)
    assert Optimum().mean(table) == pytest.approx(1.75)


def test_a_strategy_that_stops_too_early_is_caught():
    people = People(read_rulebook(small(1).source()), "d")
    case = asking(people, Fixed(()), lambda facts, on: True, "", "2026-11-22")
    with pytest.raises(AssertionError, match="is not settled"):
        case.followed(table_of(case.axes, case.end))


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_never_asks_less_than_the_least_there_can_be(seed):
    rows = compared(askings(read_rulebook(small(seed).source()), 0, ["2026-11-22"]))
    assert all(row["asked"] >= row["optimum"] - 1e-9 for row in rows)
    assert ratio(rows) is None or ratio(rows) >= 1


def test_the_large_rulebook_has_400_rules_and_cuts_every_fact_into_as_many_pieces_as_it_says():
    grid = large(20261122)
    rulebook = read_rulebook(grid.source())
    people = People(rulebook, "d")
    facts = [fact for fact in asked_facts(rulebook, "d") if fact != "insured_in"]
    assert len(grid.rules) == 400
    assert {fact: len(people.values(fact, "420100", "2099-01-01")) for fact in facts} == PIECES


def test_nationwide_boxes_neither_overlap_nor_leave_anybody_out():
    grid = small(5)
    boxes = [box for _, _, box, _, over in grid.rules if not over]
    points = [dict(zip(grid.pieces, row, strict=True)) for row in product(*(range(n) for n in grid.pieces.values()))]
    assert all(sum(all(point[n] in kept for n, kept in box.items()) for box in boxes) == 1 for point in points)


class Told:
    """A fault, as far as the bench looks at it."""

    def __init__(self, code, row="r1[1]"):
        self.code, self.row = code, row


@pytest.mark.parametrize(
    ("whole", "without_one", "is_wrong"),
    [
        ([], ["gap"], False),
        (["conflict"], ["gap"], True),
        (["explodes"], ["gap"], True),
        (["unreachable"], ["gap"], True),
        ([], [], True),
    ],
)
def test_a_proof_that_misses_what_was_put_there_does_not_count(whole, without_one, is_wrong):
    assert bool(wrong(map(Told, whole), map(Told, without_one), idle=set())) is is_wrong


def test_rules_that_decide_nobody_are_to_be_told_by_the_proof():
    assert wrong([Told("unreachable")], [Told("gap")], idle={"r1"}) == ""
    assert "['r2'] decide nobody" in wrong([Told("unreachable")], [Told("gap")], idle={"r2"})


@pytest.mark.parametrize("seed", range(20))
def test_a_box_is_covered_when_every_point_of_it_is_in_another(seed):
    grid = small(seed)
    rng = random.Random(seed)
    box, *others = (grid.narrower(grid.whole, rng.randrange(4)) for _ in range(6))
    met = [{name: kept & box[name] for name, kept in each.items()} for each in others]
    inside = [each for each in met if all(each.values())]
    points = [dict(zip(box, row, strict=True)) for row in product(*box.values())]
    by_points = all(any(all(point[n] in each[n] for n in point) for each in inside) for point in points)
    assert covered(box, inside) is by_points
