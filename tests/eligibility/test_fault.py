"""A fault names every row involved once, and can carry the person it would hit."""

from datetime import date

from helpdesk.eligibility.proofs.fault import Example, Fault
from helpdesk.eligibility.vocabulary.text import Text

PERSON = Example("cash", date(2023, 4, 1), {"insured_in": "120000"}, Text("Tianjin", "天津"))


def test_the_places_of_a_fault_are_its_own_row_first_and_each_once() -> None:
    table = "table:cash@CN"
    found = Fault("conflict", table, "a[1]", Text("Two.", "两条。"), rows=((table, "b[1]"), (table, "a[1]")))

    assert found.places == ((table, "a[1]"), (table, "b[1]"))


def test_faults_with_a_person_can_stand_in_a_set() -> None:
    found = Fault("gap", "table:cash@CN", "CN", Text("A gap.", "有空缺。"), example=PERSON)

    assert len({found, found}) == 1
