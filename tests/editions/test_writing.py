"""Documents go into the editorial database and come back the same."""

import pytest

from helpdesk.editions.documents import (
    DocumentError,
    body_of,
    complete_body,
    delete_document,
    kinds,
    read_documents,
    rows_of,
    split_key,
    write_document,
    write_documents,
)
from helpdesk.faq.models import Article, Topic
from helpdesk.policies.models import Fact, Instrument, Option, Provision
from helpdesk.starter.reader import read_starter
from tests.editions.samples import ARTICLE, BODIES, TOPIC, documents

pytestmark = pytest.mark.django_db

FACT = {"kind": "choice", "options": [{"key": "a", "label_en": "A"}, {"key": "b"}, {"key": "c"}]}


@pytest.fixture(scope="module")
def shipped():
    """The starter content, as the richest documents there are."""
    return {key: complete_body(*split_key(key), body) for key, body in read_starter().items()}


def test_every_shipped_document_comes_back_as_it_went_in(shipped):
    write_documents(shipped)

    found = read_documents()

    assert {key: document.body for key, document in found.items()} == shipped


def test_the_bulk_reader_and_the_single_one_agree(shipped):
    write_documents(shipped)
    found = read_documents()

    for kind, model in kinds().items():
        for instance in model._base_manager.order_by("pk")[:5]:
            assert body_of(instance) == found[f"{kind}:{instance.pk}"].body


def test_the_round_trip_above_is_one_of_every_kind(shipped):
    """Nobody ships a check; cases are written last."""
    assert {split_key(key)[0] for key in shipped} >= kinds().keys() - {"check", "case"}


def test_reading_takes_a_query_per_table(shipped, django_assert_max_num_queries):
    write_documents(shipped)

    with django_assert_max_num_queries(30):
        read_documents()


def test_documents_may_refer_to_each_other_in_any_order():
    write_documents(dict(reversed(BODIES.items())))

    assert read_documents().keys() == BODIES.keys()


def test_writing_again_replaces_values_and_parts_and_keeps_the_rows_of_those_that_stay():
    write_document("fact:f", FACT)
    rows = dict(Option.objects.values_list("key", "pk"))

    write_document("fact:f", {"options": [{"key": "c"}, {"key": "a", "label_en": "New"}, {"key": "d"}]})

    assert [(row.key, row.label_en) for row in Fact.objects.get().options.order_by("order")] == [
        ("c", ""), ("a", "New"), ("d", ""),
    ]  # fmt: skip
    assert {key: pk for key, pk in Option.objects.values_list("key", "pk") if key in rows} == {
        "a": rows["a"], "c": rows["c"],
    }  # fmt: skip


def test_parts_of_parts_that_are_gone_leave_nothing_behind():
    write_documents({
        **BODIES, "decision:d": {}, "outcome:o": {},
        "table:d@CN": {"decision": "d", "region": "CN", "rules": [
            {"key": "r", "versions": [{"outcome": "o", "citations": [{"kind": "practice"}]}]},
        ]},
    })  # fmt: skip
    table = kinds()["table"]
    rule = table.CHILDREN["rules"]
    version = rule.CHILDREN["versions"]

    write_document("table:d@CN", {"decision": "d", "region": "CN"})

    counts = [model.objects.count() for model in (table, rule, version, version.CHILDREN["citations"])]
    assert counts == [1, 0, 0, 0]


def test_a_document_that_points_to_nothing_is_refused_by_name_and_nothing_is_written():
    with pytest.raises(DocumentError, match=r"region:x, parent: points to region:y, which does not exist"):
        write_documents({"topic:cards": TOPIC, "region:x": {"parent": "y"}})

    assert not Topic.objects.exists()


def test_a_document_that_others_point_to_is_not_deleted_and_they_are_named():
    write_documents({**BODIES, "region:120000": {"parent": "CN", "short_en": "Tianjin"}})

    with pytest.raises(DocumentError, match=r"region:CN: is still pointed to by region .*Tianjin"):
        delete_document("region:CN")


def test_deleting_takes_the_parts_along_and_says_whether_there_was_anything():
    write_document("instrument:law", {"provisions": [{"key": "14"}]})

    assert delete_document("instrument:law")
    assert not delete_document("instrument:law")
    assert not Provision.objects.exists()
    assert not Instrument.objects.exists()


def test_one_refused_document_refuses_all():
    with pytest.raises(DocumentError, match="colour"):
        write_documents({"topic:cards": TOPIC, "topic:more": {"colour": "red"}})

    assert not Topic.objects.exists()


def test_rows_can_be_made_without_a_database_parents_first(django_assert_num_queries):
    body = complete_body("instrument", "law", {"provisions": [{"key": "14"}, {"key": "15"}]})

    with django_assert_num_queries(0):
        rows = rows_of("instrument", "law", body)

    assert [type(row) for row in rows] == [Instrument, Provision, Provision]
    assert [(row.parent_id, row.order) for row in rows[1:]] == [("law", 0), ("law", 1)]


def test_a_body_of_a_form_with_strange_line_ends_is_not_another_document():
    write_documents(BODIES)
    before = read_documents()["article:open"].digest
    article = Article.objects.get()
    article.body_en = f"{article.body_en}\r\n"
    article.save()

    assert read_documents()["article:open"].digest == before


def test_samples_are_what_they_say():
    assert documents()["article:open"].body["topics"] == ARTICLE["topics"]
    assert documents(cards="New")["topic:cards"].body["title_en"] == "New"
