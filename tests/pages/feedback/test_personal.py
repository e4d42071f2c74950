"""No number and no address that names a person gets past, wherever it stands and however it is written."""

import json
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.pages.feedback.form import new_stamp, read_typed
from helpdesk.pages.feedback.message import as_json, written
from helpdesk.pages.feedback.personal import cleaned, seen, without_personal
from helpdesk.pages.feedback.subject import Kind, Subject

MARK = "[removed]"
SCRIPTS = ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⁰¹²³⁴⁵⁶⁷⁸⁹"]
BETWEEN = ["", "", "", " ", "-", "\u3000", "－", "–", ".", "·", " - ", "\n", "\u200b", "\ufe0f\u20e3"]
HAN = "身份证号是卡电话我的在这里"
around = st.text(alphabet=HAN + string.ascii_letters + " ,;。，：!?\n", max_size=40)


@st.composite
def spelt(draw: st.DrawFn, fewest: int, most: int, end: str = "") -> str:
    """A number of so many digits in one script, with something or nothing between them."""
    digits = draw(st.text(alphabet=string.digits, min_size=fewest, max_size=most))
    script, between = draw(st.sampled_from(SCRIPTS)), draw(st.sampled_from(BETWEEN))
    group = draw(st.integers(1, 6))
    signs = [script[int(digit)] for digit in digits] + ([end] if end else [])
    return "".join(sign + (between if place % group == 0 else "") for place, sign in enumerate(signs, 1)).strip()


IDENTITY = spelt(18, 18) | spelt(15, 15) | spelt(17, 17, "X") | spelt(17, 17, "x") | spelt(17, 17, "Ｘ")
NUMBERS = IDENTITY | spelt(12, 19) | spelt(11, 11)


@given(around, NUMBERS, around)
def test_no_identity_card_bank_or_mobile_number_is_left(before, number, after):
    told, some = without_personal(cleaned(f"{before} {number} {after}"), MARK)
    assert some
    assert MARK in told
    assert not any(digit in seen(told) for digit in string.digits)


@given(around, NUMBERS | st.emails(), around, st.sampled_from(["text", "source"]))
def test_none_reaches_the_file(before, number, after, box):
    typed = read_typed({box: f"{before} {number} {after}", "stamp": new_stamp()}, Kind.MISTAKE)
    file = json.loads(as_json(written(Subject(Kind.MISTAKE, edition=1), typed, "en")))
    assert file["removed"] is True
    assert not any(digit in seen(file["text"] + file["source"]) for digit in string.digits if "@" not in number)
    assert number not in file["text"] + file["source"]


@given(around, st.lists(NUMBERS, min_size=2, max_size=4), around)
def test_nor_are_several(before, numbers, after):
    told, _some = without_personal(cleaned(before + "和".join(numbers) + after), MARK)
    assert not any(digit in seen(told) for digit in string.digits)


@given(around, st.emails(), around)
def test_no_email_address_is_left(before, email, after):
    told, some = without_personal(cleaned(f"{before} {email} {after}"), MARK)
    assert some
    assert email not in told
    assert "@" not in told


@given(st.text(max_size=200) | st.text(alphabet=string.digits + "xX -.@a\n０" + HAN, max_size=200))
def test_a_second_pass_finds_nothing_more(text):
    told, _some = without_personal(cleaned(text), MARK)
    assert without_personal(told, MARK) == (told, False)
    assert cleaned(told) == told


@given(st.text(max_size=200))
def test_no_eleven_digits_in_a_row_are_ever_left(text):
    told, _some = without_personal(cleaned(text), MARK)
    assert not re.search(r"(?:[0-9][ .-]?){11}", seen(told))


@given(st.text(alphabet=HAN + string.ascii_letters + "，。 \n", max_size=200))
def test_words_alone_are_left_as_they_are(text):
    assert without_personal(cleaned(text), MARK) == (cleaned(text), False)


@pytest.mark.parametrize(
    "text",
    [
        "Since 1 September 2022 the rate is 2%, not 2.5%.",
        "2022年9月1日起每月3,500元，不是3,200元。",
        "国办发〔2021〕14号第二条第三款",
        "Ring 12393 or 12333, not 96196.",
        "RMB 3,500, 2,000 and 70,000",
        "2022-09-01, not 2022-10-01",
        "@helpdesk on WeChat, article 64",
    ],
)
def test_what_a_mistake_is_told_with_is_left(text):
    assert without_personal(text, MARK) == (text, False)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我的身份证110105194912310021，卡号6222 0212 3456 7890 123", "我的身份证[removed]，卡号[removed]"),
        ("ID 11010519491231002X.", "ID [removed]."),
        ("１１０１０５１９４９１２３１００２Ｘ", "[removed]"),
        ("打138-0013-8000找我", "打[removed]找我"),
        ("写信到wang.li@qq.com谢谢", "写信到[removed]谢谢"),
        ("wang＠qq．com", "[removed]"),
        ("passport E12345678 or EA1234567", "passport [removed] or [removed]"),
        ("110105194912310021@qq.com", "[removed]"),
    ],
)
def test_what_is_taken_out_leaves_the_rest(text, left):
    assert without_personal(text, MARK) == (left, True)


@given(st.text(max_size=300))
def test_a_cleaned_text_can_be_stored_by_every_database(text):
    told = cleaned(text)
    assert "\x00" not in told
    assert "\r" not in told
    assert told.encode("utf-8").decode() == told
    assert cleaned(told) == told
