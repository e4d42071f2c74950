"""The rule over time: the drawing and the list say the same, and both what the engine says on those days."""

import re
from datetime import date
from html import unescape

import pytest

from helpdesk.editions import clock
from helpdesk.editions.reading import current_edition, reading_from
from helpdesk.eligibility.answers.assess import assess
from helpdesk.eligibility.vocabulary.kinds import Verdict
from helpdesk.eligibility.vocabulary.span import one_day
from helpdesk.pages.drawing import drawn
from helpdesk.pages.timeline import timelines, usual
from helpdesk.policies.published import rulebook
from tests.starter_edition import BUILT

TODAY = date(2026, 11, 22)
LANGUAGES = ("en", "zh-hans")
LEDGER, PAID = "medical-account-ledger", "medical-account-paid-out"
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}年\d{1,2}月\d{1,2}日")


@pytest.fixture(autouse=True)
def today():
    with clock.fixed(BUILT):
        yield


def book():
    edition = current_edition()
    with reading_from(edition):
        return rulebook(edition)


def stretches(region, decision):
    """First day, last day and verdict of each stretch of a portion."""
    title = book().decisions[decision].title
    (line,) = [each for each in timelines(book(), region, TODAY) if each.title == title]
    return [(each.period.low, each.last, each.outcome.verdict) for each in line.stretches]


def pictures(client, language, region):
    """Each drawing of a region's page with the list that follows it."""
    page = client.get(f"/{language}/regions/{region}/").content.decode()
    found = re.findall(r'<svg width="100%".*?</svg>\n<ol class="list">.*?</ol>', page, re.S)
    return [each.partition("</svg>\n<ol")[::2] for each in found]


def text_of(markup):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", markup))).strip()


def days_of(entry):
    """The first day of a stretch in the list, or its last where it has no first, then the days marked in it."""
    (period,) = re.findall(r"<strong>(.*?)</strong>", entry)
    marks = re.findall(r'<p class="soft">(.*?)</p>', entry, re.S)
    marked = [mark for mark in marks if not mark.startswith(("Different for", "不一样的是"))]
    return [DAY.findall(period)[0], *(DAY.findall(mark)[0] for mark in marked)]


# --- What it says


def test_beijing_paid_until_the_last_day_of_august_2022():
    assert stretches("110000", PAID) == [
        (None, date(2022, 8, 31), Verdict.YES),
        (date(2022, 9, 1), None, Verdict.NO),
    ]


def test_tianjin_paid_a_share_from_october_2016_to_december_2021():
    assert stretches("120000", PAID) == [
        (None, date(2016, 9, 30), Verdict.YES),
        (date(2016, 10, 1), date(2021, 12, 31), Verdict.YES),
        (date(2022, 1, 1), None, Verdict.NO),
    ]


def test_hainan_paid_until_the_last_day_of_2021():
    assert stretches("460000", PAID) == [(None, date(2021, 12, 31), Verdict.YES), (date(2022, 1, 1), None, Verdict.NO)]


def test_what_stands_on_the_record_was_not_researched_before_may_2021():
    assert stretches("110000", LEDGER) == [
        (None, date(2021, 4, 30), Verdict.NOT_COVERED),
        (date(2021, 5, 1), None, Verdict.NO),
    ]


@pytest.mark.parametrize("region", ["110000", "120000", "460000", "440100", "440300", "310000", "CN"])
def test_every_stretch_is_what_the_engine_says_on_its_first_its_last_and_any_day_marked_in_it(region):
    rules = book()
    for line in timelines(rules, region, TODAY):
        portion = next(
            each for row in rules.questions.values() for each in row.portions
            if rules.decisions[each.decision].title == line.title
        )  # fmt: skip
        known, _person = usual(rules, portion, region, TODAY)
        for stretch in line.stretches:
            ends = [stretch.period.low or date(2001, 1, 1), stretch.last or date(2030, 1, 1)]
            for day in [*ends, *(first for first, _names in stretch.laws)]:
                on, told = (day, known) if line.clock is None else (TODAY, known.with_value("credited", one_day(day)))
                if line.clock is not None and day > TODAY:
                    continue
                found = assess(rules, portion.decision, told, on, portion.when)
                titles = [found.outcome.title] if found.outcome else [each.outcome.title for each in found.possible]
                assert stretch.outcome.title in titles, (line.title.en, day)


