"""The rules engine: facts, rules, outcomes and the assessment of one person on one day.
It may import the standard library only (its apps.py excepted).
"""

from helpdesk.eligibility.answers.assess import assess
from helpdesk.eligibility.answers.assessment import Answer, Assessment
from helpdesk.eligibility.answers.question import ask, question_facts
from helpdesk.eligibility.answers.reading import (
    UNSURE,
    Choice,
    Reading,
    answer_text,
    choices,
    read_answers,
)
from helpdesk.eligibility.answers.report import answer_json, assessment_json
from helpdesk.eligibility.rulebook.book import FORMAT, Rulebook
from helpdesk.eligibility.rulebook.reader import KINDS, read_rulebook
from helpdesk.eligibility.vocabulary.errors import Problem, RulebookError
from helpdesk.eligibility.vocabulary.facts import Known
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.eligibility.vocabulary.wording import address_text

__all__ = [
    "FORMAT",
    "KINDS",
    "UNSURE",
    "Answer",
    "Assessment",
    "Choice",
    "Known",
    "Problem",
    "Reading",
    "Rulebook",
    "RulebookError",
    "Text",
    "address_text",
    "answer_json",
    "answer_text",
    "ask",
    "assess",
    "assessment_json",
    "choices",
    "question_facts",
    "read_answers",
    "read_rulebook",
]
