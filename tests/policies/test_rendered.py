"""The shipped rules are rendered quickly as they are told in general."""

import random

import pytest

from helpdesk.eligibility.diagrams.rendering import Rendering
from tests.eligibility.test_rendering import ON, general
from tests.policies.content import rulebook

PLACES = [
    "110000", "120000", "310115", "440300", "440100", "460100", "620100", "330100",
    "340100", "430100", "420100", "511100", "610100",
]  # fmt: skip
DAYS = ["2021-05-05", "2023-01-01"]


@pytest.mark.thorough
@pytest.mark.parametrize("decision", sorted(rulebook().decisions))
def test_the_shipped_rules_are_rendered_as_they_are_told(decision):
    shipped, chance = rulebook(), random.Random(decision)
    rendering = Rendering(shipped, decision)
    for _ in range(150):
        person = {}
        for key in shipped.decisions[decision].facts:
            known = shipped.facts[key]
            if known.derivation is None:
                options = [option.key for option in known.options]
                person[key] = chance.choice(options or (PLACES if known.kind == "region" else DAYS))
        on = chance.choice(["2020-01-01", "2023-06-01", ON, "2027-02-01"])
        assert rendering.render(person, on) == general(shipped, decision, person, on), (person, on)
