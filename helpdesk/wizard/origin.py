"""Which region the rule behind an answer comes from, in a sentence."""

from django.utils.translation import gettext as _

from helpdesk.eligibility.answers.assessment import Assessment
from helpdesk.eligibility.rulebook.book import Rulebook
from helpdesk.eligibility.vocabulary.regions import NATION, Region
from helpdesk.faq.wording import in_language


def origin(rulebook: Rulebook, portion: Assessment, region: Region | None) -> str:
    """Own, inherited from a unit above, national, or the same everywhere; "" where no rule applied."""
    if not portion.rules:
        return ""
    if region is None:
        return _("The rule is the same everywhere in the mainland.")
    source = rulebook.regions.by_key[portion.rules[0].region]
    place = in_language(region.short)
    if region.key == NATION:
        return _("You named no region. This is the national rule; your region may have its own.")
    if source.key == region.key:
        return _("This is the rule of %(place)s.") % {"place": place}
    if source.key == NATION:
        return _("%(place)s has no rule of its own for this that we have checked. This is the national rule.") % {
            "place": place
        }
    if rulebook.regions.below(source.key, region.key):
        return _("This is the rule of %(other)s, a part of %(place)s.") % {
            "place": place,
            "other": in_language(source.short),
        }
    return _("%(place)s follows the rule of %(other)s.") % {"place": place, "other": in_language(source.short)}
