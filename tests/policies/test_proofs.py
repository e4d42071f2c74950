"""What the proofs find after a save is told on the next page, with the person, the rows and one action."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from helpdesk.eligibility.proofs.fault import PROOF_CODES, Example, Fault, Severity
from helpdesk.eligibility.vocabulary.text import Text
from helpdesk.policies import drafts as drafts_module
from helpdesk.policies.admin.base import CheckedAdmin
from helpdesk.policies.admin.links import row_link
from helpdesk.policies.admin.report import example_of, fault_of, token_of
from helpdesk.policies.findings import finding_json
from helpdesk.policies.models import Case, Exclusion, Outcome, Rule, Version
from tests.policies.forms import change, errors

TABLE = "table:medical-account-ledger@120000"
PERSON = Example(
    "medical-account-ledger",
    date(2023, 4, 1),
    {"insured_in": "120000", "situation": "left-job", "held_as": "ledger"},
    Text("Tianjin, left a job, asked about 1 April 2023", "天津，离职了，问的是2023年4月1日"),
)
GAP = Fault("gap", TABLE, "tj-ledger-left-job", Text("No rule answers.", "没有规则能答复。"), example=PERSON)
CONFLICT = Fault(
    "conflict", TABLE, "tj-ledger-insured[1]", Text("Two rules disagree.", "两条规则说法不同。"), example=PERSON,
    rows=((TABLE, "tj-ledger-left-job[2]"), ("table:medical-account-ledger@CN", "no-such-rule")),
)  # fmt: skip
OLDER = Fault("older", TABLE, "tj-ledger-insured", Text("Older.", "更早。"), Severity.WARNING)


class Prover:
    """Stands for the proofs: gives what it was told to, and remembers which decisions it was asked about."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.asked: list[frozenset[str]] = []

    def __call__(self, _documents: Any, decisions: Any = None) -> list[Fault]:
        proves = decisions is None or bool(decisions)
        if proves:
            self.asked.append(frozenset(decisions or ()))
        return self.found if proves else [one for one in self.found if one.code not in PROOF_CODES]


@pytest.fixture
def prover(monkeypatch: pytest.MonkeyPatch) -> Prover:
    made = Prover()
    monkeypatch.setattr(drafts_module, "rulebook_faults", made)
    return made


def page_of(row: Any) -> str:
    return reverse(f"admin:policies_{row._meta.model_name}_change", args=[row.pk])


def tianjin() -> Rule:
    return Rule.objects.get(key="tj-ledger-left-job")


def after_a_save(staff: Client, **headers: str) -> str:
    """The page that comes back when Tianjin's rule is saved."""
    response = change(staff, page_of(tianjin()), staff_note="Half done.")
    assert response.status_code == 302, errors(response)
    with translation.override("en"):  # the language of a request would last beyond this test
        return str(staff.get(response["Location"], headers=headers).content.decode())


def buttons(page: str) -> list[dict[str, str]]:
    """The fields of every form that stores a person."""
    forms = re.findall(r'<form method="post" action="/admin/checks/store/">(.*?)</form>', page, re.DOTALL)
    return [dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in forms]


def test_no_page_refuses_what_only_the_proofs_find() -> None:
    pages = [CheckedAdmin, *CheckedAdmin.__subclasses__()]

    assert [page for page in pages if PROOF_CODES & set(page.refuses)] == []


def test_a_half_done_draft_is_saved_and_the_proofs_are_told_on_the_next_page(staff: Client, prover: Prover) -> None:
    prover.found = [GAP, OLDER]

    page = after_a_save(staff)

    assert tianjin().staff_note == "Half done."
    assert "No rule answers." in page
    assert "Tianjin, left a job, asked about 1 April 2023" in page
    assert f'<a href="{page_of(tianjin())}">tj-ledger-left-job' in page
    assert prover.asked == [frozenset({"medical-account-ledger"})]


def test_the_page_speaks_chinese_to_who_reads_chinese(staff: Client, prover: Prover) -> None:
    prover.found = [GAP]

    page = after_a_save(staff, accept_language="zh-hans")

    assert "没有规则能答复。" in page
    assert "天津，离职了，问的是2023年4月1日" in page
    assert "No rule answers." not in page
    assert "存为案例" in page


