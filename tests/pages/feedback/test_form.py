"""What a reader tells us is on disk before the page says so; what cannot be taken comes back with a repair."""

import re
import string
from urllib.parse import unquote, urlencode

import pytest
from django.core.files.storage import storages
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.editions.reading import current_edition, reading_from
from helpdesk.logs import WithoutValues
from helpdesk.pages.feedback import form
from helpdesk.policies.published import rulebook
from tests.pages.feedback.visitor import TABLE, Visitor, action, hidden, stored

RECEIVED = {"en": "We have your message", "zh-hans": "留言收到了"}
PROBLEM = {"en": "There is a problem", "zh-hans": "有一处需要修改"}
LANGUAGES = ("en", "zh-hans")
KINDS = {"clear-yes": {}, "clear-no": {"text": "Which card?"}, "mistake": {"text": "It ended in 2023."}}


def logged(caplog):
    """The log as it is written where DEBUG is off."""
    return "\n".join(WithoutValues("{levelname} {name}: {message}", style="{").format(row) for row in caplog.records)


def said(response):
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_message_is_stored_and_then_received(visitor, folder, kind, language):
    visitor.language = language
    response = visitor.send(kind, **KINDS[kind])
    assert response.status_code == 200
    assert RECEIVED[language] in said(response)
    (message,) = stored(folder)
    assert message["kind"] == kind
    assert message["text"] == KINDS[kind].get("text", "")
    assert message["language"] == language
    assert message["page"] == f"/{language}/check/medical-account-cash/"
    assert message["question"] == "medical-account-cash"
    assert message["edition"] == 1
    assert [path.name for path in folder.iterdir()] == [f"{message['uuid']}.json"]


def test_a_file_holds_these_fields_and_no_other(visitor, folder):
    visitor.send("mistake", {"region": "120000", "rule": TABLE}, text="It ended.", source="A notice", name="Wang")
    (message,) = stored(folder)
    assert set(message) == {
        "format", "uuid", "kind", "text", "source", "removed", "page", "language", "edition", "question", "region",
        "rules", "received",
    }  # fmt: skip
    assert (message["region"], message["rules"], message["source"]) == ("120000", [TABLE], "A notice")


@pytest.mark.parametrize("kind", ["clear-yes", "clear-no"])
def test_a_box_that_a_kind_does_not_show_is_not_read(visitor, folder, kind):
    visitor.send(kind, text="words", source="elsewhere")
    (message,) = stored(folder)
    assert message["source"] == ""
    assert message["text"] == ("" if kind == "clear-yes" else "words")


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_opened_form_sets_a_cookie_and_it_goes_with_the_browser(language):
    client = Client()
    for place in ("articles/take-money-off-medical-card/", "regions/120000/", "feedback/", "feedback/?kind=praise"):
        assert not client.get(f"/{language}/{place}").cookies
    cookie = client.get(f"/{language}/feedback/?kind=mistake").cookies["csrftoken"]
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert cookie["httponly"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_back_keeps_the_answers_and_nothing_stores_them(visitor, folder, language, caplog):
    caplog.set_level("DEBUG")
    visitor.language = language
    came_from = f"/{language}/check/medical-account-cash/?insured_in=120000&situation=left-job"
    link = f'href="{came_from.replace("&", "&amp;")}"'
    opened = visitor.client.get(visitor.address("mistake"), headers={"Referer": f"http://testserver{came_from}"})
    assert link in said(opened)
    wrong = visitor.send("mistake", opened=opened)
    assert link in said(wrong)
    assert link in said(visitor.send("mistake", opened=wrong, text="It ended in 2023."))
    assert "left-job" not in next(folder.glob("*.json")).read_text() + logged(caplog)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/en/check/", "javascript:alert(1)", "/en/about/?x", "", "http://[",
        "/admin/", "\x00", "/\\evil.example/en/check/medical-account-cash/", "x" * 9000,
        "https://evil.example/en/check/medical-account-cash/?next=1",
    ],
)  # fmt: skip
def test_the_way_back_leads_nowhere_but_to_the_page(visitor, elsewhere):
    opened = visitor.open("mistake")
    page = said(visitor.send("mistake", opened=opened, back=elsewhere))
    assert "evil" not in page
    assert "javascript:" not in page
    assert re.search(r'<a class="back" href="/en/check/medical-account-cash/(\?next=1)?">', page)


