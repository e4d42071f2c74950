"""The starter files: YAML in which a text is what it looks like.

`no`, `on`, `2021-12-28` and `19.10` stay texts; only true, false, null and plain whole numbers are anything else. A key
that stands twice is an error, in one file or in two.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from helpdesk.editions.documents import kinds

FOLDER = Path(__file__).parent / "documents"

PLAIN_TAGS = (
    ("tag:yaml.org,2002:null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", ["t", "f"]),
    ("tag:yaml.org,2002:int", r"^(?:0|-?[1-9][0-9]*)$", list("-0123456789")),
)
"""Tag, what is written for it, and the characters it begins with. A whole number reads the same when written again, so
that a code without quotes is not changed before somebody is told to quote it."""


class StarterError(ValueError):
    """A starter file that cannot be taken; the text names the file, the key and the repair."""


class StarterLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The safe loader without YAML 1.1's surprises."""

    yaml_implicit_resolvers: dict[str, Any] = {}


def _mapping(loader: StarterLoader, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
        if key is None:
            raise StarterError(f"line {key_node.start_mark.line + 1}: a key has to be one word or a text in quotes")
        if key in found:
            line = key_node.start_mark.line + 1
            raise StarterError(f"line {line}: {key!r} stands twice. Take one out, or give it another key")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


for tag, written, beginnings in PLAIN_TAGS:
    StarterLoader.add_implicit_resolver(tag, re.compile(written), beginnings)
StarterLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_starter(folder: Path = FOLDER) -> dict[str, dict[str, Any]]:
    """Document key -> body as written, of every file `<kind>/*.yaml` in the folder."""
    found: dict[str, dict[str, Any]] = {}
    written_in: dict[str, Path] = {}
    for kind, path in _files(folder):
        for key, body in _read_file(path).items():
            doc_key = f"{kind}:{key}"
            if doc_key in found:
                raise StarterError(
                    f"{path.relative_to(folder)}: {key!r} stands in {written_in[doc_key].relative_to(folder)} too. "
                    "Take one out, or give it another key."
                )
            found[doc_key], written_in[doc_key] = body, path
    return found


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for kind_folder in sorted(path for path in folder.iterdir() if path.is_dir()):
        if kind_folder.name not in kinds():
            raise StarterError(
                f"{kind_folder.name}/ is not a kind of document. Kinds are {', '.join(sorted(kinds()))}: "
                "rename the folder."
            )
        for path in sorted(kind_folder.glob("*.yaml")):
            yield kind_folder.name, path


def _read_file(path: Path) -> dict[str, Any]:
    place = f"{path.parent.name}/{path.name}"
    try:
        found = yaml.load(path.read_bytes(), Loader=StarterLoader)
    except (yaml.YAMLError, UnicodeDecodeError, StarterError) as error:
        raise StarterError(f"{place}: {error}.") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise StarterError(f"{place}: the file has to be a mapping from keys to documents, `key:` and then its fields.")
    return found
