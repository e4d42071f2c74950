"""Staff change policy in the admin; what a machine can prove wrong is refused, and nothing typed is lost."""

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from helpdesk.editions.documents import kinds, read_documents
from helpdesk.eligibility.diagrams.compiler import Compiler
from helpdesk.policies.models import Case, Check, Outcome, Provision, Rule, Version
from tests.policies.forms import change, errors, filled_in
from tests.starter_edition import starter_documents


def address(kind: str, key: object) -> str:
    model = kinds().get(kind) or {"rule": Rule, "version": Version}[kind]
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])


def version() -> Version:
    """A version that runs on `on`, has conditions and is open-ended; the one with the fewest citations, for speed."""
    rows = Version.objects.filter(rule__table_id="medical-account-ledger@CN", clock="on", valid_to=None)
    fitting = [row for row in rows.exclude(valid_from=None) if row.conditions and row.citations.exists()]
    return min(fitting, key=lambda row: (row.citations.count(), row.pk))


def test_every_kind_has_a_list_and_a_change_page(staff: Client) -> None:
    for kind, model in kinds().items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert staff.get(reverse(f"{name}_changelist")).status_code == 200, kind
        row = model.objects.first()
        if kind != "check":
            assert row is not None, kind
            assert staff.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200, kind


@pytest.mark.thorough
def test_saving_a_page_unchanged_leaves_the_document_as_it_was(staff: Client) -> None:
    before = read_documents("default")
    for kind, model in kinds().items():
        row = model.objects.order_by("pk").last()
        if kind == "check":
            continue
        assert row is not None, kind

        response = change(staff, address(kind, row.pk))

        assert response.status_code == 302, (kind, errors(response))
    assert read_documents("default") == before


def test_a_rule_can_be_changed_and_the_draft_has_it(staff: Client) -> None:
    row = version()

    response = change(staff, address("version", row.pk), valid_to="2030-01-01")

    assert response.status_code == 302, errors(response)
    row.refresh_from_db()
    assert str(row.valid_to) == "2030-01-01"


FAULTS = [
    ({"conditions": "colour = red"}, "colour"),
    ({"conditions": "situation = flying"}, "flying"),
    ({"conditions": "situation"}, "is not a condition"),
    ({"valid_to": "2001-01-01"}, "before it starts"),
    ({"clock": "situation"}, "which is no date"),
    ({"formula": "treble(balance)"}, "is not a formula"),
    ({"evidence": "hearsay"}, "hearsay"),
    ({"evidence": ""}, "names no evidence"),
]


def test_a_faulty_version_is_refused_with_what_was_typed(staff: Client) -> None:
    page = address("version", version().pk)
    shown_first = filled_in(staff.get(page))
    for typed, named in FAULTS:
        response = staff.post(page, shown_first | typed)

        assert response.status_code == 200, typed
        assert named in errors(response), typed
        shown = filled_in(response)
        assert all(str(shown.get(name, "")) == value for name, value in typed.items()), typed
        assert "was changed successfully" not in response.content.decode()
    assert read_documents("default")["table:medical-account-ledger@CN"].body == _table()


def _table() -> Any:
    return starter_documents()["table:medical-account-ledger@CN"].body


def test_a_version_without_any_basis_is_refused(staff: Client) -> None:
    row = version()
    page = staff.get(address("version", row.pk))
    count = page.context_data["inline_admin_formsets"][0].formset.initial_form_count()

    response = change(staff, address("version", row.pk), **{f"citations-{n}-DELETE": "on" for n in range(count)})

    assert response.status_code == 200
    assert "no basis is in force" in errors(response)
    assert row.citations.count() == count


def test_two_versions_of_a_rule_may_not_share_a_day(staff: Client) -> None:
    rule = next(rule for rule in Rule.objects.all() if rule.versions.count() > 1)
    first = rule.versions.first()
    assert first is not None

    response = change(staff, address("rule", rule.pk), **{"versions-0-valid_to": "2040-01-01"})

    assert response.status_code == 200
    assert "both hold" in errors(response)
    assert filled_in(response)["versions-0-valid_to"] == "2040-01-01"


def test_an_exception_must_name_a_rule_here_or_above(staff: Client) -> None:
    national = Rule.objects.filter(table_id="medical-account-ledger@CN").first()
    regional = Rule.objects.exclude(table__region_id="CN").filter(table__decision_id="medical-account-ledger").first()
    assert national is not None
    assert regional is not None

    unknown = change(staff, address("rule", national.pk), exception_to="no-such-rule")
    below = change(staff, address("rule", national.pk), exception_to=regional.key)

    assert "which is no rule" in errors(unknown)
    assert "neither here nor above" in errors(below)


