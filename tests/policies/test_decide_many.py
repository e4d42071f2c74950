"""manage.py decide_many: many persons, each as `decide` tells the one."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.starter_edition import starter_edition, starter_folder  # noqa: F401

PERSONS = [
    {"facts": {"insured_in": "120000", "situation": "left-job", "asking_as": "self"}, "on": "2026-11-22"},
    {"facts": {"insured_in": "440300", "situation": "left-job", "has_account": "no"}},
    {"facts": {"insured_in": "440000", "situation": "unsure"}, "on": "2027-01-01"},
]


def told(name, *args, **options):
    out = StringIO()
    call_command(name, *args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def persons(tmp_path):
    file = tmp_path / "persons.jsonl"
    file.write_text("\n".join(json.dumps(person) for person in PERSONS))
    return file


def test_each_line_is_what_decide_says_of_that_person(persons):
    lines = told("decide_many", "medical-account-ledger", persons, on="2026-11-22").splitlines()

    assert len(lines) == len(PERSONS)
    for person, line in zip(PERSONS[:2], lines, strict=False):
        facts = [f"{key}={value}" for key, value in person["facts"].items()]
        one = json.loads(told("decide", "medical-account-ledger", fact=facts, on="2026-11-22", format="json"))
        (portion,) = [each for each in one["portions"] if each["decision"] == "medical-account-ledger"]
        assert {**json.loads(line), "next_fact": None} == {**portion, "next_fact": None}
    assert json.loads(lines[2])["status"] == "open"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("no json", "Line 1"), ('{"facts": {"colour": "red"}}', "colour"),
        ('{"facts": {"situation": "flying"}}', "flying"),
        ('{"on": "2026-11-22"}', "facts"), ('{"facts": {}, "on": "tomorrow"}', "tomorrow"), ("[]", "Line 1"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_used_is_named_with_its_repair(tmp_path, line, named):
    file = tmp_path / "persons.jsonl"
    file.write_text(line)

    with pytest.raises(CommandError, match=r"manage\.py facts lists") as refused:
        told("decide_many", "medical-account-ledger", file)
    assert named in str(refused.value)


def test_an_unknown_decision_or_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"“flying” is no decision\. There are: card-bank-account, "):
        told("decide_many", "flying", tmp_path / "none")
    with pytest.raises(CommandError, match="none cannot be read"):
        told("decide_many", "medical-account-ledger", tmp_path / "none")
