"""GOV.UK Frontend's question page, rebuilt from its npm package in a folder that is thrown away."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whitenoise import WhiteNoise

from tests.running_site import gunicorn

HERE = Path(__file__).resolve().parent
PACKAGES = ("govuk-frontend@6", "nunjucks@3")


class MissingError(Exception):
    """What it takes to rebuild the page is not there; the message says what."""


def build(folder: Path) -> str:
    """Fetches the package with npm, renders the page into `folder/site`, compresses it; the package's version."""
    for program in ("npm", "node"):
        if not shutil.which(program):
            raise MissingError(f"{program} is not installed (repair: apt install npm)")
    install = ["npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]
    fetched = subprocess.run([*install, *PACKAGES], cwd=folder, capture_output=True, text=True, check=False)
    if fetched.returncode:
        raise MissingError(f"npm could not fetch {' and '.join(PACKAGES)}: {fetched.stderr.strip()[-200:]}")
    environment = os.environ | {"NODE_PATH": str(folder / "node_modules")}
    render = ["node", str(HERE / "question.js"), str(folder / "site")]
    version = subprocess.run(render, env=environment, check=True, capture_output=True, text=True).stdout
    compress = [sys.executable, "-m", "whitenoise.compress", "--quiet", "--no-brotli", str(folder / "site")]
    subprocess.run(compress, check=True)
    return version


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Address of the rebuilt page, served as ours is: gunicorn, whitenoise, gzip, loopback."""
    with gunicorn("tests.weight.govuk:application()", os.environ | {"WEIGHT_FOLDER": str(folder / "site")}) as address:
        yield address


def application() -> WhiteNoise:
    """The folder WEIGHT_FOLDER over WSGI."""

    def nothing(environ: object, start_response: object) -> list[bytes]:
        start_response("404 Not Found", [("Content-Type", "text/plain")])  # type: ignore[operator]
        return [b"There is no such file."]

    return WhiteNoise(nothing, root=os.environ["WEIGHT_FOLDER"], index_file=True)
