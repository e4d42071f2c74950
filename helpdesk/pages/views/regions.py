"""Regions: the list, and one region with its rules, lines and offices."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from helpdesk.editions.reading import Edition
from helpdesk.faq.models import Article
from helpdesk.faq.page import page
from helpdesk.pages.coverage import ancestry, coverage, rules_by_region
from helpdesk.pages.drawing import pictures
from helpdesk.pages.timeline import timelines
from helpdesk.policies.models import NATION, Office, Region
from helpdesk.policies.models.vocabulary import Confidence
from helpdesk.policies.published import rulebook


def regions(request: HttpRequest) -> HttpResponse:
    """Provinces with the cities below them that have rules of their own."""
    own = rules_by_region(request.edition)
    units = request.edition.all(Region).filter(parent_id=NATION).exclude(level="outside")
    below = request.edition.all(Region).filter(key__in=own).exclude(parent_id=NATION).select_related("parent")
    rows = [
        {
            "region": unit,
            "rules": own[unit.key],
            "children": [{"region": row, "rules": own[row.key]} for row in below if province(row).key == unit.key],
        }
        for unit in units
    ]
    return page(request, "pages/regions.html", {"rows": rows})


def region(request: HttpRequest, code: str) -> HttpResponse:
    """One region. A former code shows its successor and says so."""
    edition, found = request.edition, resolve(request.edition, code)
    above = ancestry(edition, found.key)
    context = {
        "region": found,
        "former": code if code != found.key else "",
        "rows": coverage(edition, found.key),
        "articles": [row for row in edition.all(Article) if set(row.regions) & set(above[:-1])],
        "medical": line(edition, above, "hotline_medical") or "12393",
        "hrss": line(edition, above, "hotline_hrss") or "12333",
        "offices": edition.all(Office).filter(within(found)).exclude(confidence=Confidence.LOW),
        "children": edition.all(Region).filter(parent_id=found.key),
        "drawings": pictures(timelines(rulebook(edition), found.key, request.today)),
        "nation": found.key == NATION,
    }
    return page(request, "pages/region.html", context)


def within(region: Region) -> Q:
    """Offices of the region, and of the places directly below it unless it is the whole mainland."""
    own = Q(region_id=region.key)
    return own if region.key == NATION else own | Q(region__parent_id=region.key)


def province(region: Region) -> Region:
    """The region directly below the nation that this one lies in, or is."""
    above = region.parent
    return region if above is None or above.key == NATION else province(above)


def resolve(edition: Edition, code: str) -> Region:
    """The region of a code or of a former one."""
    known = rulebook(edition).regions.resolve(code)
    found = edition.all(Region).filter(key=known.key).first() if known else None
    if found is None:
        told = _("We know no region with the code “%(code)s”. Look for its name in the list of regions.")
        raise Http404(told % {"code": code[:20]})
    return found


def line(edition: Edition, above: list[str], field: str) -> str:
    """The nearest telephone number from a region upwards."""
    numbers = dict(edition.all(Region).filter(key__in=above).values_list("key", field))
    return next((numbers[key] for key in above if numbers.get(key)), "")
