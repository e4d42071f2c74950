"""The tree of regions: former codes, what is known of a place, and how two places relate."""

import pytest

from helpdesk.eligibility.vocabulary.kinds import State
from helpdesk.eligibility.vocabulary.regions import Places, Relation
from tests.eligibility.books import book

REGIONS = book().regions
AREA, PROVINCE, OTHER, OUTSIDE = (
    Relation.SAME_AREA, Relation.SAME_PROVINCE, Relation.OTHER_PROVINCE, Relation.OUTSIDE_MAINLAND,
)  # fmt: skip


def places(*inside, outside_of=()):
    return Places(frozenset(inside), frozenset(outside_of))


def test_a_code_is_found_a_former_code_leads_to_its_successor_and_others_to_nothing():
    assert REGIONS.resolve("440100").key == "440100"
    assert REGIONS.resolve("440126").key == "440100"
    assert REGIONS.resolve("999999") is None
    assert REGIONS.resolve("") is None


def test_a_line_runs_from_the_nation_to_the_unit():
    assert REGIONS.line("440106") == ("CN", "440000", "440100", "440106")
    assert REGIONS.line("CN") == ("CN",)
    assert REGIONS.below("440106", "440000")
    assert not REGIONS.below("440000", "440106")


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("440100", "440106", {AREA}),
        ("440106", "440300", {PROVINCE}),
        ("440100", "44-units", {PROVINCE}),
        ("44-units", "44-units", {AREA}),
        ("440100", "110105", {OTHER}),
        ("110000", "110105", {AREA}),
        ("110105", "110105", {AREA}),
        ("429004", "429004", {AREA}),
        ("429004", "420100", {PROVINCE}),
        ("429004", "440100", {OTHER}),
        ("440100", "810000", {OUTSIDE}),
        ("810000", "440100", {OUTSIDE}),
        ("810000", "810000", {OUTSIDE}),
        ("CN", "810000", {OUTSIDE}),
        ("440100", "440000", {AREA, PROVINCE}),
        ("440000", "440000", {AREA, PROVINCE}),
        ("440000", "110000", {OTHER}),
        ("440100", "CN", set(Relation)),
        ("CN", "440000", set(Relation)),
        ("CN", "CN", set(Relation)),
        ("110105", "CN", {AREA, OTHER, OUTSIDE}),
    ],
)
def test_every_way_in_which_one_place_may_lie_to_another(here, there, expected):
    assert REGIONS.relations(places(here), places(there)) == expected


def test_a_place_known_to_lie_outside_a_unit_has_no_relation_inside_it():
    beyond_the_province = places("CN", outside_of=["440000"])
    beyond_the_city = places("440000", outside_of=["440100"])

    assert REGIONS.relations(places("440100"), beyond_the_province) == {OTHER, OUTSIDE}
    assert REGIONS.relations(places("440100"), beyond_the_city) == {PROVINCE}
    assert REGIONS.relations(places("440300"), beyond_the_city) == {AREA, PROVINCE}


def test_a_place_known_to_be_none_outside_the_mainland_does_not_lie_there():
    """Else whoever moves anywhere but to Hong Kong would still be taken to leave the mainland."""
    inside = places("CN", outside_of=["440000", "810000"])

    assert REGIONS.relations(places("440100"), inside) == {OTHER}
    assert REGIONS.relations(places("CN"), inside) == {AREA, PROVINCE, OTHER, OUTSIDE}


def test_several_places_have_the_relations_of_each():
    assert REGIONS.relations(places("440100", "110000"), places("440106")) == {AREA, OTHER}


@pytest.mark.parametrize(
    ("known", "units", "expected"),
    [
        (places("440106"), ["440000"], State.MET),
        (places("440100", "440300"), ["440000"], State.MET),
        (places("440100", "110000"), ["440000"], State.NOT_KNOWN),
        (places("440000"), ["440100"], State.NOT_KNOWN),
        (places("110000"), ["440000", "420000"], State.NOT_MET),
        (places("440000", outside_of=["440100"]), ["440100"], State.NOT_MET),
        (places("440000", outside_of=["440100"]), ["440106"], State.NOT_MET),
        (places("440000", outside_of=["440106"]), ["440100"], State.NOT_KNOWN),
        (places("CN", outside_of=["440000"]), ["440000", "110000"], State.NOT_KNOWN),
        (places("440100"), [], State.NOT_MET),
    ],
)
def test_whether_a_place_lies_in_one_of_the_units(known, units, expected):
    assert REGIONS.state(known, units) is expected


def test_a_place_is_split_into_each_unit_without_the_deeper_ones_and_the_rest():
    parts = REGIONS.split(places("CN"), {"440000", "440100", "110000"})

    assert parts == [
        places("CN", outside_of=["440000", "440100", "110000"]),
        places("110000"),
        places("440000", outside_of=["440100"]),
        places("440100"),
    ]


def test_several_places_are_split_each_by_the_units_that_tell_them_apart():
    assert REGIONS.split(places("440100", "440300"), {"440000", "440300"}) == [
        places("440100", outside_of=["440300"]),
        places("440300"),
    ]
    assert REGIONS.split(places("440100", "110000"), {"440100", "110000"}) == [places("110000"), places("440100")]
    assert REGIONS.split(places("110000"), {"440000"}) == [places("110000")]


def test_a_place_told_twice_wide_and_narrow_is_still_split_into_parts_that_share_nothing():
    assert REGIONS.split(places("440000", "440106"), {"440100", "440106"}) == [
        places("440000", outside_of=["440100", "440106"]),
        places("440100", outside_of=["440106"]),
        places("440106"),
    ]
    assert REGIONS.split(places("440106", "110000"), {"440100", "440106", "110105"}) == [
        places("110000", outside_of=["440100", "440106", "110105"]),
        places("110105"),
        places("440106"),
    ]


@pytest.mark.parametrize(
    ("known", "units", "inside", "outside"),
    [
        (places("CN"), {"440000"}, places("440000"), places("CN", outside_of=["440000"])),
        (places("440106"), {"440000"}, places("440106"), None),
        (places("110000"), {"440000"}, None, places("110000", outside_of=["440000"])),
        (places("440100", "110000"), {"440000"}, places("440100"), places("110000", outside_of=["440000"])),
        (places("CN"), {"440000", "440100"}, places("440000"), places("CN", outside_of=["440000", "440100"])),
    ],
)
def test_a_place_taken_together_with_a_condition(known, units, inside, outside):
    assert REGIONS.narrowed(known, frozenset(units), negated=False) == inside
    assert REGIONS.narrowed(known, frozenset(units), negated=True) == outside
