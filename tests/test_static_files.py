"""Every static file that a template names is there: served under hashed names, a missing one would be an error page."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

ROOT = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"{%\s*static\s+['\"]([^'\"]+)['\"]")


def named_in(text: str) -> list[str]:
    """The static files that a template names."""
    return NAMED.findall(text)


def missing(names: list[str]) -> list[str]:
    """Those of them that nothing provides."""
    return [name for name in names if find(name) is None]


def test_every_static_file_that_a_template_names_is_there():
    templates = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("helpdesk/*/templates/**/*.html")]
    faults = [f"{path.name}: {name}" for path in templates for name in missing(named_in(path.read_text()))]
    assert not faults


@pytest.mark.parametrize("text", ["{% static 'none.css' %}", '<link href="{% static "no/such.js" %}">'])
def test_a_file_that_is_not_there_is_seen(text):
    assert missing(named_in(text))


def test_a_file_of_a_library_is_found():
    assert not missing(["admin/css/base.css"])
