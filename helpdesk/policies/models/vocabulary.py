"""Closed sets of the editorial models, as Django choices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Confidence(models.TextChoices):
    """How far a researched claim can be relied on; `low` is never shown to the public."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class RegionLevel(models.TextChoices):
    """What kind of unit a region is (GB/T 2260, plus pooling areas and places outside the mainland)."""

    NATION = "nation", _("the nation")
    PROVINCE = "province", _("province")
    MUNICIPALITY = "municipality", _("municipality")
    AUTONOMOUS_REGION = "autonomous_region", _("autonomous region")
    CITY = "city", _("city or prefecture")
    DISTRICT = "district", _("district")
    COUNTY = "county", _("county")
    POOLING_AREA = "pooling_area", _("pooling area")
    OUTSIDE = "outside", _("outside the mainland")


class InstrumentLevel(models.TextChoices):
    """Rank of an instrument, highest first."""

    LAW = "law", _("law")
    ADMINISTRATIVE_REGULATION = "administrative_regulation", _("administrative regulation")
    DEPARTMENT_RULE = "department_rule", _("department rule")
    NORMATIVE_DOCUMENT = "normative_document", _("normative document")
    LOCAL = "local", _("local document")


class TextBasis(models.TextChoices):
    """How much of an instrument's text we have read."""

    FULL_TEXT = "full_text", _("full text read")
    EXCERPT = "excerpt", _("part of the text read")
    SECONDARY = "secondary", _("only reports read")
    NOT_READ = "not_read", _("text not read")


class EvidenceKind(models.TextChoices):
    """What kind of source a piece of evidence is."""

    OFFICIAL_FULL = "official_full", _("official text, read in full")
    OFFICIAL_EXCERPT = "official_excerpt", _("official text, read in part")
    PRESS = "press", _("press report")
    SECONDARY = "secondary", _("secondary page")


class FactKind(models.TextChoices):
    """What kind of value answers a fact's question."""

    CHOICE = "choice", _("one of several")
    YES_NO = "yes_no", _("yes or no")
    AMOUNT = "amount", _("amount of money")
    COUNT = "count", _("number")
    DATE = "date", _("date")
    REGION = "region", _("region")


class DeadlineUnit(models.TextChoices):
    """What a deadline counts; working days are Mondays to Fridays."""

    WORKING_DAYS = "working_days", _("working days")
    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class FigureUnit(models.TextChoices):
    """What a parameter counts; an age is written in months, a share as 70% or 0.7."""

    YUAN = "yuan", _("yuan")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    AGE = "age", _("age, in months")
    DAYS = "days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    SHARE = "share", _("share")
    TIMES = "times", _("times")
    YES_NO = "yes_no", _("yes or no")


class Subject(models.TextChoices):
    """Whom a fact is about."""

    INSURED = "insured", _("the insured person")
    ASKER = "asker", _("the person asking")
    HEIR = "heir", _("the heir")
    GIVER = "giver", _("the person who shares")
    RECEIVER = "receiver", _("the person shared with")
    CHILD = "child", _("the child")


class VerdictChoice(models.TextChoices):
    """The verdict an outcome gives; `not_covered` is the honest absence of one."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
    DEPENDS = "depends", _("depends")
    NOT_COVERED = "not_covered", _("not covered")


class AfterEnd(models.TextChoices):
    """What applies in a region once the last version of its own rule has ended."""

    RETURNS_TO_PARENT = "returns_to_parent", _("the parent region's rule applies again")
    NOT_KNOWN = "not_known", _("not known")


class StartKnown(models.TextChoices):
    """How exactly the first day of a version is known."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")
    UNKNOWN = "unknown", _("not known: in force when we last looked")


class CitationKind(models.TextChoices):
    """What a rule rests on; only a provision is called a legal citation."""

    PROVISION = "provision", _("provision we can cite")
    LOCAL_DOCUMENT = "local_document", _("named local document, text not read")
    PRACTICE = "practice", _("local practice without a known text")


class CitationRole(models.TextChoices):
    """Whether a basis counts on the days it is in force, or governed past facts."""

    IN_FORCE = "in_force", _("shown on the days it is in force")
    GOVERNS_PAST = "governs_past", _("the rule at the time")


class OfficeServes(models.TextChoices):
    """Which side of the counter an office belongs to."""

    MEDICAL = "medical", _("medical security")
    HRSS = "hrss", _("human resources and social security")
    CARD = "card", _("social security card")
    BANK = "bank", _("bank")
