"""Extracts the texts of the interface into helpdesk/locale and compiles them. Only extracting needs gettext."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "helpdesk" / "locale"


def catalogues() -> list[Path]:
    """Every catalogue of the site, by path."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compiled(catalogue: Path) -> bytes:
    """What the .mo beside this .po must contain."""
    return polib.pofile(str(catalogue)).to_binary()


def extract() -> None:
    """Brings the catalogues up to date with the code and the templates."""
    (LOCALE / "zh_Hans" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    command = ["manage.py", "makemessages", "--locale=zh_Hans", "--no-location", "--no-obsolete", "--no-wrap"]
    ignored = [f"--ignore={name}" for name in (".venv", "var", "tests", ".ci")]
    subprocess.run([sys.executable, *command, *ignored], check=True, cwd=ROOT)
    for catalogue in catalogues():  # the day of extracting would make a difference where there is none
        lines = catalogue.read_text().splitlines(keepends=True)
        catalogue.write_text("".join(line for line in lines if not line.startswith('"POT-Creation-Date')))


def main() -> None:
    """Extract where it can be done, then compile every catalogue."""
    if shutil.which("xgettext"):
        extract()
    else:
        print("xgettext is missing, so texts are compiled but not extracted. Repair: apt install gettext")
    for catalogue in catalogues():
        catalogue.with_suffix(".mo").write_bytes(compiled(catalogue))
        missing = [entry.msgid for entry in polib.pofile(str(catalogue)) if not entry.translated()]
        print(f"{catalogue.relative_to(ROOT)}: {len(missing)} texts without a translation")
        for text in missing:
            print(f"  {text!r}")


if __name__ == "__main__":
    main()
