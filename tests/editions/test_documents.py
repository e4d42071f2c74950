"""Documents have one canonical form, and what cannot be taken is told with document, field, value and repair."""

import datetime
import json

import pytest

from helpdesk.editions.documents import (
    DocumentError,
    canonical_json,
    complete_body,
    digest_of,
    kinds,
    references_of,
    split_key,
    upgraded_body,
)
from helpdesk.faq.models import Topic
from tests.editions.samples import ARTICLE, REGION, TOPIC


def test_canonical_json_has_sorted_keys_no_spaces_and_plain_characters():
    assert canonical_json({"b": "卡", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"卡"}'


def test_the_order_of_keys_does_not_change_a_digest():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_a_digest_is_the_same_on_every_machine():
    assert digest_of({"title_zh": "卡"}) == "764075b2810ef82dda885b2eb2184adedfd9f42e0807857d106af3f8d9ccf970"


def test_fields_left_out_take_their_defaults():
    body = complete_body("article", "open", {"title_en": "Open"})

    assert body["title_en"] == "Open"
    assert (body["title_zh"], body["question"]) == ("", None)
    assert (body["topics"], body["known"], body["citations"]) == ([], {}, [])


def test_the_same_content_has_one_digest_however_it_was_typed():
    """The admin's forms send \\r\\n and strip; YAML's block texts end with a line end."""
    typed = {**TOPIC, "summary_en": "One line\r\nand another"}
    filed = {**TOPIC, "summary_en": "One line\nand another\n"}

    assert complete_body("topic", "cards", typed) == complete_body("topic", "cards", filed)


def test_completing_a_complete_body_changes_nothing():
    body = complete_body("region", "CN", REGION)

    assert complete_body("region", "CN", json.loads(json.dumps(body))) == body


def test_a_date_may_be_a_date_and_is_kept_as_text():
    body = complete_body("article", "open", {**ARTICLE, "written_on": datetime.date(2026, 11, 22)})

    assert body["written_on"] == "2026-11-22"


def test_what_a_document_refers_to_comes_from_keys_and_from_its_model():
    table = {"decision": "d", "region": "CN", "rules": [{"key": "r", "versions": [
        {"outcome": "o", "evidence": ["e"], "citations": [{"provision": "law:14"}, {"instrument": "notice"}]},
    ]}]}  # fmt: skip

    found = references_of("table:d@CN", complete_body("table", "d@CN", table))

    assert found == {"decision:d", "region:CN", "outcome:o", "evidence:e", "instrument:law", "instrument:notice"}


def test_a_kind_comes_after_those_it_points_to():
    order = list(kinds())

    for before, after in (("region", "table"), ("outcome", "table"), ("evidence", "check"), ("question", "case")):
        assert order.index(before) < order.index(after)


REFUSED = [
    ("topic:x", {"title": "Cards"}, "title", "Did you mean"),
    ("topic:x", {"title_en": 12}, "title_en", "12 is a number, not text. Put it in quotes: '12'."),
    ("topic:x", {"title_en": "a\x00b"}, "title_en", "NUL"),
    ("topic:x", {"title_en": "x" * 401}, "title_en", "at most 400"),
    ("topic:x", {"position": "3"}, "position", "'3' is not a whole number. Write digits without quotes."),
    ("topic:x", {"position": True}, "position", "not a whole number"),
    ("topic:x", {"position": -1}, "position", "0"),
    ("topic:x", ["title_en"], "", "is not a mapping"),
    ("topic:x", "cards", "", "is not a mapping"),
    ("region:x", {"level": "citty"}, "level", "'citty' is not one of the choices. Write one of nation, province"),
    ("region:x", {"level": "citty"}, "level", "Did you mean 'city'?"),
    ("region:x", {"parent": 440000}, "parent", "440000 is not a key"),
    ("region:x", {"parent": ""}, "parent", "is not a key"),
    ("region:x", {"former_codes": "120221"}, "former_codes", "is a text. Write a list"),
    ("region:x", {"former_codes": [120221]}, "former_codes", "holds the number 120221. Put it in quotes: '120221'"),
    ("article:x", {"valid_from": "2026-02-30"}, "valid_from", "'2026-02-30' is not a date"),
    ("article:x", {"valid_from": "20260228"}, "valid_from", "'YYYY-MM-DD'"),
    ("article:x", {"valid_from": 2026}, "valid_from", "not a date"),
    ("article:x", {"known": ["a"]}, "known", "is a list. Write a mapping"),
    ("article:x", {"known": {"a": float("nan")}}, "known", "JSON"),
    ("article:x", {"citations": {"kind": "provision"}}, "citations", "is not a list. Begin each item with a dash."),
    ("article:x", {"citations": ["law:14"]}, "citations[0]", "'law:14' is not a mapping"),
    ("article:x", {"citations": [{}, {"kynd": 1}]}, "citations[1].kynd", "is not a field. Did you mean 'kind'?"),
    ("fact:x", {"changeable": "yes"}, "changeable", "'yes' is neither true nor false"),
    ("fact:x", {"options": [{"key": "a"}, {"key": "a"}]}, "options[1].key", "'a' stands here twice"),
    ("fact:x", {"options": [{}]}, "options[0].key", "is missing"),
    ("case:x", {"on": None, "question": "q"}, "on", "is missing"),
    ("case:x", {"on": "2026-01-01"}, "question", "is missing"),
    ("table:x", {"decision": "d", "region": "CN", "rules": [{"key": "r", "versions": [{}]}]},
     "rules[0].versions[0].outcome", "is missing"),
    ("table:x", {"decision": "d", "region": "CN", "rules": [{"key": "r", "versions": [{"outcome": "o", "from": "x"}]}]},
     "rules[0].versions[0].from", "'x' is not a date"),
    ("instrument:x", {"official_url": "not an address"}, "official_url", "is refused"),
]  # fmt: skip


@pytest.mark.parametrize(("doc_key", "body", "field", "told"), REFUSED)
def test_a_body_that_cannot_be_taken_is_told_with_its_place_and_the_repair(doc_key, body, field, told):
    with pytest.raises(DocumentError) as refused:
        complete_body(*split_key(doc_key), body)

    assert (refused.value.document, refused.value.field) == (doc_key, field)
    assert str(refused.value).startswith(doc_key)
    assert told in str(refused.value)


@pytest.mark.parametrize("key", ["", "topic", "topic:", ":cards"])
def test_what_is_no_document_key_is_told(key):
    with pytest.raises(DocumentError, match="KIND:KEY"):
        split_key(key)


def test_an_unknown_kind_is_told_with_the_known_ones():
    with pytest.raises(DocumentError, match=r"topik.*Kinds are article, .*topic"):
        complete_body("topik", "cards", {})


def test_a_natural_key_may_hold_colons():
    assert split_key("check:table:a@b") == ("check", "table:a@b")


def test_a_body_of_an_older_release_loses_what_is_gone_and_gains_what_is_new():
    old = {"title_en": "Cards", "colour": "red"}

    body = upgraded_body("topic", "cards", old)

    assert body["title_en"] == "Cards"
    assert "colour" not in body
    assert body["summary_zh"] == ""


def test_a_model_may_say_how_an_older_body_is_read(monkeypatch):
    monkeypatch.setattr(Topic, "upgrade", classmethod(lambda cls, body: {**body, "title_en": body["name"]}))

    assert upgraded_body("topic", "cards", {"name": "Cards"})["title_en"] == "Cards"