def test_the_links_lead_to_the_form_and_change_nothing(client, folder):
    page = said(client.get("/en/articles/take-money-off-medical-card/"))
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/en/feedback/\?[^"]*)"', page)]
    assert [re.search(r"kind=([\w-]+)", link)[1] for link in links] == ["clear-yes", "clear-no", "mistake"]
    for link in links:
        assert "<textarea" in said(client.get(link)) or "clear-yes" in link
        assert "about=/en/articles/take-money-off-medical-card/" in link.replace("%2F", "/")
    assert not folder.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mistake_without_words_names_the_box_and_the_repair(visitor, folder, language):
    visitor.language = language
    response = visitor.send("mistake", text=" \n ", source="《某某日报》")
    page = said(response)
    assert response.status_code == 400
    assert PROBLEM[language] in page
    assert '<a href="#text">' in page
    assert "《某某日报》</textarea>" in page
    assert not folder.exists()


def test_a_long_text_is_refused_by_its_length_and_kept(visitor, folder):
    text = "长" * (form.LONGEST_TEXT + 1)
    page = said(visitor.send("mistake", text=text))
    assert "has 2001 characters. At most 2000" in page
    assert text in page
    assert not folder.exists()
    visitor.send("mistake", text=text[1:])
    assert len(stored(folder)[0]["text"]) == form.LONGEST_TEXT


def test_ten_thousand_characters_are_an_answer_not_a_fault(visitor, folder):
    response = visitor.send("clear-no", text="x" * 10_240)
    assert response.status_code == 400
    assert "has 10240 characters" in said(response)


def test_too_many_links_are_refused_and_kept(visitor, folder):
    text = "https://a.example www.b.example http://c.example HTTPS://d.example"
    page = said(visitor.send("mistake", text=text))
    assert "holds 4 links. At most 3" in page
    assert text in page
    assert not folder.exists()


def test_what_came_back_faster_than_anybody_reads_is_asked_for_once_more(visitor, folder):
    visitor.read_for = 1
    first = visitor.send("mistake", text="It ended in 2023.")
    assert first.status_code == 400
    assert "faster than we can take it" in said(first)
    assert "It ended in 2023.</textarea>" in said(first)
    visitor.read_for = 3
    assert RECEIVED["en"] in said(visitor.send("mistake", opened=first, text="It ended in 2023."))
    assert len(stored(folder)) == 1


def test_a_form_of_yesterday_is_renewed_with_its_text(visitor, folder):
    visitor.read_for = form.OLDEST + 1
    old = visitor.send("mistake", text="It ended in 2023.")
    assert "opened too long ago" in said(old)
    assert "It ended in 2023.</textarea>" in said(old)
    assert not folder.exists()


@pytest.mark.parametrize("stamp", ["", "1.a", "0.00000000000000000000000000000000:forged", "\x00", "9" * 4000])
def test_a_stamp_that_is_not_ours_is_renewed_with_the_text(visitor, folder, stamp):
    page = visitor.send("mistake", text="It ended in 2023.", stamp=stamp)
    assert page.status_code == 400
    assert "It ended in 2023.</textarea>" in said(page)
    assert form.read_stamp(hidden(page)["stamp"])
    assert not folder.exists()


def test_the_hidden_box_filled_in_is_never_told_to_be_received(visitor, folder):
    page = visitor.send("mistake", text="It ended in 2023.", more="https://spam.example")
    assert page.status_code == 400
    assert RECEIVED["en"] not in said(page)
    assert "It ended in 2023.</textarea>" in said(page)
    assert "spam.example" not in said(page)
    assert not folder.exists()


def test_the_same_form_sent_twice_is_one_message(visitor, folder):
    opened = visitor.open("mistake")
    for _ in range(2):
        assert RECEIVED["en"] in said(visitor.send("mistake", opened=opened, text="It ended in 2023."))
    assert len(stored(folder)) == 1
    visitor.send("mistake", opened=opened, text="It ended in 2024.")
    assert len(stored(folder)) == 2


@pytest.mark.parametrize("kind", ["", "praise", "mistake\x00", "CLEAR-YES"])
def test_a_kind_that_is_none_is_offered_and_what_was_posted_to_it_is_kept(visitor, folder, kind):
    page = visitor.open(kind)
    assert page.status_code == 200
    assert "What would you like to tell us?" in said(page)
    posted = {"text": "It ended in 2023."} | hidden(visitor.open("mistake"))
    sent = visitor.client.post(visitor.address(kind), posted)
    assert sent.status_code == 400
    assert "It ended in 2023.</textarea>" in said(sent)
    assert RECEIVED["en"] in said(visitor.send("mistake", opened=sent, text="It ended in 2023."))


def test_signs_that_nobody_sees_are_left_out(visitor, folder):
    visitor.send("mistake", text="a\x00b\x1b[2J\u202ec\u200bd\r\ne\x07\tf")
    assert stored(folder)[0]["text"] == "ab[2Jcd\ne f"


@pytest.mark.parametrize(("language", "words"), [("en", "(Tianjin)"), ("zh-hans", "（天津）")])
def test_the_form_says_in_words_what_is_stored(visitor, language, words):
    visitor.language = language
    with reading_from(current_edition()) as edition:
        rule = rulebook(edition).tables[TABLE].rules[0]
    query = {"region": "120000", "rule": f"{TABLE},{rule.key},{rule.versions[0].name}"}
    page = said(visitor.open("mistake", **query)).partition('<dl class="facts">')[2]
    assert page.count(words) == 1
    assert f"/{language}/check/medical-account-cash/" in page
    assert "Tianjin" in page or "天津市" in page


def test_a_body_too_big_for_a_form_is_a_bad_request(visitor):
    assert visitor.send("mistake", text="x" * 3_000_000).status_code == 400


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"--x\r\nContent-Disposition: form-data; name", "multipart/form-data; boundary=x"),
        (b"text=a", "multipart/form-data"),
        (b"&".join(b"a%d=1" % number for number in range(2000)), "application/x-www-form-urlencoded"),
        (b"text=%ff%fe&kind=%00", "application/x-www-form-urlencoded"),
        (b"text=a", "application/x-www-form-urlencoded; charset=nonsense"),
        (b"{}", "application/json"),
        (b"", "text/plain"),
    ],
)
def test_a_body_that_is_no_form_is_refused_and_is_no_fault_of_ours(folder, body, content_type):
    for kind in ("mistake", ""):
        response = Client().generic("POST", f"/en/feedback/?kind={kind}", body, content_type)
        assert response.status_code == 400
    assert not folder.exists()


