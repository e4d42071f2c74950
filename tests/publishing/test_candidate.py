"""Which documents the next edition holds."""

import pytest

from helpdesk.publishing.candidate import choose
from helpdesk.publishing.errors import PublishError
from tests.editions.samples import ARTICLE, BODIES, documents

PARENT = documents()
DRAFTS = documents({
    **BODIES,
    "topic:new": {"title_en": "New"},
    "topic:deep": {"title_en": "Deep"},
    "article:other": {**ARTICLE, "topics": ["new"], "related": ["further"]},
    "article:further": {**ARTICLE, "topics": ["deep"]},
})  # fmt: skip


def test_all_drafts_replace_all_there_was():
    chosen = choose(DRAFTS, PARENT, ())

    assert chosen.documents == DRAFTS
    assert chosen.changes.added == ("article:further", "article:other", "topic:deep", "topic:new")


def test_only_the_keys_named_are_taken():
    chosen = choose(DRAFTS, PARENT, (), only=["topic:new"])

    assert chosen.documents.keys() == PARENT.keys() | {"topic:new"}


def test_a_key_named_that_is_no_draft_any_more_is_removed():
    drafts = {key: document for key, document in DRAFTS.items() if key != "article:open"}

    assert "article:open" not in choose(drafts, PARENT, (), only=["article:open"]).documents


def test_what_is_referred_to_and_missing_is_told_and_offered():
    with pytest.raises(PublishError) as refused:
        choose(DRAFTS, PARENT, (), only=["article:other"])

    assert refused.value.details["missing"] == [
        {"key": "article:further", "needed_by": ["article:other"], "in_drafts": True},
        {"key": "topic:new", "needed_by": ["article:other"], "in_drafts": True},
    ]
    assert "topic:new, needed by article:other" in str(refused.value)
    assert "--with-missing" in str(refused.value)


def test_with_missing_takes_along_what_is_needed_and_what_that_needs():
    chosen = choose(DRAFTS, PARENT, (), only=["article:other"], with_missing=True)

    assert chosen.documents == DRAFTS


def test_what_is_missing_everywhere_is_told_even_with_missing():
    drafts = documents({**BODIES, "article:open": {**ARTICLE, "topics": ["cards", "nowhere"]}})

    with pytest.raises(PublishError, match="There is no draft of topic:nowhere: write it"):
        choose(drafts, PARENT, (), with_missing=True)


def test_removing_what_others_need_is_refused_and_they_are_named():
    drafts = {key: document for key, document in PARENT.items() if key != "topic:cards"}

    with pytest.raises(PublishError, match="topic:cards, needed by article:open"):
        choose(drafts, PARENT, (), only=["topic:cards"])


def test_a_key_that_is_nowhere_is_a_typing_error():
    with pytest.raises(PublishError, match="no document topic:crads, neither a draft nor published"):
        choose(DRAFTS, PARENT, (), only=["topic:crads"])
