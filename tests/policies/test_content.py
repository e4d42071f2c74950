"""The shipped rules give what the law and the regions say, on the right days, with the right basis."""

from datetime import date, timedelta

import pytest

from helpdesk.eligibility import Known
from helpdesk.eligibility.diagrams.person import Person
from helpdesk.eligibility.diagrams.resolution import LeafKind
from helpdesk.eligibility.diagrams.walk import branches, ends, walk
from helpdesk.eligibility.rulebook.rules import Table, Version, all_conditions
from helpdesk.eligibility.vocabulary.kinds import ON, State, Status, Verdict
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.publishing.check import findings
from tests.policies.content import (
    BANK,
    CASH,
    LEDGER,
    PAID_OUT,
    TODAY,
    answer,
    longest_journey,
    on_clock,
    person_fitting,
    portion,
    rulebook,
)
from tests.starter_edition import starter_documents

DAY = timedelta(days=1)
VERSIONS = [
    pytest.param(table, version, id=f"{table.region}-{version.name}")
    for table in rulebook().tables.values()
    for rule in table.rules
    for version in rule.versions
    if version.conditions
]


def test_the_shipped_content_passes_every_check() -> None:
    assert [fault.message.en for fault in findings(starter_documents())] == []


def test_cases_cover_every_row_of_the_first_two_rulings_and_all_pass() -> None:
    sources = " ".join(
        str(document.body["source"]) for key, document in starter_documents().items() if key.startswith("case:")
    )

    missing = [
        row
        for row in ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.9", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]
        if row not in sources
    ]

    assert missing == []


@pytest.mark.parametrize(("table", "version"), VERSIONS)
def test_a_version_applies_from_its_first_day_to_its_last(table: Table, version: Version) -> None:
    decision = rulebook().decisions[table.decision]
    fitting = person_fitting(version, decision.region_fact, table.region)
    days = {}
    if version.period.low:
        days |= {version.period.low - DAY: False, version.period.low: True, version.period.low + DAY: True}
    if version.period.high:
        high = version.period.high
        days |= {high - 2 * DAY: True, high - DAY: True, high: False, high + DAY: False}
    for day, expected in days.items():
        known, on = on_clock(version, fitting, day)
        person = Person(rulebook(), decision, known, on)
        reaching = version.clock != ON or on in version.period
        states = {person.state(condition) for condition in all_conditions(version)}

        assert (reaching and State.NOT_MET not in states) == expected, (version.name, day)


@pytest.mark.parametrize(("table", "version"), VERSIONS)
def test_nobody_a_version_fits_meets_a_gap_or_a_conflict_around_its_dates(table: Table, version: Version) -> None:
    decision = rulebook().decisions[table.decision]
    person = person_fitting(version, decision.region_fact, table.region)
    bounds = [day for bound in version.period.bounds() for day in (bound - DAY, bound, bound + DAY)]
    for day in [*bounds, TODAY]:
        known, on = on_clock(version, person, day)
        tree = walk(rulebook(), decision.key, known, on)

        assert {leaf.kind for leaf in ends(tree)} <= {LeafKind.DECIDED}, (version.name, day)


@pytest.mark.parametrize(
    ("region", "credited", "settled_elsewhere", "share"),
    [
        ("110000", "2022-08-15", "no", "1"),
        ("110000", "2022-09-05", "no", None),
        ("120000", "2021-12-28", "no", "0.7"),
        ("120000", "2021-12-28", "yes", "1"),
        ("120000", "2022-01-28", "no", None),
        ("110105", "2022-08-31", "no", "1"),
        ("110105", "2022-09-01", "no", None),
        ("120000", "2016-10-01", "no", "0.7"),
        ("120000", "2021-12-31", "no", "0.7"),
        ("120000", "2022-01-01", "no", None),
    ],
)
def test_what_was_paid_out_depends_on_the_day_it_was_credited(
    region: str, credited: str, settled_elsewhere: str, share: str | None
) -> None:
    facts = {"insured_in": region, "situation": "insured", "credited": credited, "filed_elsewhere": settled_elsewhere}

    found = answer(CASH, held_as="both", monthly_credit="200", retired="no", **facts)

    paid, ledger = portion(found, PAID_OUT), portion(found, LEDGER)
    assert ledger.outcome.verdict is Verdict.NO
    assert paid.outcome.verdict is (Verdict.NO if share is None else Verdict.YES)
    assert (None if paid.amount is None else f"{paid.amount.factor:f}") == share


def test_shenzhen_pays_nothing_out_today() -> None:
    found = answer(
        CASH, insured_in="440300", situation="insured", held_as="ledger", retired="no", has_account="yes"
    )  # fmt: skip

    assert found.verdict is Verdict.NO


def test_the_citations_turn_to_the_medical_security_law_with_the_new_year_and_no_rule_is_split() -> None:
    facts = {"insured_in": "620100", "situation": "left-job", "held_as": "ledger"}
    before = portion(answer(CASH, date(2026, 12, 31), **facts), LEDGER)
    after = portion(answer(CASH, date(2027, 1, 1), **facts), LEDGER)
    cited = [{basis.key for basis in found.bases} for found in (before, after)]

    assert cited[0] - cited[1] == {"social-insurance-law:88"}
    assert cited[1] - cited[0] == {
        "medical-security-law:35", "medical-security-law:48.2", "medical-security-law:49.1",
    }  # fmt: skip
    assert before.rules == after.rules
    assert before.outcome == after.outcome


