"""How texts are set: languages marked, article numbers whole, links in the reader's language, nothing unsafe."""

import pytest
from django.utils.translation import override

from helpdesk.faq import law_names, wording
from helpdesk.faq.markdown import to_html
from helpdesk.policies.models import Provision


@pytest.mark.parametrize(
    ("number", "han"),
    [(1, "一"), (10, "十"), (14, "十四"), (20, "二十"), (88, "八十八"), (100, "一百"), (105, "一百零五"),
     (110, "一百一十"), (1045, "一千零四十五"), (1127, "一千一百二十七"), (1000, "一千")],
)  # fmt: skip
def test_numbers_are_written_in_han(number, han):
    assert law_names.han_number(number) == han


@pytest.mark.parametrize(
    ("article", "paragraph", "title", "en", "zh"),
    [
        ("14", "", "中华人民共和国社会保险法", "Article 14", "第十四条"),
        ("41", "2", "医疗保障基金使用监督管理条例", "Article 41(2)", "第四十一条第二款"),
        ("2", "3", "国务院办公厅关于……的指导意见", "Part 2(3)", "第二部分第（三）项"),
        ("2", "", "基本医疗保险关系转移接续暂行办法", "Article 2", "第二条"),
        ("", "", "国务院的决定", "", ""),
    ],
)
def test_an_article_is_named_as_its_instrument_counts(article, paragraph, title, en, zh):
    place = Provision(article=article, paragraph=paragraph)
    with override("en"):
        assert law_names.place_label(place, title) == en
    with override("zh-hans"):
        assert law_names.place_label(place, title) == zh


def test_a_document_known_by_its_number_only_takes_no_title_marks():
    with override("zh-hans"):
        assert law_names.titled(None, "", "京医保发〔2022〕28号文件") == "京医保发〔2022〕28号文件"
        assert law_names.titled(None, "", "关于医保的通知") == "《关于医保的通知》"


def test_chinese_inside_english_is_marked_with_its_numbers():
    with override("en"):
        assert wording.marked("See 国办发〔2021〕14号.") == 'See <span lang="zh-Hans">国办发〔2021〕14号</span>.'


def test_an_article_number_stays_on_one_line():
    with override("zh-hans"):
        assert wording.marked("按第四十一条第二款办") == '按<span class="nb">第四十一条第二款</span>办'


def test_what_is_shown_is_escaped_first():
    for language in ("en", "zh-hans"):
        with override(language):
            assert "<b>" not in wording.marked("<b>第一条</b>")


@pytest.mark.parametrize(
    ("title", "word", "rest"),
    [
        ("No. You cannot.", "No.", "You cannot."),
        ("不可以。离职后不能取。", "不可以。", "离职后不能取。"),
        ("现在还不能确定，还差下面几项。", "现在还不能确定", "还差下面几项。"),
        ("It depends on the place.", "", "It depends on the place."),
        ("Nobody knows.", "", "Nobody knows."),
    ],
)
def test_a_verdict_word_is_found_only_at_the_start(title, word, rest):
    assert wording.opening(title) == (word, rest)


def test_a_body_keeps_the_language_and_drops_links_to_articles_that_do_not_exist():
    text = "# Top\n\n[Here](/check/x/) and [there](/articles/there/) and [gone](/articles/gone/) and [out](https://example.com/)"
    html = str(to_html(text, False, frozenset({"there"})))
    assert 'href="/en/check/x/"' in html
    assert 'href="/en/articles/there/"' in html
    assert "gone" in html
    assert "/articles/gone/" not in html
    assert 'rel="noopener noreferrer"' in html
    assert "<h2>Top</h2>" in html


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<b onclick=x>y</b>", "![x](http://a/b.png)"]
)
def test_a_body_holds_nothing_that_runs_or_loads(text):
    html = str(to_html(text, True))
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html
    assert "<b onclick" not in html