DEADLINE = {
    "deadline_number": "20", "deadline_unit": "working_days",
    "deadline_start_en": "the day", "deadline_start_zh": "当天",
    "deadline_task_en": "tell the agency", "deadline_task_zh": "告诉经办机构",
}  # fmt: skip


def test_a_deadline_is_stored_whole_or_not_at_all(staff: Client) -> None:
    outcome = Outcome.objects.filter(deadline_number=None).order_by("pk").first()
    assert outcome is not None
    page = address("outcome", outcome.pk)
    for left_out in DEADLINE:
        response = change(staff, page, **DEADLINE | {left_out: ""})

        assert response.status_code == 200, left_out
        assert "has a deadline that is only half filled in. Still needed:" in errors(response), left_out
        assert filled_in(response)["deadline_task_en"] == ("" if left_out == "deadline_task_en" else "tell the agency")
    assert "Ensure this value is greater than or equal to 1" in errors(
        change(staff, page, **DEADLINE | {"deadline_number": "0"})
    )
    outcome.refresh_from_db()
    assert (outcome.deadline_number, outcome.deadline_unit, outcome.deadline_task_en) == (None, "", "")

    assert change(staff, page, **DEADLINE).status_code == 302
    outcome.refresh_from_db()
    assert (outcome.deadline_number, outcome.deadline_unit) == (20, "working_days")


def test_a_check_is_recorded_against_the_documents_and_voided_by_a_change(staff: Client) -> None:
    values = {
        "key": "table:medical-account-ledger@CN", "evidence": "cn-no-cash", "by_role_en": "Policy officer",
        "by_role_zh": "政策专员",
        "on": "2026-11-22", "next_due": "2027-05-22", "note": "",
    }  # fmt: skip
    page = reverse("admin:policies_check_changelist")

    assert staff.post(reverse("admin:policies_check_add"), values).status_code == 302
    assert "icon-yes" in staff.get(page).content.decode()
    change(staff, address("version", version().pk), valid_to="2031-01-01")

    assert "icon-no" in staff.get(page).content.decode()


@pytest.mark.parametrize(
    ("typed", "named"),
    [({"key": "table:nowhere"}, "There is no document"), ({"next_due": "2026-01-01"}, "must lie after")],
)
def test_a_check_of_nothing_or_due_before_it_was_made_is_refused(
    staff: Client, typed: dict[str, str], named: str
) -> None:
    values = {
        "key": "table:medical-account-ledger@CN", "evidence": "cn-no-cash", "by_role_en": "Policy officer",
        "by_role_zh": "政策专员",
        "on": "2026-11-22", "next_due": "2027-05-22",
    }  # fmt: skip

    response = staff.post(reverse("admin:policies_check_add"), values | typed)

    assert named in errors(response)
    assert not Check.objects.exists()


def test_a_case_that_comes_out_otherwise_is_refused(staff: Client) -> None:
    case = next(case for case in Case.objects.all() if "medical-account-ledger" in case.expect.get("portions", {}))
    expect = '{"portions": {"medical-account-ledger": {"outcome": "a-yes-that-nobody-gave"}}}'

    response = change(staff, address("case", case.pk), expect=expect)

    assert response.status_code == 200
    assert "a-yes-that-nobody-gave" in errors(response)


def test_a_case_of_drafts_too_large_to_compile_is_saved(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the drafts lack is told at the table; the person stored with it must not be lost."""
    monkeypatch.setattr("helpdesk.eligibility.diagrams.roots.Compiler", partial(Compiler, most=20))
    case = Case.objects.order_by("pk").first()
    assert case is not None

    assert change(staff, address("case", case.pk), expect="{}").status_code == 302


def test_provisions_that_yield_to_each_other_in_a_circle_are_refused(staff: Client) -> None:
    provision = Provision.objects.order_by("pk").first()
    assert provision is not None
    Provision.objects.filter(pk=provision.pk).update(yields_to=[provision.full_key])

    response = change(staff, address("instrument", provision.parent_id))

    assert f"{provision.full_key} yields to itself" in errors(response)


def test_a_change_page_leads_to_recording_a_check_of_its_document(staff: Client) -> None:
    page = staff.get(address("version", version().pk))

    assert f"{reverse('admin:policies_check_add')}?key=table%3Amedical-account-ledger%40CN" in page.content.decode()