WILD = st.text(max_size=60) | st.sampled_from(["", "\x00", "mistake", "clear-no", "/en/about/", "1", "120000", TABLE])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(st.sampled_from(["kind", "about", "edition", "region", "rule", "x"]), WILD),
    posted=st.dictionaries(st.sampled_from(["text", "source", "more", "stamp", "back", "csrfmiddlewaretoken"]), WILD),
    referer=st.text(alphabet=string.printable.strip(), max_size=60),
)
def test_nothing_that_is_sent_is_a_fault_of_ours(client, query, posted, referer):
    address = f"/zh-hans/feedback/?{urlencode(query)}"
    assert client.get(address, headers={"Referer": referer}).status_code == 200
    assert client.post(address, posted, headers={"Referer": referer}).status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_cookie_the_form_comes_back_filled_in(visitor, folder, language):
    visitor.language = language
    opened = visitor.open("mistake", rule=TABLE)
    visitor.client.cookies.clear()
    page = visitor.send("mistake", opened=opened, text="It ended in 2023.")
    assert page.status_code == 403
    assert "Cookie" in said(page) or "cookie" in said(page)
    assert "It ended in 2023.</textarea>" in said(page)
    assert TABLE in unquote(action(page))
    assert not folder.exists()
    assert RECEIVED[language] in said(visitor.send("mistake", opened=page, text="It ended in 2023."))


@pytest.mark.parametrize(
    ("address", "words"),
    [("/admin/login/", ("could not be sent", "表单没有发出去")), ("/en/about/", ("could not be sent",))],
)
def test_any_other_form_without_its_cookie_is_told_what_to_do(address, words):
    response = Client(enforce_csrf_checks=True).post(address, {"username": "officer"})
    assert response.status_code == 403
    assert all(word in said(response) for word in words)
    assert "officer" not in said(response)


