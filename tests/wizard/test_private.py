"""What people type leaves no trace with us: in no header, log, mail, database, cache or file, also in a fault."""

import io
import logging.config
import tempfile
from functools import cache as once
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache

from helpdesk.editions.clock import today
from helpdesk.editions.reading import current_edition, reading_from
from helpdesk.logs import logging_setup
from helpdesk.policies.published import rulebook
from helpdesk.wizard import views
from tests.eligibility.sums import figures
from tests.eligibility.sums import rulebook as one_rule
from tests.eligibility.test_amounts_of_the_law import AGE, RETIRED
from tests.figured import figured
from tests.marks import RIGHT, WRONG, traces, traces_in_files

FAULTS = {"en": "This page has a fault", "zh-hans": "这个页面出了错"}
LANGUAGES = list(FAULTS)


@once
def asked_by(number):
    """Results of the starter edition that together show every field there is."""
    with reading_from(current_edition()) as edition:
        return figured(rulebook(edition), today())


@pytest.fixture
def asked():
    """The same, found once."""
    return asked_by(1)


def filled(one, marks):
    """A form in which every field holds a mark."""
    return {name: marks[kind] for name, kind in one.fields.items()}


@pytest.fixture
def log():
    """What the site writes into its log, with the settings of a site that serves the public."""
    stream = io.StringIO()
    setup = logging_setup(debug=False)
    setup["handlers"]["console"]["stream"] = stream
    logging.config.dictConfig(setup)
    yield stream
    logging.config.dictConfig(logging_setup(debug=False))


@pytest.fixture
def everywhere(settings, log, own_folder, monkeypatch, tmp_path):
    """Every place in which the server could keep something, as one text."""
    settings.DEBUG = False
    settings.ADMINS = settings.MANAGERS = [("Ops", "ops@example.org")]
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))

    def look(response):
        answered = [str(response.headers), str(response.cookies), response.get("Location", "")]
        kept = [*(message.message().as_string() for message in mail.outbox), str(vars(cache).get("_cache"))]
        folders = [own_folder, spool, Path(settings.EDITIONS_DIR)]
        return traces("\n".join([*answered, *kept, log.getvalue()])), [traces_in_files(folder) for folder in folders]

    return look


NOWHERE = (set(), [{}, {}, {}])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("marks", [RIGHT, WRONG], ids=["right", "wrong"])
def test_what_is_posted_is_shown_and_kept_nowhere(client, asked, everywhere, language, marks):
    for one in asked:
        response = client.post(f"/{language}{one.address}", filled(one, marks))
        assert response.status_code == 200
        assert traces(response.content), "the mark should have been shown"
        assert "no-store" in response["Cache-Control"]
        assert everywhere(response) == NOWHERE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("marks", [RIGHT, WRONG], ids=["right", "wrong"])
def test_a_result_that_fails_says_so_in_its_language_and_keeps_nothing(
    client, asked, everywhere, log, monkeypatch, language, marks
):
    def fails(edition, found, figures):
        seen = dict(figures.typed)
        raise RuntimeError(f"{seen} of {found}") from ValueError(str(seen))

    monkeypatch.setattr(views, "slips", fails)
    client.raise_request_exception = False
    for one in asked:
        response = client.post(f"/{language}{one.address}", filled(one, marks))
        page = response.content.decode()
        assert response.status_code == 500
        assert FAULTS[language] in page
        assert not any(text in page for other, text in FAULTS.items() if other != language)
        assert response["Cache-Control"] == "no-store"
        assert not traces(page)
        assert everywhere(response) == NOWHERE
    assert "Internal Server Error" in log.getvalue(), "the fault should have been logged"
    assert "RuntimeError" in log.getvalue()


@pytest.mark.parametrize(
    ("told", "fields"),
    [({"formula": RETIRED["formula"], **{k: v for k, v in RETIRED.items() if k != "formula"}}, ("paid", "drawn")),
     ({"formula": "figure(retirement[group, born])", **AGE}, ("born",))],
    ids=["counts", "days"],
)  # fmt: skip
@pytest.mark.parametrize("marks", [RIGHT, WRONG], ids=["right", "wrong"])
def test_counts_and_days_are_kept_nowhere_either(client, monkeypatch, everywhere, told, fields, marks):
    book = one_rule(told["formula"], figures({key: text for key, text in told.items() if key != "formula"}))
    for place in ("helpdesk.wizard.views.rulebook", "helpdesk.policies.replay.lasting_rulebook"):
        monkeypatch.setattr(place, lambda edition: book)
    response = client.post("/en/check/q/", {name: marks[book.facts[name].kind] for name in fields})
    assert response.status_code == 200
    assert traces(response.content)
    assert everywhere(response) == NOWHERE


def test_a_page_that_asks_for_figures_is_kept_by_no_browser_and_fills_no_field_by_itself(client, asked):
    for one in asked:
        response = client.get(f"/en{one.address}")
        page = response.content.decode()
        assert response["Cache-Control"] == "no-store"
        assert page.count('autocomplete="off"') >= len(one.fields) + 1
        assert "data-leave" in page


def test_the_page_of_posted_figures_is_left_by_its_own_address(client, asked):
    """A browser without script then forgets what was posted: the address takes the page's place in its history."""
    one = asked[0]
    page = client.post(f"/en{one.address}&figures=posted", filled(one, RIGHT)).content.decode()
    own = f"/en{one.address}&figures=posted"
    assert f'href="{own.replace("&", "&amp;")}" data-leave' in page
    left = client.get(own, headers={"Referer": f"http://testserver{own}"})
    assert left["Location"] == "/en/leave/"
    for elsewhere in ({}, {"Referer": f"http://testserver/en{one.address}"}, {"Referer": "http://testserver/en/"}):
        assert client.get(own, headers=elsewhere)["Location"] == f"/en{one.address}"
    assert page.count("figures=posted") == page.count(own.replace("&", "&amp;"))
    assert page.count("figures=posted") == 3, "only the form (twice) and the way out"


@pytest.mark.parametrize("language", LANGUAGES)
def test_leaving_clears_copies_and_keeps_the_print_that_was_chosen(client, language):
    client.cookies["text"] = "large"
    client.cookies["csrftoken"] = "x" * 32
    response = client.get(f"/{language}/leave/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert set(response.cookies) == {"csrftoken"}
    assert response.cookies["csrftoken"]["max-age"] == 0
    assert 'class="large"' in response.content.decode()


@pytest.mark.parametrize("stage", ["", "?insured_in=620100", "?insured_in=620100&situation=insured&asking_as=heir"])
def test_every_question_can_be_left(client, stage):
    assert (
        'href="/zh-hans/leave/" data-leave'
        in client.get(f"/zh-hans/check/medical-account-cash/{stage}").content.decode()
    )
