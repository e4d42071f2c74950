"""The editorial models of policy. Each says once how it becomes a document (`KIND`, `FIELDS`, `CHILDREN`)."""

from helpdesk.policies.models.decision import Decision, Outcome, Portion, Question
from helpdesk.policies.models.fact import Exclusion, Fact, Option
from helpdesk.policies.models.law import Evidence, Instrument, Provision
from helpdesk.policies.models.practice import Case, Check, Office
from helpdesk.policies.models.region import NATION, Region
from helpdesk.policies.models.table import Citation, Parameter, ParameterValue, Rule, Table, Version

__all__ = [
    "NATION", "Case", "Check", "Citation", "Decision", "Evidence", "Exclusion", "Fact", "Instrument", "Office",
    "Option", "Outcome", "Parameter", "ParameterValue", "Portion", "Provision", "Question", "Region", "Rule", "Table",
    "Version",
]  # fmt: skip
