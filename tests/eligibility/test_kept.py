"""After a change the answers that still apply are kept, and only those."""

from helpdesk.eligibility import read_answers
from helpdesk.eligibility.answers.kept import kept
from tests.eligibility.books import TODAY, amount, asking, book, choice, exclusion, fact, portion, relation, rule

FACTS = {
    "home": fact("region"), "goal": fact("region"), "move": relation(), "why": choice("moving", "died", "here"),
    "heir": fact(), "old": fact(), "sum": amount(), "held": choice("here", "there"),
}  # fmt: skip
BOOK = book(
    rule("far", "why = moving", "move = other-province"),
    rule("near", "why = moving", "move != other-province", to="no"),
    rule("heirs", "why = died", "heir = yes", formula="whole(sum)"),
    rule("others", "why = died", "heir = no", to="no"),
    rule("stays", "why = here", "old = yes"), rule("young", "why = here", "old = no", to="no"),
    facts=FACTS, region_fact="home", exclusion={"heirs": exclusion("heir = yes", "why = here")},
    question=asking(portion("d", "held = here")),
)  # fmt: skip
ANSWERS = {"home": "110000", "why": "moving", "goal": "440100", "held": "here"}


def after(changed, answers, book=BOOK):
    """What is kept of these answers, given in this order, when `changed` was answered anew."""
    known = read_answers(book, "q", answers).known
    return list(kept(book, "q", known, list(answers), changed, TODAY))


def test_a_later_answer_on_which_nothing_depends_any_more_is_dropped():
    assert after("why", ANSWERS | {"why": "died"}) == ["home", "why", "held"]


def test_later_answers_that_still_matter_are_kept():
    assert after("goal", ANSWERS | {"goal": "110000"}) == ["home", "why", "goal", "held"]
    assert after("home", ANSWERS | {"home": "440000"}) == ["home", "why", "goal", "held"]


def test_an_answer_that_excludes_the_new_one_is_dropped_also_if_it_came_earlier():
    assert after("why", {"heir": "yes", "home": "110000", "why": "here", "old": "yes"}) == ["home", "why", "old"]


def test_an_earlier_answer_stays_though_nothing_depends_on_it():
    assert after("why", {"old": "yes", "why": "died", "heir": "yes"}) == ["old", "why", "heir"]


def test_the_place_that_governs_stays_wherever_it_was_answered():
    assert after("why", {"why": "died", "home": "110000", "goal": "440100"}) == ["why", "home"]


def test_not_being_sure_is_kept_like_an_answer_and_may_be_the_change():
    assert after("why", ANSWERS | {"why": "unsure"}) == ["home", "why", "goal", "held"]
    assert after("why", {"why": "died", "heir": "unsure", "old": "unsure"}) == ["why", "heir"]


def test_what_only_an_amount_goes_by_still_matters():
    assert after("heir", {"why": "died", "heir": "yes", "sum": "100"}) == ["why", "heir", "sum"]
    assert after("heir", {"why": "died", "heir": "no", "sum": "100"}) == ["why", "heir"]