def test_a_person_whom_the_sentence_tells_is_not_told_twice(staff: Client, prover: Prover) -> None:
    told = Text(f"{PERSON.text.en}: no rule answers.", f"{PERSON.text.zh}：没有规则能回答。")
    prover.found = [Fault("gap", TABLE, "x", told, example=PERSON)]

    page = after_a_save(staff)

    assert page.count(PERSON.text.en) == 1
    assert len(buttons(page)) == 1


def test_both_rules_of_a_conflict_lead_to_their_pages(staff: Client, prover: Prover) -> None:
    prover.found = [CONFLICT]
    first = Version.objects.get(rule__key="tj-ledger-insured", order=0)
    second = Version.objects.get(rule__key="tj-ledger-left-job", order=1)

    page = after_a_save(staff)

    assert f'<a href="{page_of(first)}">tj-ledger-insured[1]' in page
    assert f'<a href="{page_of(second)}">tj-ledger-left-job[2]' in page
    assert "table:medical-account-ledger@CN, no-such-rule</a>" in page


def test_the_findings_are_told_once(staff: Client, prover: Prover) -> None:
    prover.found = [GAP]
    after_a_save(staff)

    assert "No rule answers." not in staff.get(reverse("admin:index")).content.decode()


def test_a_later_save_that_proves_well_takes_the_findings_away(staff: Client, prover: Prover) -> None:
    prover.found = [GAP]
    assert change(staff, page_of(tianjin()), staff_note="Broken.").status_code == 302
    prover.found = []

    assert "No rule answers." not in after_a_save(staff)


def test_a_save_that_proves_well_says_what_was_proved(staff: Client, prover: Prover) -> None:
    proved = "Proved: every possible person gets exactly one answer from medical-account-ledger."

    assert proved in after_a_save(staff)
    prover.found = [OLDER]
    assert proved not in after_a_save(staff)


def test_many_findings_are_cut_and_the_rest_counted(staff: Client, prover: Prover) -> None:
    prover.found = [GAP] * 11

    page = after_a_save(staff)

    assert page.count("No rule answers.") == 8
    assert "3 more are not shown here." in page
    assert reverse("checks") in page


def test_a_refused_save_says_nothing_of_proofs(staff: Client, prover: Prover) -> None:
    cycle = Fault("cycle", TABLE, "tj-ledger-left-job", Text("A circle.", "绕圈。"))
    prover.found = [GAP, cycle]

    response = change(staff, page_of(tianjin()), staff_note="Half done.")

    assert "A circle." in errors(response)
    assert tianjin().staff_note == ""
    assert "No rule answers." not in staff.get(reverse("admin:index")).content.decode()


def test_deleting_a_rule_proves_its_decision(staff: Client, prover: Prover) -> None:
    prover.found = [GAP]
    address = reverse("admin:policies_rule_delete", args=[tianjin().pk])

    assert staff.get(address).status_code == 200
    assert prover.asked == []
    page = staff.post(address, {"post": "yes"}, follow=True).content.decode()

    assert not Rule.objects.filter(key="tj-ledger-left-job").exists()
    assert "No rule answers." in page
    assert prover.asked == [frozenset({"medical-account-ledger"})]


def test_deleting_many_proves_what_they_touched(staff: Client, prover: Prover) -> None:
    prover.found = [GAP]
    chosen = {"action": "delete_selected", "_selected_action": ["heir-of-the-living"], "post": "yes"}

    page = staff.post(reverse("admin:policies_exclusion_changelist"), chosen, follow=True).content.decode()

    assert not Exclusion.objects.filter(pk="heir-of-the-living").exists()
    assert "No rule answers." in page
    assert "medical-account-ledger" in prover.asked[0]


def test_what_a_document_touched_before_is_proved_too(staff: Client, prover: Prover) -> None:
    row = Exclusion.objects.get(pk="activated-without-bank")

    change(staff, page_of(row), conditions="asking_as = heir\nsituation = insured")

    assert prover.asked == [frozenset({"card-bank-account", "medical-account-ledger", "medical-account-paid-out"})]


def test_saving_what_touches_no_decision_proves_nothing(staff: Client, prover: Prover) -> None:
    row = Outcome.objects.create(key="nobody-names-it", title_en="x", title_zh="y")

    assert change(staff, page_of(row), title_en="z").status_code == 302
    assert prover.asked == []


