"""The interface's texts: compiled files stand beside their catalogues, up to date, and no text is left untranslated."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import polib
import pytest

pytestmark = pytest.mark.thorough  # make check runs them

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted(ROOT.glob("helpdesk/locale/*/LC_MESSAGES/*.po"))
CHINESE = Path("helpdesk/locale/zh_Hans/LC_MESSAGES/django.po")


@pytest.fixture
def messages() -> ModuleType:
    """The script behind `make messages`."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / ".ci" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_is_a_chinese_catalogue():
    assert ROOT / CHINESE in CATALOGUES


def test_the_compiled_texts_are_those_of_the_catalogues():
    stale = [
        catalogue.relative_to(ROOT).as_posix()
        for catalogue in CATALOGUES
        if not catalogue.with_suffix(".mo").exists()
        or catalogue.with_suffix(".mo").read_bytes() != polib.pofile(str(catalogue)).to_binary()
    ]
    assert not stale, "make messages"


def test_every_chinese_text_is_translated_and_none_is_doubtful():
    entries = [entry for entry in polib.pofile(str(ROOT / CHINESE)) if not entry.obsolete]
    assert not [entry.msgid for entry in entries if entry.fuzzy or not entry.translated()]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="extracting needs xgettext: apt install gettext")
def test_the_catalogue_holds_exactly_the_texts_of_the_code_and_the_templates(messages, tmp_path):
    messages.copy(ROOT, tmp_path)
    messages.extract(tmp_path)
    here, found = messages.texts(ROOT / CHINESE), messages.texts(tmp_path / CHINESE)
    assert sorted(found - here) == [], "not in the catalogue: make messages"
    assert sorted(here - found) == [], "in the catalogue and nowhere else: make messages"
