"""The page of checks lists every finding of the drafts, with its rows and its one action, to staff only."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from helpdesk.eligibility.proofs.fault import Example, Fault, Severity, fault, warning
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.policies.models import Case, Office, Rule
from helpdesk.policies.worked_cases import store_example
from helpdesk.publishing.views import checks as page
from tests.policies.conftest import drafts, staff

__all__ = ["drafts", "staff"]

PERSON = Example(
    "medical-account-ledger", date(2023, 4, 1), {"insured_in": "120000", "situation": "left-job"},
    Text("Tianjin, left a job, asked about 1 April 2023", "天津，离职了，问的是2023年4月1日"),
)  # fmt: skip
GAP = Fault(
    "gap", "table:medical-account-ledger@120000", "tj-ledger-left-job", Text("No rule answers.", "没有规则能答复。"),
    Severity.ERROR, PERSON,
)  # fmt: skip


def shown(client: Client, **headers: str) -> str:
    with translation.override("en"):  # the language of a request would last beyond this test
        return str(client.get(reverse("checks"), headers=headers).content.decode())


def test_what_the_checks_find_in_the_drafts_is_listed_with_its_row(staff: Client) -> None:
    office = Office.objects.order_by("pk").first()
    assert office is not None
    Office.objects.filter(pk=office.pk).update(name_zh="", confidence="low")

    told = shown(staff)

    assert f"office:{office.pk}: name is missing in Chinese." in told
    assert f'href="{reverse("admin:policies_office_change", args=[office.pk])}"' in told
    assert "2 errors: they have to be mended before the next edition." in told


def test_the_shipped_drafts_can_be_published(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "findings", lambda _documents: [])

    assert "No error: the drafts can be published." in shown(staff)
    assert "没有错误，草稿可以发布。" in shown(staff, accept_language="zh-hans")


def test_errors_come_before_warnings(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [warning("weak", "region:CN", "", "Look.", "看。"), fault("gap", "region:CN", "", "A gap.", "缺。")]
    monkeypatch.setattr(page, "findings", lambda _documents: found)

    told = shown(staff)

    assert 0 < told.index("A gap.") < told.index("Look.")
    assert "1 error: it has to be mended" in told
    assert "Warnings: 1. " in told


def test_a_person_found_can_be_stored_from_here(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "findings", lambda _documents: [GAP])
    rule = Rule.objects.get(key="tj-ledger-left-job")

    told = shown(staff, accept_language="zh-hans")

    assert "天津，离职了，问的是2023年4月1日" in told
    assert f'href="{reverse("admin:policies_rule_change", args=[rule.pk])}"' in told
    assert "把这个人存为案例</button>" in told
    assert f'name="next" value="{reverse("checks")}"' in told


def test_a_person_stored_already_is_a_link_and_no_button(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "findings", lambda _documents: [GAP])
    key = store_example(PERSON).key

    told = shown(staff)

    assert f'<a href="{reverse("admin:policies_case_change", args=[key])}">case:{key}</a>' in told
    assert '<button type="submit" class="button">Store' not in told
    assert Case.objects.filter(pk=key).exists()


def test_the_front_page_of_the_admin_leads_to_the_checks(staff: Client) -> None:
    assert f'<a href="{reverse("checks")}">' in staff.get(reverse("admin:index")).content.decode()


def test_the_page_runs_no_script_and_no_style_of_its_own(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "findings", lambda _documents: [GAP])

    main = shown(staff).partition('id="content-main"')[2].partition("</main>")[0]

    assert "<script" not in main
    assert "style=" not in main
    assert "onclick" not in main


def test_only_staff_see_the_checks(db: None, client: Client) -> None:
    response = client.get(reverse("checks"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))