def test_article_14_of_the_social_insurance_law_never_stands_behind_the_medical_account() -> None:
    cited = {
        citation.key
        for rule in rulebook().rules()
        for version in rule.versions
        for citation in version.citations
    }  # fmt: skip

    assert cited
    assert not [key for key in cited if key.startswith("social-insurance-law:14")]


@pytest.mark.thorough
@pytest.mark.parametrize("region", ["120000", "110000", "110105", "440300", "440100", "620100", "330100", "unsure"])
def test_nobody_who_left_a_job_is_asked_more_than_six_questions(region: str) -> None:
    """But for somebody who names no place and is sure of nothing: of some place or other a seventh may matter."""
    assert 2 + longest_journey(CASH, insured_in=region, situation="left-job") <= (7 if region == "unsure" else 6)


@pytest.mark.thorough
@pytest.mark.parametrize("situation", ["insured", "died", "leaving-mainland", "other"])
@pytest.mark.parametrize("region", ["120000", "440300", "620100"])
def test_whoever_knows_place_and_situation_is_asked_at_most_six_more_questions(region: str, situation: str) -> None:
    assert longest_journey(CASH, insured_in=region, situation=situation) <= 6


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("region", "questions"), [("620100", 5), pytest.param("440300", 7, marks=pytest.mark.deep)]
)  # fmt: skip
def test_moving_asks_at_most_seven_more_even_of_somebody_unsure_of_everything(region: str, questions: int) -> None:
    assert longest_journey(CASH, insured_in=region, situation="moving") == questions


def test_the_bank_account_needs_no_region_and_three_questions_at_most() -> None:
    assert longest_journey(BANK) <= 3


@pytest.mark.thorough
def test_somebody_unsure_of_everything_gets_possible_outcomes_and_no_invented_answer() -> None:
    facts: dict[str, str] = {}
    found = answer(CASH)
    while found.next_fact:
        facts[found.next_fact] = "unsure"
        found = answer(CASH, **facts)

    assert found.verdict is None
    assert all(item.status is Status.UNSURE and len(item.possible) > 1 for item in found.portions)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2015, 6, 1), date(2021, 4, 30)])
def test_a_day_before_our_research_is_not_covered(day: date) -> None:
    found = answer(CASH, day, insured_in="620100", situation="insured", held_as="ledger")

    assert portion(found, LEDGER).status is Status.NOT_COVERED


def test_hong_kong_lies_outside_the_mainland_scheme() -> None:
    found = answer(CASH, insured_in="810000", situation="insured", held_as="ledger")

    assert [item.status for item in found.portions] == [Status.NOT_COVERED]
    assert "outside the mainland scheme" in found.verdict_line.en


def test_an_heir_of_a_living_person_is_told_which_answers_exclude_each_other() -> None:
    found = answer(CASH, insured_in="120000", situation="left-job", asking_as="heir")

    assert [problem.facts for problem in found.problems] == [("asking_as", "situation")]
    assert found.portions == ()


def test_a_former_code_answers_with_its_successor() -> None:
    former = answer(CASH, insured_in="110103", situation="left-job", held_as="ledger")

    assert former.portions == answer(CASH, insured_in="110101", situation="left-job", held_as="ledger").portions


def test_another_reason_is_asked_of_members_and_movers_only_where_a_list_tells_them_apart() -> None:
    """Everywhere else the question stays with those who chose "none of these" as their situation."""
    asked = {
        situation: {
            unit
            for unit in rulebook().diagrams.classes(LEDGER)
            if "other_reason"
            in {each.fact for each in branches(walk(rulebook(), LEDGER, in_place(unit, situation), TODAY))}
        }
        for situation in ("insured", "moving")
    }

    assert asked == {"insured": {"310000", "340100"}, "moving": {"310000", "340100", "350500"}}


def in_place(unit: str, situation: str) -> Known:
    """Somebody insured in a unit, and in none below it that has rules of its own."""
    deeper = frozenset(each for each in rulebook().diagrams.classes(LEDGER) if each != unit)
    place = Places(frozenset({unit}), deeper)
    return Known({"insured_in": place, "situation": frozenset({situation})}, frozenset({"insured_in", "situation"}))


NO = sorted(
    {(table.decision, version.outcome) for table in rulebook().tables.values() for rule in table.rules
     for version in rule.versions if rulebook().outcomes[version.outcome].verdict is Verdict.NO}
)  # fmt: skip


@pytest.mark.parametrize(("decision", "outcome"), NO)
def test_a_no_says_what_still_works_and_warns_of_whoever_offers_cash(decision, outcome):
    found = rulebook().outcomes[outcome]
    assert found.text("alternatives").en
    assert found.text("alternatives").zh
    # Without an account, or about the bank's own account, there is nothing a dealer could offer cash for.
    if decision != BANK and outcome != "sz-no-account":
        assert "risk" in found.text("warning").en
        assert "违法" in found.text("warning").zh
