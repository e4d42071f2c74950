"""The interface's Chinese: full-width marks, no typed spaces beside Han, no words a clerk would not say."""

import re
from pathlib import Path

import polib

CATALOGUE = Path(__file__).resolve().parents[2] / "helpdesk" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
TEXTS = [
    text
    for entry in polib.pofile(str(CATALOGUE))
    for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
]
# A placeholder stands for Han, Latin or digits alike, so it is taken out before looking.
BARE = [re.sub(r"%\(\w+\)s|%s|kind:key|situation = left-job", "某", text) for text in TEXTS]
HAN = "[\u4e00-\u9fff]"
AVOIDED = (
    "进行",
    "予以",
    "凭借",
    "相关部门",
    "有关规定",
    "上述",
    "须",
    "之日起",
    "如若",
    "温馨提示",
    "您",
    "点击这里",
    "视情况而定",
)


def test_marks_are_full_width():
    half = re.compile(rf"{HAN}\s*[,;:?!()]|[,;:?!()]\s*{HAN}|{HAN}\.|[\"']")
    assert not [text for text in BARE if half.search(text)]


def test_no_space_is_typed_beside_han():
    assert not [text for text in BARE if re.search(rf"{HAN}\s|\s{HAN}", text)]


def test_the_words_are_a_clerks():
    assert not [(word, text) for word in AVOIDED for text in BARE if word in text]
