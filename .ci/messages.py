"""Extracts the texts of the interface into helpdesk/locale and compiles them. Only extracting needs gettext."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = Path("helpdesk") / "locale"
OPTIONS = ["--locale=zh_Hans", "--no-location", "--no-obsolete", "--no-wrap"]
NOT_OURS = [f"--ignore={name}" for name in (".venv", "var", "tests", ".ci")]


def catalogues(root: Path) -> list[Path]:
    """Every catalogue of the site, by path."""
    return sorted(root.glob(f"{LOCALE}/*/LC_MESSAGES/*.po"))


def texts(catalogue: Path) -> set[tuple[str, str]]:
    """The texts in use, each with its context ("" without one)."""
    return {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(catalogue)) if not entry.obsolete}


def extract(root: Path) -> None:
    """Brings the catalogues under this root up to date with its code and templates."""
    (root / LOCALE / "zh_Hans" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", *OPTIONS, *NOT_OURS]
    subprocess.run(command, check=True, cwd=root, env=os.environ | {"HELPDESK_VAR": str(root / "var")})
    for catalogue in catalogues(root):  # the day of extracting would make a difference where there is none
        lines = catalogue.read_text().splitlines(keepends=True)
        catalogue.write_text("".join(line for line in lines if not line.startswith('"POT-Creation-Date')))


def copy(root: Path, target: Path) -> None:
    """The parts of the checkout that texts come from, so that extracting changes nothing here."""
    for name in ("helpdesk", "templates", "static"):
        shutil.copytree(root / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "manage.py", target)


def compile_all(root: Path) -> None:
    """Writes the .mo beside every catalogue and says what is not translated yet."""
    for catalogue in catalogues(root):
        file = polib.pofile(str(catalogue))
        catalogue.with_suffix(".mo").write_bytes(file.to_binary())
        missing = [entry.msgid for entry in file if not entry.obsolete and not entry.translated()]
        print(f"{catalogue.relative_to(root)}: {len(missing)} texts without a translation")
        for text in missing:
            print(f"  {text!r}")


def main() -> None:
    """Extract where it can be done, then compile every catalogue."""
    if shutil.which("xgettext"):
        extract(ROOT)
    else:
        print("xgettext is missing, so texts are compiled but not extracted. Repair: apt install gettext")
    compile_all(ROOT)


if __name__ == "__main__":
    main()
