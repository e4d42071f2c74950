"""The rules engine: facts, rules, outcomes and the assessment of one person on one day.
It may import the standard library only (its apps.py excepted).
"""

from helpdesk.eligibility.answers import (
    UNSURE,
    Choice,
    Reading,
    answer_text,
    choices,
    read_answers,
)
from helpdesk.eligibility.assess import assess
from helpdesk.eligibility.assessment import Answer, Assessment
from helpdesk.eligibility.errors import Problem, RulebookError
from helpdesk.eligibility.facts import Known
from helpdesk.eligibility.question import ask, question_facts
from helpdesk.eligibility.reader import KINDS, read_rulebook
from helpdesk.eligibility.report import answer_json, assessment_json
from helpdesk.eligibility.rulebook import FORMAT, Rulebook
from helpdesk.eligibility.text import Text
from helpdesk.eligibility.wording import address_text

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
