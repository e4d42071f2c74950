"""A rule of the shipped content is broken in the admin; the proofs tell whom that hits, and the person is kept."""

from datetime import date

from django.test import Client
from django.urls import reverse

from helpdesk.editions.documents import read_documents
from helpdesk.eligibility.proofs.cases import case_faults
from helpdesk.policies.admin.report import example_of
from helpdesk.policies.drafts import draft_rulebook
from helpdesk.policies.models import Case, Rule, Version
from tests.policies.forms import change, errors
from tests.policies.test_proofs import buttons, page_of


def saved(staff: Client, key: str, **changes: str) -> str:
    """The page that comes back when a rule is changed."""
    response = change(staff, page_of(Rule.objects.get(key=key)), **changes)
    assert response.status_code == 302, errors(response)
    return str(staff.get(response["Location"]).content.decode())


def stored(staff: Client, page: str, on: date) -> Case:
    """The case of the person on the page who asks about this day, stored with its button."""
    [fields] = [fields for fields in buttons(page) if example_of(fields["person"]).on == on]
    assert staff.post(reverse("checks-store"), fields).status_code == 302
    return Case.objects.get(key__startswith="found-")


def wrong(case: Case) -> list[str]:
    """What differs between a case and the drafts."""
    return [one.message.en for one in case_faults(draft_rulebook(), case.pk, read_documents()[f"case:{case.pk}"].body)]


def test_a_table_without_its_last_resort_leaves_people_without_an_answer(staff: Client) -> None:
    address = reverse("admin:policies_rule_delete", args=[Rule.objects.get(key="ledger-not-researched").pk])

    page = staff.post(address, {"post": "yes"}, follow=True).content.decode()

    assert "no rule answers" in page
    assert '<a href="/admin/policies/table/medical-account-ledger' in page
    assert len(buttons(page)) == 1


def test_two_rules_made_to_disagree_are_told_as_a_person_with_both_rows(staff: Client) -> None:
    page = saved(staff, "hz-left-job", exception_to="")

    assert "Hangzhou" in page
    assert "disagree" in page
    for key in ("hz-left-job", "ledger-left-job"):
        versions = Version.objects.filter(rule__key=key)
        assert any(f'<a href="{page_of(version)}">{key}[' in page for version in versions), key


def test_the_person_stored_stays_wrong_until_the_rules_agree_again(staff: Client) -> None:
    version = Version.objects.get(rule__key="hz-left-job", order=1)
    assert version.valid_from is not None
    case = stored(staff, saved(staff, "hz-left-job", exception_to=""), version.valid_from)

    assert case.facts == {"insured_in": "330100", "situation": "left-job", "after_job": "from-elsewhere"}
    assert "settled should be True, and is False" in " ".join(wrong(case))
    page = saved(staff, "hz-left-job", exception_to="ledger-left-job")

    assert "disagree" not in page
    assert wrong(case) == []


def test_a_national_rule_deleted_leaves_regional_exceptions_in_the_air_and_says_so(staff: Client) -> None:
    address = reverse("admin:policies_rule_delete", args=[Rule.objects.get(key="ledger-left-job").pk])

    page = staff.post(address, {"post": "yes"}, follow=True).content.decode()

    assert "hz-left-job is an exception to “ledger-left-job”, which is no rule." in page


def test_a_version_of_law_that_leaves_rules_without_basis_is_told(staff: Client) -> None:
    response = change(staff, "/admin/policies/instrument/tj-zhengban-2021-16/change/", in_force_to="2023-01-01")
    assert response.status_code == 302, errors(response)

    page = staff.get(response["Location"]).content.decode()

    assert "no basis is in force" in page
    assert "tj-ledger-insured[" in page
