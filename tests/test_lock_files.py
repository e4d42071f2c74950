"""The lock files: everything pinned and hashed, nothing of one machine in them, and in step with pyproject.toml."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.thorough  # make check runs them

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("run", "dev", "browser", "bench")
PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)(?:\[[a-z,-]+\])?==(?P<version>[\w.!]+)(?: ;[^#]*)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


@dataclass(frozen=True)
class Lock:
    """What a lock file pins (name to version) and what is wrong with it (one line each)."""

    versions: dict[str, str]
    faults: list[str]


def read_lock(text: str) -> Lock:
    """Reads a lock strictly: a line that is no pinned package, hash or remark is a fault."""
    versions: dict[str, str] = {}
    hashes: dict[str, int] = {}
    faults, last = [], ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := PINNED.match(line):
            last = match["name"]
            versions[last], hashes[last] = match["version"], 0
        elif HASH.match(line) and last:
            hashes[last] += 1
        elif re.search(r"https?:|file:|--index|--find-links", line) or not line.startswith("    #"):
            faults.append(f"line {number}: {line}")
    faults += [f"{name} has no hash" for name, count in hashes.items() if not count]
    return Lock(versions, faults)


def lock(name: str) -> Lock:
    """One of the committed locks."""
    return read_lock((ROOT / "requirements" / f"{name}.txt").read_text())


def asked_for(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for at run time and in these groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    texts = [*project["project"]["dependencies"]]
    for group in groups:
        texts += project["dependency-groups"][group]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_and_hashed_and_no_address_is_named(name):
    found = lock(name)
    assert found.versions
    assert found.faults == []


@pytest.mark.parametrize(
    ("name", "groups"),
    [("run", ()), ("dev", ("dev",)), ("browser", ("dev", "browser")), ("bench", ("dev", "bench"))],
)
def test_the_lock_is_in_step_with_pyproject(name, groups):
    versions = lock(name).versions
    behind = [
        str(asked)
        for asked in asked_for(*groups)
        if not asked.specifier.contains(versions.get(canonicalize_name(asked.name), "0"), prereleases=True)
    ]
    assert not behind, f"make lock: requirements/{name}.txt does not have {behind}"


def test_a_package_has_one_version_in_all_locks():
    run, dev, browser, bench = (lock(name).versions for name in LOCKS)
    assert run.items() <= dev.items() <= browser.items()
    assert dev.items() <= bench.items()
    assert not [name for name in browser.keys() & bench.keys() if browser[name] != bench[name]]


GOOD = "nh3==0.3.8 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via helpdesk (pyproject.toml)\n"


def test_a_good_lock_is_let_through():
    assert read_lock(GOOD) == Lock({"nh3": "0.3.8"}, [])


@pytest.mark.parametrize(
    "text",
    [
        "nh3==0.3.8\n",
        "nh3==0.3.8 \\\n",
        "nh3>=0.3.8 \\\n    --hash=sha256:" + "0" * 64,
        GOOD.replace("0.3.8", "0.3.8+cpu"),
        "--index" + "-url https://example.org/simple\n" + GOOD,
        "--find-links wheels\n" + GOOD,
        GOOD + "nh3 @ https://example.org/nh3.whl\n",
        GOOD.replace("0" * 64, "0" * 63),
    ],
)
def test_a_lock_with_a_fault_is_seen(text):
    assert read_lock(text).faults
