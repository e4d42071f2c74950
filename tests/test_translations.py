"""The interface's texts: compiled files stand beside their catalogues, up to date, and no text is left untranslated."""

from pathlib import Path

import polib
import pytest

LOCALE = Path(__file__).resolve().parent.parent / "helpdesk" / "locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def test_there_is_a_chinese_catalogue():
    assert LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po" in CATALOGUES


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_the_compiled_texts_are_those_of_the_catalogue(catalogue):
    compiled = catalogue.with_suffix(".mo")
    assert compiled.exists(), "make messages"
    assert compiled.read_bytes() == polib.pofile(str(catalogue)).to_binary(), "make messages"


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_text_is_translated(catalogue):
    catalogue_texts = polib.pofile(str(catalogue))
    missing = [entry.msgid for entry in catalogue_texts if not entry.obsolete and not entry.translated()]
    assert not missing
