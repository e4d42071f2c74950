"""One script for the questions: htmx as it is installed, then ours, under a name that changes with its content."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from helpdesk.pages import bundle
from helpdesk.pages.bundle import BundleFinder


def read(name):
    return Path(finders.find(name)).read_text("utf-8")


def test_the_bundle_is_the_installed_htmx_and_then_ours():
    whole = read("check.js")
    htmx = read("django_htmx/htmx-2.min.js").strip()
    assert whole.startswith(htmx + "\n")
    ours = [line.strip() for line in read("site.js").splitlines()]
    assert whole.removeprefix(htmx).split("\n")[1:-1] == [line for line in ours if line and not line.startswith("//")]


def test_only_whole_lines_of_comment_are_left_out():
    assert bundle.lean("  // why\n\n  go('http://here'); // on\n") == "go('http://here'); // on\n"


def test_the_bundle_follows_its_parts(monkeypatch):
    before = read("check.js")
    monkeypatch.setattr(bundle, "PARTS", ("site.js",))
    assert read("check.js") != before


@pytest.mark.parametrize("name", ["site.js", "bundle/check.js", "../check.js", ""])
def test_the_bundle_answers_to_no_other_name(name):
    assert BundleFinder().find(name) == []


def test_a_missing_part_is_named(monkeypatch):
    monkeypatch.setattr(bundle, "PARTS", ("gone.js",))
    with pytest.raises(FileNotFoundError, match=r"gone\.js"):
        bundle.make()


@pytest.mark.thorough
def test_collected_the_bundle_has_a_hashed_name_and_is_compressed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", "--noinput", "--verbosity", "0")
    hashed = [path.name for path in (tmp_path / "static").glob("check.*.js")]
    assert len(hashed) == 1
    assert {path.name for path in (tmp_path / "static").glob(f"{hashed[0]}.*")} == {
        f"{hashed[0]}.br",
        f"{hashed[0]}.gz",
    }


@pytest.mark.parametrize(
    ("address", "scripts"),
    [
        ("/en/check/medical-account-cash/", ["check.js"]),
        ("/en/check/medical-account-cash/?insured_in=620100&situation=left-job&held_as=ledger", ["site.js"]),
        ("/en/articles/take-money-off-medical-card/", ["site.js"]),
        ("/en/replay/CJCS-87Z/", ["site.js"]),
        ("/en/", []),
        ("/en/regions/", []),
        ("/en/laws/", []),
    ],
)
def test_a_page_loads_only_the_script_it_needs(client, address, scripts):
    page = client.get(address).content.decode()
    assert [part.split('"')[0].rpartition("/")[2] for part in page.split('<script src="')[1:]] == scripts
