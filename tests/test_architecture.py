"""What code may import, and how long, how placed and how clean files are. Every check is shown to be able to fail."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.thorough  # make check runs them

ROOT = Path(__file__).resolve().parent.parent

EVERY_APP = frozenset({"eligibility", "editions", "policies", "faq", "wizard", "pages", "publishing", "starter"})
MAY_IMPORT: dict[str, frozenset[str]] = {
    "eligibility": frozenset(),
    "editions": frozenset(),
    "policies": frozenset({"eligibility", "editions"}),
    "faq": frozenset({"policies", "editions"}),
    "wizard": frozenset({"faq", "policies", "editions", "eligibility"}),
    "pages": frozenset({"faq", "policies", "editions", "eligibility"}),
    "publishing": EVERY_APP,
    "starter": EVERY_APP,
}
# Modules that would bring a clock, chance or the outside world into the engine.
IMPURE = frozenset({"os", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "time"})
CLOCKS = frozenset({"today", "now", "utcnow"})

LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 350, 600, 50
WRITTEN_BY_HAND = frozenset({".py", ".html", ".css", ".js", ".sh", ".md", ".yaml", ".toml"})

# Put together from parts so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.\-/>}%)])/(?:work|opt|home|root|Users|mnt|tmp)/\w")
REGISTRY = re.compile(
    "|".join((r"pypi\." + "org", r"files\.python" + "hosted", r"registry\.npm" + "js", "file:" + "//"))
)


def tracked(*suffixes: str) -> list[Path]:
    """The files of the repository, committed or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    found = [ROOT / name for name in listed if name and (ROOT / name).is_file()]
    return sorted(path for path in found if not suffixes or path.suffix in suffixes)


def short(path: Path) -> str:
    """The path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()


def is_migration(path: Path) -> bool:
    """Migrations are written by a program."""
    return path.parent.name == "migrations"


# --- Imports


def imported(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Line and absolute dotted name of everything imported, inside functions and by name in a string too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parent = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1])
                base = f"{parent}.{base}" if base else parent
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in {"import_module", "import_string", "__import__"} and isinstance(first, ast.Constant):
                yield node.lineno, str(first.value)


def import_faults(app: str, source: str, package: str) -> list[str]:
    """What this module of an app imports of ours against the direction: one line each."""
    allowed = MAY_IMPORT[app] | {app}
    faults = []
    for line, name in imported(source, package):
        top, _, rest = name.partition(".")
        if top == "helpdesk" and rest.split(".")[0] not in allowed:
            faults.append(f"line {line}: {app} may not import {name}")
    return faults


def purity_faults(source: str, package: str) -> list[str]:
    """What keeps this module of the engine from being pure: one line each."""
    faults = []
    for line, name in imported(source, package):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and not name.startswith("helpdesk.eligibility"):
            faults.append(f"line {line}: {name} is not in the standard library")
        if top in IMPURE:
            faults.append(f"line {line}: {name} is a clock, chance or the outside world")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr in CLOCKS:
                faults.append(f"line {node.lineno}: .{function.attr}() reads a clock; the date is an argument")
            if isinstance(function, ast.Name) and function.id in {"open", "print", "input"}:
                faults.append(f"line {node.lineno}: {function.id}() reaches outside")
    return faults


def modules(app: str) -> list[Path]:
    """The modules of one app."""
    return [path for path in tracked(".py") if short(path).startswith(f"helpdesk/{app}/")]


def package_of(path: Path) -> str:
    """The package whose names a relative import in this file starts from."""
    return ".".join(path.relative_to(ROOT).parent.parts)


def test_every_app_has_its_import_rule():
    apps = {path.parent.name for path in ROOT.glob("helpdesk/*/__init__.py")}
    assert apps == EVERY_APP == set(MAY_IMPORT)


@pytest.mark.parametrize("app", sorted(MAY_IMPORT))
def test_an_app_imports_only_what_is_below_it(app):
    faults = [
        f"{short(path)}: {fault}"
        for path in modules(app)
        for fault in import_faults(app, path.read_text(), package_of(path))
    ]
    assert not faults, "\n".join(faults)


def test_the_engine_is_pure():
    faults = [
        f"{short(path)}: {fault}"
        for path in modules("eligibility")
        if path.name != "apps.py"
        for fault in purity_faults(path.read_text(), package_of(path))
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("app", "source"),
    [
        ("eligibility", "from helpdesk.policies.models import Region"),
        ("eligibility", "from helpdesk import settings"),
        ("editions", "import helpdesk.policies"),
        ("policies", "def f():\n    from helpdesk.faq import models"),
        ("policies", "from ..faq import models"),
        ("policies", "from .. import faq"),
        ("faq", "from helpdesk.eligibility import ask"),
        ("wizard", "from helpdesk.pages.views import home"),
        ("pages", "from helpdesk.publishing.build import build"),
        ("wizard", "import_module('helpdesk.starter.load')"),
        ("faq", "from helpdesk.settings import DEBUG"),
    ],
)
def test_an_import_against_the_direction_is_seen(app, source):
    assert import_faults(app, source, f"helpdesk.{app}")


@pytest.mark.parametrize(
    ("app", "source"),
    [
        ("wizard", "from helpdesk.faq.models import Article"),
        ("wizard", "from .forms import AnswerForm"),
        ("publishing", "from helpdesk.starter.load import load"),
        ("eligibility", "from dataclasses import dataclass"),
    ],
)
def test_an_import_along_the_direction_is_let_through(app, source):
    assert not import_faults(app, source, f"helpdesk.{app}")


@pytest.mark.parametrize(
    "source",
    [
        "import django",
        "from yaml import safe_load",
        "import time",
        "from os import environ",
        "from datetime import date\nday = date.today()",
        "text = open('rules').read()",
    ],
)
def test_an_impure_engine_is_seen(source):
    assert purity_faults(source, "helpdesk.eligibility")


# --- First words


def opening_fault(source: str) -> str:
    """Why the first words of an app do not do; "" when they do."""
    words = ast.get_docstring(ast.parse(source)) or ""
    sentences = re.findall(r"[.](?:\s|$)", words)
    if len(sentences) < 2:
        return f"{len(sentences)} sentences where two say what the app is for and what it may import"
    return "" if "import" in words else "the second sentence does not say what it may import"


@pytest.mark.parametrize("app", sorted(EVERY_APP))
def test_an_app_opens_with_what_it_is_for_and_what_it_may_import(app):
    assert opening_fault((ROOT / "helpdesk" / app / "__init__.py").read_text()) == ""


@pytest.mark.parametrize("source", ["", '"""Only what it is for."""', '"""It is for this. And that."""'])
def test_an_opening_that_says_too_little_is_seen(source):
    assert opening_fault(source)


# --- Lengths


def length_fault(name: str, text: str) -> str:
    """Why the file is too long; "" when it is not."""
    most = LONGEST_TEST if name.startswith("tests/") else LONGEST_FILE
    lines = text.count("\n")
    return f"{name}: {lines} lines, and {most} is the most" if lines > most else ""


def function_faults(name: str, source: str) -> list[str]:
    """The functions that are too long, one line each."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                found.append(f"{name}: {node.name} has {lines} lines, and {LONGEST_FUNCTION} is the most")
    return found