def test_every_answer_of_the_form_is_kept_by_no_cache(visitor):
    for page in (visitor.open("mistake"), visitor.open(""), visitor.send("mistake"), visitor.send("clear-yes")):
        assert page["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in said(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_that_cannot_be_written_is_told_with_what_was_typed(visitor, own_folder, language, caplog):
    own_folder.mkdir(parents=True, exist_ok=True)
    (own_folder / "inbox").write_text("a file stands where the folder should be")
    visitor.language = language
    response = visitor.send("mistake", text="MARKER-TEXT", source="MARKER-SOURCE")
    page = said(response)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert RECEIVED[language] not in page
    assert {"en": "Not stored yet", "zh-hans": "还没有存下"}[language] in page
    assert "MARKER-TEXT</textarea>" in page
    assert "MARKER-SOURCE</textarea>" in page
    assert "12393" in page.partition("</main>")[0]
    assert "MARKER" not in logged(caplog)


def test_a_storage_that_fails_in_its_own_way_costs_nothing_and_tells_the_log_nothing(visitor, monkeypatch, caplog):
    def fail(_store, _name, content):
        raise RuntimeError(f"Refused by the far end: {content.read()!r}")

    monkeypatch.setattr(type(storages["inbox"]), "save", fail)
    response = visitor.send("mistake", text="MARKER-TEXT")
    assert response.status_code == 503
    assert "MARKER-TEXT</textarea>" in said(response)
    assert "RuntimeError" in logged(caplog)
    assert "MARKER" not in logged(caplog)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_was_typed_stands_in_the_log(visitor, caplog, kind):
    caplog.set_level("DEBUG")
    visitor.send(kind, text="MARKER", source="MARKER")
    visitor.send(kind, text="MARKER", more="MARKER")
    visitor.client.cookies.clear()
    visitor.client.post(visitor.address(kind), {"text": "MARKER", "csrfmiddlewaretoken": "MARKER"})
    assert caplog.records
    assert "MARKER" not in logged(caplog)


def test_received_is_said_only_after_file_and_folder_are_on_disk(visitor, folder, monkeypatch):
    order = []
    monkeypatch.setattr("os.fsync", lambda _number: order.append("fsync"))
    save = type(storages["inbox"]).save
    monkeypatch.setattr(type(storages["inbox"]), "save", lambda *rest: [save(*rest), order.append("saved")][0])
    assert RECEIVED["en"] in said(visitor.send("mistake", text="It ended in 2023."))
    assert order[-1] == "saved"
    assert order.count("fsync") >= 2


@pytest.mark.parametrize("failing", [1, 2])
def test_a_disk_that_fails_at_any_sync_is_never_received_and_leaves_no_draft(visitor, folder, monkeypatch, failing):
    """The first sync is the file's, the second the folder's."""
    calls = []

    def full(_number):
        calls.append(1)
        if len(calls) == failing:
            raise OSError(28, "No space left on device")

    visitor.send("mistake", text="The first message makes the folder.")
    opened = visitor.open("mistake")
    monkeypatch.setattr("os.fsync", full)
    response = visitor.send("mistake", opened=opened, text="It ended in 2023.")
    assert response.status_code == 503
    assert not list(folder.glob(".*"))
    assert RECEIVED["en"] in said(visitor.send("mistake", opened=opened, text="It ended in 2023."))
    assert len(stored(folder)) == 2


def test_the_form_works_without_the_editorial_database(visitor):
    """No test here has the database mark, so any query would have failed it."""
    assert visitor.send("clear-yes").status_code == 200


def test_nothing_personal_in_an_address_reaches_the_file(folder):
    visitor = Visitor(Client(enforce_csrf_checks=True))
    query = {"situation": "MARKER", "balance": "MARKER", "about": "/en/check/medical-account-cash/%3Fsituation%3Ddied"}
    visitor.send("mistake", query, text="It ended in 2023.")
    content = next(folder.glob("*.json")).read_text()
    assert "MARKER" not in content
    assert "died" not in content