@pytest.mark.parametrize("region", ["110000", "120000", "460000", "CN"])
def test_stretches_leave_no_day_out_and_overlap_on_none(region):
    for line in timelines(book(), region, TODAY):
        assert line.stretches[0].period.low is None
        assert line.stretches[-1].period.high is None
        for one, other in zip(line.stretches, line.stretches[1:], strict=False):
            assert one.period.high == other.period.low
            assert one.outcome.title != other.outcome.title or one.others != other.others


def test_a_law_to_come_is_marked_on_its_day_and_only_there():
    (ledger,) = [each for each in timelines(book(), "110000", TODAY) if each.clock is None]

    assert [each.laws for each in ledger.stretches] == [(), ((date(2027, 1, 1), ("medical-security-law",)),)]


def test_exceptions_are_told_with_whom_they_concern():
    (paid,) = [each for each in timelines(book(), "460000", TODAY) if each.clock is not None]
    ((depends, outcome),) = paid.stretches[1].others

    assert outcome.key == "hn-retired-filed"
    assert [(label.en, value.en) for label, value in depends] == [
        ("Registered as living in another province", "Yes, it was registered")
    ]


def test_a_region_without_a_rule_of_its_own_shows_none(client):
    assert timelines(book(), "620000", TODAY) == []
    assert "<svg width" not in client.get("/en/regions/620000/").content.decode()


# --- How it is shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", ["110000", "120000", "460000", "440100"])
def test_the_drawing_and_the_list_say_the_same(client, language, region):
    found = pictures(client, language, region)

    assert found
    for drawing, told in found:
        texts = [unescape(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", drawing)]
        entries = re.findall(r'<li class="(\w+)">(.*?)</li>', told, re.S)
        told_days = [days_of(text)[0 if number else 1 :] for number, (_look, text) in enumerate(entries)]

        assert re.findall(r'<g class="(\w+)"><rect', drawing) == [look for look, _text in entries]
        assert drawing.count('<svg class="shape"') == len(entries)
        assert [day for text in texts for day in DAY.findall(text)] == [day for days in told_days for day in days]
        notes = {"Start not known", "Day not known", "起点没有查到", "哪一天没有查到"}
        assert [text for text in texts if text in notes] == re.findall(r'<span class="soft">(.*?)</span>', told)
        words = {"en": ("Today", "New law"), "zh-hans": ("今天", "新法施行")}[language]
        assert texts.count(words[0]) == 1
        assert texts.count(words[1]) == len(re.findall("the answer stays|答案不变", told))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_is_named_and_described_for_who_cannot_see_it(client, language):
    for drawing, _told in pictures(client, language, "120000"):
        label, text = re.search(r'role="img" aria-labelledby="([\w-]+) ([\w-]+)"', drawing).groups()
        assert f'<title id="{label}">' in drawing
        described = re.search(rf'<desc id="{text}">(.*?)</desc>', drawing, re.S)
        assert described
        assert DAY.search(described[1])


def test_nothing_in_the_drawing_lies_outside_of_it():
    for region in ("110000", "120000", "460000"):
        for line in timelines(book(), region, TODAY):
            picture = drawn(line)
            assert all(mark.y + mark.height <= picture.height for mark in picture.marks)
            assert all(bar.y >= 0 and bar.y + bar.height <= picture.height for bar in picture.bars)
            tops = [mark.y for mark in picture.marks]
            assert tops == sorted(set(tops))
            assert all(
                one.y + one.height == other.y for one, other in zip(picture.bars, picture.bars[1:], strict=False)
            )


def test_a_region_leads_to_the_comparison_with_another(client):
    page = client.get("/en/regions/120000/").content.decode()

    assert 'href="/en/compare/?a=120000">Compare with another region' in page
    assert client.get("/en/compare/?a=120000").status_code == 200


@pytest.mark.parametrize("region", ["CN", "810000"])
def test_what_cannot_be_compared_with_a_region_offers_none(client, region):
    assert "/compare/?a=" not in client.get(f"/en/regions/{region}/").content.decode()


def test_a_comparison_shows_the_lines_of_both_regions(client):
    page = client.get("/en/compare/?question=medical-account-cash&a=110000&b=120000").content.decode()

    assert page.count("<svg width") == 4
    ids = re.findall(r' id="([\w-]+)"', page)
    assert len(ids) == len(set(ids))
