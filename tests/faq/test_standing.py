"""A page says that something was checked only while a recorded check speaks of this very text."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from helpdesk.editions.documents import Document
from helpdesk.faq.standing import confirmed
from helpdesk.policies.checks import BLOB, derive
from tests.starter_edition import starter_documents

TODAY = datetime.date(2026, 11, 22)
TABLE = "table:medical-account-ledger@CN"
SOURCE = "evidence:cn-no-cash"


class EditionOf:
    """An edition that holds nothing but what was derived from documents."""

    def __init__(self, documents: dict[str, Document]) -> None:
        self.blobs = derive(documents)

    def blob(self, name: str) -> bytes:
        return self.blobs[name]


@pytest.fixture
def checked() -> dict[str, Document]:
    documents = {key: starter_documents()[key] for key in (TABLE, SOURCE)}
    body: dict[str, Any] = {
        "digest": documents[TABLE].digest, "evidence": "cn-no-cash", "evidence_digest": documents[SOURCE].digest,
        "by_role_en": "a policy officer", "by_role_zh": "政策专员", "on": "2026-11-20", "next_due": "2027-05-20",
        "note": "",
    }  # fmt: skip
    return {**documents, f"check:{TABLE}": Document.of(f"check:{TABLE}", body)}


def said(documents: dict[str, Document], today: datetime.date = TODAY, language: str = "en", *more: str) -> str:
    with override(language):
        return confirmed(EditionOf(documents), [TABLE, *more], today)  # type: ignore[arg-type]


def test_a_recorded_check_is_told_with_role_and_dates(checked: dict[str, Document]) -> None:
    assert said(checked) == "Checked on 20 November 2026 by a policy officer. Next check: 20 May 2027."
    assert said(checked, language="zh-hans") == "2026年11月20日由政策专员核对。下次核对：2027年5月20日。"


def test_an_overdue_check_becomes_a_notice(checked: dict[str, Document]) -> None:
    assert said(checked, datetime.date(2027, 5, 21)) == "Last checked on 20 November 2026; a new check is due."


@pytest.mark.parametrize("changed", [TABLE, SOURCE])
def test_changing_the_document_or_its_source_voids_the_check(checked: dict[str, Document], changed: str) -> None:
    checked[changed] = replace(checked[changed], digest="0" * 64)

    assert "not yet confirmed" in said(checked)
    assert TABLE not in EditionOf(checked).blob(BLOB).decode()


def test_nothing_is_confirmed_while_one_of_several_is_not(checked: dict[str, Document]) -> None:
    assert "not yet confirmed" in said(checked, TODAY, "en", "table:medical-account-ledger@120000")
