"""A figure is typed as text, one or a whole schedule; what cannot be read comes back with its repair."""

import pytest
from django.test import Client
from django.urls import reverse

from helpdesk.editions.documents import read_documents
from helpdesk.policies.drafts import draft_rulebook
from tests.policies.forms import change, errors

KEY = "deposit-without-notary@CN"
PAGE = reverse("admin:policies_parameter_change", args=[KEY])


def test_a_schedule_typed_over_several_lines_is_kept_and_read(staff: Client) -> None:
    typed = "tier-1, working = 90%, from 30000: 95%\r\ntier-1, retired = 97%"

    response = change(staff, PAGE, **{"values-0-value": typed, "unit": "share"})

    assert response.status_code == 302, errors(response)
    body = read_documents("default")[f"parameter:{KEY}"].body
    assert (body["unit"], body["values"][0]["value"]) == ("share", typed.replace("\r\n", "\n"))
    (value,) = draft_rulebook().parameters[KEY].values
    assert value.schedule is not None
    assert [row.options for row in value.schedule.rows] == [("tier-1", "working"), ("tier-1", "retired")]


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        ("en", "12,000", "only the first step may leave out where it starts"),
        ("en", "lots", "“lots” is not a figure or a step. Write digits without separators"),
        ("en", "70%", "“70%” is a share, and the unit is “yuan”"),
        ("zh-hans", "五万", "“五万”不是数值或档次。数字请不要加千位分隔符"),
        ("zh-hans", "from 60: 18, from 12: 12", "请按从小到大的顺序写"),
    ],
)
def test_a_figure_that_cannot_be_read_is_refused_with_its_repair(
    staff: Client, language: str, typed: str, told: str
) -> None:
    staff.cookies["django_language"] = language
    before = read_documents("default")

    response = change(staff, PAGE, **{"values-0-value": typed})

    assert response.status_code == 200
    assert told in errors(response)
    assert read_documents("default") == before


def test_a_unit_is_one_of_those_there_are(staff: Client) -> None:
    response = change(staff, PAGE, unit="bushels")

    assert response.status_code == 200
    assert "bushels" in errors(response)
