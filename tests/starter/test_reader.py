"""In a starter file a text is what it looks like, and what stands twice is an error."""

import pytest

from helpdesk.starter.reader import StarterError, read_starter


@pytest.fixture
def file(tmp_path):
    """Writes a starter file."""

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("2021-12-28", "2021-12-28"), ("19.10", "19.10"), ("1e3", "1e3"),
        ("0120221", "0120221"), ("12_000", "12_000"), ("0x10", "0x10"), ("1:30", "1:30"), ("=", "="), ("<<", "<<"),
        ("True", "True"), ("Null", "Null"), ("14", 14), ("-3", -3), ("0", 0), ("true", True), ("false", False),
        ("null", None), ("~", None), ("", None), ("'14'", "14"), ("[a, no]", ["a", "no"]), ("{on: no}", {"on": "no"}),
    ],
)  # fmt: skip
def test_values_are_what_they_look_like(file, written, read):
    folder = file("topic/a.yaml", f"cards:\n  title_en: {written}\n")

    assert read_starter(folder) == {"topic:cards": {"title_en": read}}


def test_keys_are_always_texts(file):
    folder = file("region/a.yaml", "120000:\n  on: x\n019.10:\n  no: y\n")

    assert read_starter(folder) == {"region:120000": {"on": "x"}, "region:019.10": {"no": "y"}}


def test_a_key_that_stands_twice_is_told_with_file_and_line(file):
    folder = file("topic/a.yaml", "cards:\n  title_en: A\nmore: {}\ncards:\n  title_en: B\n")

    with pytest.raises(StarterError, match=r"topic/a.yaml: line 4: 'cards' stands twice"):
        read_starter(folder)


def test_a_field_that_stands_twice_is_told_too(file):
    folder = file("topic/a.yaml", "cards:\n  title_en: A\n  title_en: B\n")

    with pytest.raises(StarterError, match="line 3: 'title_en' stands twice"):
        read_starter(folder)


def test_a_key_in_two_files_is_told_with_both(file):
    file("topic/a.yaml", "cards: {}\n")
    folder = file("topic/b.yaml", "cards: {}\n")

    with pytest.raises(StarterError, match=r"topic/b.yaml: 'cards' stands in topic/a.yaml too"):
        read_starter(folder)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- cards\n", "has to be a mapping"), ("cards\n", "has to be a mapping"), ("a: [b\n", "topic/a.yaml: "),
        ("[a, b]: c\n", "a key has to be one word"), ("a: !!python/object:os.system x\n", "could not determine"),
        ("a: &b [*b]\n", "topic/a.yaml: "),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_by_name(file, text, told):
    with pytest.raises(StarterError, match=r"topic/a.yaml: ") as refused:
        read_starter(file("topic/a.yaml", text))

    assert told in str(refused.value)


def test_a_folder_that_is_no_kind_is_told_with_the_kinds(file):
    with pytest.raises(StarterError, match=r"topics/ is not a kind of document. Kinds are article, .*rename"):
        read_starter(file("topics/a.yaml", "cards: {}\n"))


def test_an_empty_file_holds_nothing(file):
    assert read_starter(file("topic/a.yaml", "# nothing yet\n")) == {}
