"""What stands below an answer to take it along: what its address tells, a code to scan from paper, where to go on."""

from typing import Any

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from helpdesk.eligibility.vocabulary.regions import NATION, OUTSIDE, Places, Region
from helpdesk.eligibility.vocabulary.text import listed
from helpdesk.wizard.steps import Visit


def kept_for(request: HttpRequest, found: Visit, code: str) -> dict[str, Any]:
    """What the template shows of it; `code` is the reference code, "" where there is none."""
    return {
        "shared": listed([found.rulebook.facts[key].label for key in found.order], ", ", "、"),
        "qr": qr(request.build_absolute_uri(reverse("wizard:replay", args=[code]) if code else None)),
        "pair": pair(found),
        "rules": ",".join(rule_keys(found)),
        "region": next((place.key for place in places(found)), ""),
    }


def qr(address: str) -> SafeString:
    """The address as a QR code, for print only: it is drawn without a style and holds what the address holds."""
    drawn = segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn.replace("<svg ", '<svg aria-hidden="true" '))


def rule_keys(found: Visit) -> list[str]:
    """The versions of rules behind an answer, as a report of a mistake names them: `tj-left-job[2]`."""
    return sorted({f"{rule.key}[{rule.version}]" for portion in found.answer.portions for rule in portion.rules})


def places(found: Visit) -> list[Region]:
    """The places told, one unit each, in the order in which they were told."""
    told = [found.known.values.get(key) for key in found.order]
    keys = [min(value.inside) for value in told if isinstance(value, Places) and len(value.inside) == 1]
    return [found.rulebook.regions.by_key[key] for key in keys]


def pair(found: Visit) -> tuple[Region, Region] | None:
    """Where two places in the mainland were told: both, to be compared."""
    named = [place for place in places(found) if place.level != OUTSIDE and place.key != NATION]
    return (named[0], named[1]) if len(named) > 1 and named[0].key != named[1].key else None
