"""The editions folder as publishing sees it: numbers, what a killed publish left, and which editions there are."""

import json
import re
from pathlib import Path

from helpdesk.editions.errors import EditionError
from helpdesk.editions.files import write_whole
from helpdesk.editions.manifest import (
    CURRENT,
    LAST,
    Manifest,
    edition_name,
    manifest_name,
    read_manifest,
    rulebook_name,
)

NUMBERS = "numbers.json"
BUILDING = ".building-"
NUMBERED = re.compile(r"(?:edition|rulebook)-(\d+)\.")


def current_manifest(folder: Path) -> Manifest | None:
    """The manifest of the current edition; None before the first publish; a damaged or lost one is an EditionError."""
    if (folder / CURRENT).exists() or (folder / LAST).exists():
        return read_manifest(folder / CURRENT)
    return None


def kept_manifest(folder: Path, number: int) -> Manifest:
    """The manifest of any edition that was current once."""
    if not (folder / manifest_name(number)).exists():
        raise EditionError(f"There is no edition {number}. `manage.py editions` lists those there are.")
    return read_manifest(folder / manifest_name(number))


def kept_manifests(folder: Path) -> list[Manifest]:
    """The manifests of all editions, oldest first; a damaged one is left out here and named when it is asked for."""
    found = []
    for path in folder.glob("edition-*.json"):
        try:
            found.append(read_manifest(path))
        except EditionError:
            continue
    return sorted(found, key=lambda manifest: manifest.number)


def reserve_number(folder: Path) -> int:
    """The next number, used up from now on whether or not the publish succeeds."""
    number = max(_last_reserved(folder), *_numbers_seen(folder), 0) + 1
    write_whole(folder / NUMBERS, json.dumps({"last": number}).encode())
    return number


def switch_to(folder: Path, manifest: Manifest) -> None:
    """Makes an edition current. The rename inside is the moment; what follows only prepares for bad days."""
    write_whole(folder / CURRENT, manifest.text().encode())
    keep_manifest(folder, manifest)
    write_whole(folder / LAST, manifest.text().encode())


def keep_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest that stays with an edition for ever: what it is, and not how it became current."""
    if not (folder / manifest_name(manifest.number)).exists():
        write_whole(folder / manifest_name(manifest.number), manifest.lasting().text().encode())


def clear_leftovers(folder: Path) -> None:
    """Under the lock: finishes what a publish killed after its moment left undone, removes what others left."""
    current = current_manifest(folder)
    if current is not None:
        keep_manifest(folder, current)
        for number in _numbers_seen(folder):
            if not (folder / manifest_name(number)).exists():
                (folder / edition_name(number)).unlink(missing_ok=True)
                (folder / rulebook_name(number)).unlink(missing_ok=True)
    for path in folder.glob(".*"):
        if path.is_file():
            path.unlink()


def _numbers_seen(folder: Path) -> set[int]:
    return {int(match[1]) for path in folder.iterdir() if (match := NUMBERED.match(path.name))}


def _last_reserved(folder: Path) -> int:
    try:
        return int(json.loads((folder / NUMBERS).read_bytes())["last"])
    except FileNotFoundError:
        return 0
    except (ValueError, KeyError, TypeError) as error:
        raise EditionError(
            f'{folder / NUMBERS} is damaged. Write {{"last": N}} into it, N being the highest number ever published: '
            "no number is used twice."
        ) from error
