"""The closed sets of the engine."""

from enum import StrEnum


class FactKind(StrEnum):
    """What kind of value a fact has."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    AMOUNT = "amount"
    COUNT = "count"
    DATE = "date"
    REGION = "region"


class Verdict(StrEnum):
    """What an outcome says. `not_covered` is the honest absence of a verdict."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DEPENDS = "depends"
    NOT_COVERED = "not_covered"


class Status(StrEnum):
    """How far an assessment got."""

    DECIDED = "decided"
    OPEN = "open"
    UNSURE = "unsure"
    NOT_COVERED = "not_covered"
    INVALID = "invalid"


class State(StrEnum):
    """Whether a condition holds of everything that is still possible, of nothing, or of some."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


class BasisKind(StrEnum):
    """What a rule rests on. Only a provision is a legal citation."""

    PROVISION = "provision"
    LOCAL_DOCUMENT = "local_document"
    PRACTICE = "practice"


class Role(StrEnum):
    """`in_force`: shown on the days the provision is in force. `governs_past`: the rule at the time of the facts."""

    IN_FORCE = "in_force"
    GOVERNS_PAST = "governs_past"


class AmountKind(StrEnum):
    """How exactly an amount is known."""

    EXACT = "exact"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    RANGE = "range"
    NOT_KNOWN = "not_known"


class AfterEnd(StrEnum):
    """What follows in a region once the last version of its own rule has ended."""

    RETURNS_TO_PARENT = "returns_to_parent"
    NOT_KNOWN = "not_known"


ON = "on"
"""The clock that reads the date asked about. Every other clock is the key of a date fact."""
