"""Going back is one act, and what it takes back does not slip in again."""

import pytest

from helpdesk.editions.errors import EditionError
from helpdesk.editions.manifest import CURRENT
from helpdesk.editions.reading import Reader
from helpdesk.publishing.errors import PublishError
from tests.editions.samples import written


@pytest.fixture
def wrong(desk):
    """Edition 1 is right; edition 2 has a wrong title, a topic too many and one too few."""
    desk.write(old="Old")
    desk.publish("right")
    desk.write(cards="Wrong", extra="Extra")
    del desk.drafts["topic:old"]
    desk.publish("wrong")
    return desk


RIGHT = {"cards": "Cards", "old": "Old"}


def test_going_back_makes_the_older_edition_current(wrong):
    done = wrong.back(1)

    assert (done.manifest.number, done.left.number, done.problem) == (1, 2, "")
    assert wrong.titles() == RIGHT
    assert Reader(wrong.folder).current().number == 1
    assert written(wrong.folder)["came_from"] == 2


def test_what_was_taken_back_is_marked(wrong):
    keys = [(row.key, bool(row.digest), row.edition) for row in wrong.back(1).withdrawn]

    assert keys == [("topic:cards", True, 2), ("topic:extra", True, 2), ("topic:old", False, 2)]


def test_a_routine_publish_does_not_bring_it_back_and_says_so(wrong):
    wrong.back(1)
    wrong.write(fresh="Fresh")

    published = wrong.publish()

    assert (published.manifest.number, published.manifest.parent) == (3, 1)
    assert wrong.titles() == {**RIGHT, "fresh": "Fresh"}
    assert published.candidate.withheld == ("topic:cards", "topic:extra", "topic:old")


def test_nor_does_the_one_after_that(wrong):
    wrong.back(1)
    for title in ("Fresh", "Fresher"):
        wrong.write(fresh=title)
        wrong.publish()

    assert wrong.titles() == {**RIGHT, "fresh": "Fresher"}


def test_with_nothing_else_to_publish_there_is_no_edition(wrong):
    wrong.back(1)

    assert not wrong.publish().is_new


def test_naming_it_takes_it_again_and_it_is_not_withdrawn_any_more(wrong):
    wrong.back(1)
    wrong.publish(only=["topic:cards"])
    assert wrong.titles() == {"cards": "Wrong", "old": "Old"}
    wrong.write(fresh="Fresh")

    published = wrong.publish()

    assert wrong.titles()["cards"] == "Wrong"
    assert published.candidate.withheld == ("topic:extra", "topic:old")


def test_once_edited_again_it_is_a_new_draft(wrong):
    wrong.back(1)
    wrong.write(cards="Mended")

    wrong.publish()

    assert wrong.titles() == {**RIGHT, "cards": "Mended"}


def test_a_deletion_taken_back_can_be_named(wrong):
    wrong.back(1)

    wrong.publish(only=["topic:old"])

    assert wrong.titles() == {"cards": "Cards"}


def test_what_needs_a_withdrawn_document_is_refused_and_can_take_it_along(wrong):
    wrong.back(1)
    wrong.drafts["article:open"] = type(wrong.drafts["article:open"]).of(
        "article:open", {**wrong.drafts["article:open"].body, "topics": ["cards", "extra"]}
    )

    with pytest.raises(PublishError, match="topic:extra, needed by article:open"):
        wrong.publish()

    assert wrong.publish(with_missing=True).is_new
    assert wrong.titles() == {**RIGHT, "extra": "Extra"}


def test_going_forward_again_withdraws_nothing(wrong):
    wrong.back(1)

    done = wrong.back(2)

    assert done.withdrawn == ()
    assert wrong.titles() == {"cards": "Wrong", "extra": "Extra"}


def test_going_back_twice_keeps_what_the_first_withdrew(wrong):
    wrong.back(1)
    wrong.write(fresh="Fresh")
    wrong.publish()

    done = wrong.back(1)

    assert [row.key for row in done.withdrawn] == ["topic:cards", "topic:extra", "topic:fresh", "topic:old"]


def test_numbers_go_on_after_the_highest(wrong):
    wrong.back(1)
    wrong.write(fresh="Fresh")

    assert wrong.publish().manifest.number == 3


def test_the_current_edition_is_nothing_to_go_back_to(wrong):
    with pytest.raises(PublishError, match="Edition 2 is the current one"):
        wrong.back(2)


@pytest.mark.parametrize("number", [0, -1, 9])
def test_an_edition_that_is_not_there_is_told(wrong, number):
    with pytest.raises(EditionError, match=f"There is no edition {number}"):
        wrong.back(number)


def test_an_edition_whose_file_is_damaged_is_not_gone_back_to(wrong):
    path = wrong.folder / "edition-1.sqlite3"
    path.write_bytes(path.read_bytes()[:-100])

    with pytest.raises(EditionError, match=r"edition-1.sqlite3 is damaged"):
        wrong.back(1)
    assert written(wrong.folder)["number"] == 2


def test_it_repairs_an_emptied_manifest_and_still_knows_what_it_takes_back(wrong):
    (wrong.folder / CURRENT).write_text("")

    done = wrong.back(1)

    assert [row.key for row in done.withdrawn] == ["topic:cards", "topic:extra", "topic:old"]
    assert wrong.titles() == RIGHT


def test_it_writes_the_manifest_of_the_same_edition_again_when_it_was_damaged(wrong):
    (wrong.folder / CURRENT).write_text("{")

    assert wrong.back(2).manifest.number == 2
    assert wrong.titles()["cards"] == "Wrong"


def test_leaving_a_damaged_edition_works_and_says_what_is_not_known(wrong):
    (wrong.folder / "edition-2.sqlite3").write_bytes(b"")

    done = wrong.back(1)

    assert wrong.titles() == RIGHT
    assert "What edition 2 had changed is not known" in done.problem
