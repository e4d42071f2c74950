"""The site as `make run` serves it, built in a folder of its own: starter content, first edition, gunicorn."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    ["migrate", "--verbosity", "0"],
    ["load_starter"],
    ["publish", "--if-none", "--note", "First edition"],
    ["collectstatic", "--noinput", "--verbosity", "0"],
)


@contextmanager
def gunicorn(application: str, environment: Mapping[str, str], output: IO[bytes] | None = None) -> Iterator[str]:
    """Address of a WSGI application, without a slash at its end, as long as the block runs.

    What it prints goes to `output`, or to where our own goes. The listening socket is made here and handed over, so
    that a page asked for early waits in line instead of failing.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number = listening.fileno()
        command = [sys.executable, "-m", "gunicorn", application, "--config", "python:helpdesk.serving"]
        server = subprocess.Popen(
            [*command, "--bind", f"fd://{number}"], cwd=ROOT, env=dict(environment), pass_fds=[number],
            stdout=output, stderr=output,
        )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextmanager
def running_site(folder: Path, output: IO[bytes] | None = None) -> Iterator[str]:
    """Address of the site, which writes into `folder` only; its server prints to `output`."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_DEBUG"}}
    environment = inherited | {"HELPDESK_VAR": str(folder), "HELPDESK_COLLECTED": "1"}
    for command in STEPS:
        # Its reports go to the error stream: standard output belongs to whoever asked for the site.
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=sys.stderr
        )
    with gunicorn("helpdesk.wsgi", environment, output) as address:
        yield address
