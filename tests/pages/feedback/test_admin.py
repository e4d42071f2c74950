"""Staff read what came in with the page, the edition and the rule beside it; what a reader wrote stays as it came."""

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from helpdesk.editions.clock import now
from helpdesk.pages.models import ReaderMessage
from helpdesk.policies.models import Rule, Table
from tests.policies.conftest import drafts, staff

__all__ = ["drafts", "staff"]
LIST = reverse("admin:pages_readermessage_changelist")


def message(**values: Any) -> ReaderMessage:
    """A message that came in."""
    usual = {
        "uuid": uuid.uuid4(), "kind": "mistake", "text": "It ended in 2023.", "source": "A notice", "removed": False,
        "page": "/en/check/medical-account-cash/", "language": "en", "edition": 1, "received": now(),
    }  # fmt: skip
    return ReaderMessage.objects.create(**usual | values)


def place(row: ReaderMessage) -> str:
    return reverse("admin:pages_readermessage_change", args=[row.pk])


@pytest.fixture
def reader(db: Any, client: Client) -> Client:
    """Somebody who may only read and change messages."""
    user = User.objects.create(username="reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_readermessage", "change_readermessage"]))
    client.force_login(user)
    return client


def test_the_list_shows_filters_and_finds(reader):
    message(text="Shenzhen is wrong")
    message(text="Beijing is fine", kind="clear-no", state="settled")
    page = reader.get(LIST).content.decode()
    assert "Shenzhen is wrong" in page
    assert "Beijing is fine" in page
    assert "Beijing" not in reader.get(LIST, {"state__exact": "new"}).content.decode()
    assert "Shenzhen" not in reader.get(LIST, {"kind__exact": "clear-no"}).content.decode()
    assert "Shenzhen" not in reader.get(LIST, {"q": "Beijing"}).content.decode()


def test_a_message_links_to_its_page_and_to_the_rows_of_its_rules(staff):
    rule = Rule.objects.filter(versions__isnull=False).first()
    version = rule.versions.order_by("order").first()
    row = message(rules=[rule.table_id, rule.key, f"{rule.key}[1]", "gone@CN"])
    page = staff.get(place(row)).content.decode()
    assert 'href="/en/check/medical-account-cash/"' in page
    assert reverse("admin:policies_table_change", args=[rule.table_id]) in page
    assert reverse("admin:policies_rule_change", args=[rule.pk]) in page
    assert reverse("admin:policies_version_change", args=[version.pk]) in page
    assert "gone@CN" in page
    assert Table.objects.filter(pk=rule.table_id).exists()


def test_the_words_of_a_reader_cannot_be_changed_and_a_note_can_be_written(reader):
    row = message()
    changed = {"text": "It is right.", "kind": "clear-yes", "rules": "[]", "state": "settled", "staff_note": "Mended."}
    assert reader.post(place(row), changed).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.kind) == ("It ended in 2023.", "mistake")
    assert (row.state, row.staff_note) == ("settled", "Mended.")


def test_many_are_marked_as_read_and_settled_ones_stay_settled(reader):
    rows = [message(state=state) for state in ("new", "new", "settled")]
    posted = {"action": "read", "_selected_action": [str(row.pk) for row in rows]}
    page = reader.post(LIST, posted, follow=True).content.decode()
    assert "marked as read: 2" in page
    assert sorted(ReaderMessage.objects.values_list("state", flat=True)) == ["read", "read", "settled"]


def test_nobody_writes_a_message_in_the_admin(staff):
    assert staff.get(reverse("admin:pages_readermessage_add")).status_code == 403


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "'; DROP TABLE x; --"])
def test_what_a_reader_wrote_is_shown_as_text(reader, text):
    row = message(text=text, source=text)
    for page in (reader.get(LIST), reader.get(place(row))):
        assert "<script>alert" not in page.content.decode()
    row.refresh_from_db()
    assert row.text == text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_admin_is_there_in_both_languages(reader, language):
    message()
    page = reader.get(LIST, headers={"Accept-Language": language}).content.decode()
    assert ("读者留言" in page) == (language == "zh-hans")


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(LIST).status_code == 302
