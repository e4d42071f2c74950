"""The share of possible persons with a definite answer, as a table that lines up, and for programs."""

import unicodedata
from fractions import Fraction

from helpdesk.eligibility import read_rulebook
from helpdesk.eligibility.proofs.coverage import Share
from helpdesk.policies.rulebook import rulebook_source
from helpdesk.publishing.shares import all_shares, depends_lines, percent, place_of, share_lines, shares_json
from tests.editions.samples import documents
from tests.publishing.test_fallen import ALL, DAY, QUESTION, rules

REGIONS = {
    "region:120000": {"name_en": "Tianjin", "name_zh": "天津市", "short_en": "Tianjin", "short_zh": "天津",
                      "level": "province", "parent": "CN"},
    "region:150000": {"name_en": "Inner Mongolia", "name_zh": "内蒙古自治区", "short_en": "Inner Mongolia",
                      "short_zh": "内蒙古", "level": "province", "parent": "CN"},
}  # fmt: skip
BOOK = read_rulebook(rulebook_source(documents({**QUESTION, **REGIONS})))


def share(region: str, definite: Fraction, **depends: Fraction) -> Share:
    return Share("cash", "refund", region, definite, depends, Fraction(1, 8), Fraction(0))


ROWS = [
    share("120000", Fraction(7, 8)),
    share("150000", Fraction(5, 8), local=Fraction(1, 4)),
    share("elsewhere", Fraction(0), local=Fraction(7, 8)),
]


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_the_columns_line_up_although_chinese_is_twice_as_wide() -> None:
    lines = [line for line in share_lines(BOOK, ROWS) if line.endswith(("%", "未定"))]

    assert len(lines) == 4
    assert len({width(line) for line in lines}) == 1
    starts = [{width(line[: line.index(figure)]) + len(figure) for line, figure in zip(lines[1:], told, strict=True)}
              for told in (("87.5%", "62.5%", "0.0%"), ("12.5%", "12.5%", "12.5%"))]  # fmt: skip
    assert [len(ends) for ends in starts] == [1, 1]


def test_each_portion_has_a_table_with_its_regions_and_what_their_answers_depend_on() -> None:
    lines = share_lines(BOOK, ROWS)

    assert lines[0] == "cash, refund: A refund / 退款"
    assert lines[2].startswith("  Tianjin 天津 ")
    assert lines[3].startswith("  Inner Mongolia 内蒙古 ")
    assert lines[4] == "      25.0% local"
    assert lines[5].startswith("  anywhere else 其他地方 ")
    assert lines[6:] == ["      87.5% local", "  local: the town's own limit", "      当地的限额"]


def test_many_dependencies_stay_within_the_table_and_keep_each_figure_with_its_key() -> None:
    many = {f"outcome-number-{number}": Fraction(1, 40 + number) for number in range(20)}

    lines = depends_lines(share("120000", Fraction(0), **many))

    assert len(lines) > 1
    assert all(len(line) <= 116 and line.strip().split(" ")[0].endswith("%") for line in lines)


def test_a_question_of_one_decision_of_the_same_name_is_named_once() -> None:
    book = read_rulebook(rulebook_source(documents({**QUESTION, "question:refund": QUESTION["question:cash"]})))

    assert share_lines(book, [Share("refund", "refund", "CN", Fraction(1), {}, Fraction(0), Fraction(0))])[0] == (
        "refund: A refund / 退款"
    )


def test_a_share_is_what_it_says() -> None:
    [found] = [one for one in all_shares(read_rulebook(rulebook_source(rules(**ALL))), DAY) if one.decision == "refund"]

    assert (found.question, found.definite, found.not_covered) == ("cash", 1, 0)


def test_programs_get_the_same() -> None:
    found = shares_json(BOOK, ROWS)[1]

    assert found == {
        "question": "cash", "decision": "refund", "region": "150000",
        "place": {"en": "Inner Mongolia", "zh-hans": "内蒙古"}, "definite": 0.625,
        "depends": [
            {"outcome": "local", "share": 0.25, "on": {"en": "the town's own limit", "zh-hans": "当地的限额"}},
        ],
        "not_covered": 0.125, "unsettled": 0.0,
    }  # fmt: skip


def test_the_nation_and_what_is_no_region_are_anywhere_else() -> None:
    assert place_of(BOOK, "CN").en == place_of(BOOK, "elsewhere").en == "anywhere else"


def test_a_share_is_told_to_a_tenth_of_a_per_cent() -> None:
    assert (percent(Fraction(2, 3)), percent(Fraction(2, 3), 3), percent(Fraction(1))) == ("66.7%", "66.667%", "100.0%")