def test_no_file_is_too_long():
    paths = [path for path in tracked(*WRITTEN_BY_HAND) if not is_migration(path)]
    faults = [fault for path in paths if (fault := length_fault(short(path), path.read_text()))]
    assert not faults, "\n".join(faults)


def test_no_function_is_too_long():
    paths = [path for path in tracked(".py") if not is_migration(path)]
    faults = [fault for path in paths for fault in function_faults(short(path), path.read_text())]
    assert not faults, "\n".join(faults)


def test_a_file_one_line_too_long_is_seen():
    assert not length_fault("helpdesk/a.py", "\n" * 350)
    assert length_fault("helpdesk/a.py", "\n" * 351)
    assert not length_fault("tests/test_a.py", "\n" * 600)
    assert length_fault("tests/test_a.py", "\n" * 601)


def test_a_function_one_line_too_long_is_seen():
    assert not function_faults("a.py", "def f():\n" + "    pass\n" * 49)
    assert function_faults("a.py", "class A:\n    async def f(self):\n" + "        pass\n" * 50)


# --- Nothing of one machine


def place_faults(name: str, text: str) -> list[str]:
    """Lines that only mean something on one machine, or that name a package registry."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, what in ((MACHINE_PATH, "a path of one machine"), (REGISTRY, "a registry or file address")):
            if match := pattern.search(line):
                found.append(f"{name}, line {number}: {what} ({match[0]})")
    return found


def readable(path: Path) -> str:
    """The text of a file, or nothing where it is not text (pictures, compiled catalogues)."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


def test_no_file_names_a_machine_or_a_registry():
    faults = [fault for path in tracked() for fault in place_faults(short(path), readable(path))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "line",
    [
        "path = '" + "/".join(("", "work", "main")) + "'",
        "cd " + "/".join(("", "home", "me")),
        "--find-links " + "/".join(("", "opt", "wheels")),
        "--index" + "-url https://" + "pypi" + ".org/simple",
        "file:" + "//" + "/here",
    ],
)
def test_a_machine_or_a_registry_is_seen(line):
    assert place_faults("a", line)


@pytest.mark.parametrize("line", ["https://www.gov.cn/home/2024/a.html", "/en/check/", "templates/pages/home/x.html"])
def test_an_address_of_the_site_or_the_web_is_let_through(line):
    assert not place_faults("a", line)