def test_the_button_stores_the_person_and_comes_back_with_the_findings(staff: Client, prover: Prover) -> None:
    prover.found = [GAP]
    fields = buttons(after_a_save(staff))[0]

    response = staff.post(reverse("checks-store"), fields)
    page = staff.get(response["Location"]).content.decode()

    case = Case.objects.get(key__startswith="found-")
    assert (case.facts, str(case.on)) == (dict(PERSON.facts), "2023-04-01")
    assert f"Stored as the worked case “{case.pk}”" in page
    assert "No rule answers." in page
    assert f'<a href="{page_of(case)}">case:{case.pk}</a>' in page
    assert buttons(page) == []
    assert LogEntry.objects.filter(object_id=case.pk).count() == 1


def test_pressing_the_button_twice_makes_one_case(staff: Client, prover: Prover) -> None:
    prover.found = [GAP]
    fields = buttons(after_a_save(staff))[0]
    staff.post(reverse("checks-store"), fields)

    page = staff.post(reverse("checks-store"), fields, follow=True).content.decode()

    assert Case.objects.filter(key__startswith="found-").count() == 1
    assert "Nothing was stored." in page


def test_storing_from_the_page_of_checks_does_not_bring_an_old_report_back(staff: Client, prover: Prover) -> None:
    prover.found = [GAP]
    fields = buttons(after_a_save(staff))[0]

    page = staff.post(reverse("checks-store"), fields | {"next": reverse("checks")}, follow=True).content.decode()

    assert "Saved as a draft." not in page


def officer(*permissions: str) -> Client:
    user = User.objects.create(username="junior", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def test_who_may_not_add_cases_sees_no_button_and_is_refused(drafts: None, prover: Prover) -> None:
    prover.found = [GAP]
    junior = officer("change_rule", "view_rule", "change_version", "view_version", "view_table")

    page = after_a_save(junior)
    answer = junior.post(reverse("checks-store"), {"person": token_of(PERSON)})

    assert "No rule answers." in page
    assert buttons(page) == []
    assert answer.status_code == 403
    assert not Case.objects.filter(key__startswith="found-").exists()


def test_storing_needs_a_person_that_the_checks_signed(staff: Client) -> None:
    token = token_of(PERSON)

    for forged in ("", "made-up", token[:-2] + "xx", token.replace(token[:4], "AAAA", 1)):
        assert staff.post(reverse("checks-store"), {"person": forged}).status_code == 400, forged
    assert not Case.objects.filter(key__startswith="found-").exists()


def test_storing_is_posted_with_a_csrf_token_by_somebody_signed_in(staff: Client, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="officer"))

    assert staff.get(reverse("checks-store")).status_code == 405
    assert strict.post(reverse("checks-store"), {"person": token_of(PERSON)}).status_code == 403
    assert Client().post(reverse("checks-store"), {"person": token_of(PERSON)}).status_code == 302
    assert not Case.objects.filter(key__startswith="found-").exists()


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_storing_never_leads_to_another_site(staff: Client, next_page: str) -> None:
    response = staff.post(reverse("checks-store"), {"person": token_of(PERSON), "next": next_page})

    assert response["Location"] == reverse("checks")


@pytest.mark.parametrize("found", [GAP, CONFLICT, OLDER])
def test_a_finding_survives_the_session_and_a_person_the_form(found: Fault) -> None:
    back = fault_of(finding_json(found))

    assert (back.code, back.message, back.severity, back.example) == (
        found.code, found.message, found.severity, found.example,
    )  # fmt: skip
    assert back.places == found.places
    assert example_of(token_of(PERSON)) == PERSON


@pytest.mark.parametrize(
    ("document", "row", "label", "leads"),
    [
        (TABLE, "tj-ledger-insured[9]", f"{TABLE}, tj-ledger-insured[9]", "/table/"),
        (TABLE, "tj-ledger-insured[0]", f"{TABLE}, tj-ledger-insured[0]", "/table/"),
        ("fact:situation", "label", "fact:situation, label", "/fact/situation/"),
        ("region:120000", "120000", "region:120000", "/region/120000/"),
        ("region:999999", "999999", "region:999999", ""),
        ("rulebook", "rulebook", "rulebook, rulebook", ""),
        (TABLE, "120000", TABLE, "/table/"),
        (TABLE, "medical-account-ledger", TABLE, "/table/"),
        ("case:tianjin-left-job", "tianjin-left-job/medical-account-ledger", "case:tianjin-left-job", ""),
    ],
)
def test_a_row_leads_to_the_nearest_page_there_is(
    drafts: None, document: str, row: str, label: str, leads: str
) -> None:
    link = row_link(document, row)

    assert link.label == label
    assert leads in link.address if leads else link.address == ""
