"""Every public response is made from one edition and says which; without one there is a clear page."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.http import HttpResponse
from django.test import RequestFactory

from helpdesk.editions import clock
from helpdesk.editions.middleware import EditionMiddleware
from helpdesk.faq.models import Topic
from tests.editions.public_only import NotPublicError, public_only
from tests.editions.samples import documents, make_current, make_edition


@pytest.fixture
def first(settings):
    return make_current(settings.EDITIONS_DIR, make_edition(settings.EDITIONS_DIR, 1, documents(cards="One")))


def answer(path, view):
    return EditionMiddleware(view)(RequestFactory().get(path))


def seen(path="/en/"):
    """The response, and the request as the view got it."""
    requests = []

    def view(request):
        requests.append(request)
        return HttpResponse(request.edition.all(Topic).get().title_en if hasattr(request, "edition") else "")

    return answer(path, view), (requests or [None])[0]


def test_a_public_request_carries_edition_and_date_and_its_response_the_number(first):
    with clock.fixed(datetime.date(2026, 12, 31)):
        response, request = seen()

    assert (response["X-Edition"], response.content) == ("1", b"One")
    assert (request.edition.number, request.today) == (1, datetime.date(2026, 12, 31))


def test_today_is_the_date_in_shanghai():
    with clock.fixed(datetime.datetime(2026, 12, 31, 15, 59, 59, tzinfo=datetime.UTC)):
        assert clock.today() == datetime.date(2026, 12, 31)
    with clock.fixed(datetime.datetime(2026, 12, 31, 16, 0, tzinfo=datetime.UTC)):
        assert clock.today() == datetime.date(2027, 1, 1)


def test_the_connection_is_opened_once_for_many_requests(first):
    seen()
    connection = connections["edition"].connection

    seen()

    assert connections["edition"].connection is connection is not None


@pytest.mark.parametrize("path", ["/en/", "/zh-hans/check/", "/", "/sitemap.xml", "/en/no-such-page/"])
def test_without_an_edition_a_public_page_says_so_in_both_languages(path, client):
    response = client.get(path)

    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert "12393" in response.content.decode()
    assert 'lang="zh-Hans"' in response.content.decode()
    assert int(response["Retry-After"]) > 0


def test_an_edition_whose_file_has_gone_since_it_was_looked_at_is_a_clear_page(first, settings):
    seen()
    connections["edition"].close()
    (settings.EDITIONS_DIR / first.file).unlink()

    response, _request = seen()

    assert response.status_code == 503


@pytest.mark.parametrize("path", ["/admin/login/", "/healthz", "/readyz", "/static/x.css"])
def test_staff_machines_and_static_files_need_no_edition(path):
    response, request = seen(path)

    assert response.status_code == 200
    assert "X-Edition" not in response.headers
    assert request.today


@pytest.mark.django_db
def test_the_proof_that_a_page_is_public_can_fail():
    with public_only(), pytest.raises(NotPublicError, match="SELECT"):
        Topic.objects.count()
    with public_only(), pytest.raises(NotPublicError, match="session"):
        SessionStore("x" * 32).get("user")
    assert not AnonymousUser().is_authenticated


def test_a_page_that_reads_the_edition_only_passes_it(first):
    with public_only():
        response, _request = seen()

    assert response.status_code == 200
