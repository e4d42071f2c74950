"""A program that publishes and is killed (kill -9) at every step in turn, and then looks at what is left.

Run by test_killed.py, never by pytest itself: it forks, and its children kill themselves. A step is the beginning or
the end of a function of ours that publishing goes through; the children count them with the interpreter's profiler, so
that the product needs no hook. Prints one JSON line per step.
"""

import datetime
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[2]
STEPS_IN = tuple(
    str(ROOT / "helpdesk" / name)
    for name in (
        "publishing/publish.py", "publishing/build.py", "publishing/folder.py", "publishing/lock.py",
        "publishing/drafts.py", "editions/derive.py", "editions/files.py",
    )
)  # fmt: skip
AT = datetime.datetime(2026, 11, 22, 5, 0, tzinfo=datetime.UTC)
OFTEN = 3
"""A function that runs more often than this is not a step but a loop; its first runs are enough."""


def steps(act: Callable[[], Any], kill_at: int | None) -> list[str]:
    """The names of the steps `act` goes through; kills this process when it reaches the one numbered `kill_at`."""
    reached: list[str] = []
    runs: dict[str, int] = {}

    def watch(frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event not in {"call", "return"} or code.co_filename not in STEPS_IN or code.co_name.startswith("<"):
            return
        name = f"{Path(code.co_filename).stem}.{code.co_name} {'begins' if event == 'call' else 'ends'}"
        runs[name] = runs.get(name, 0) + 1
        if runs[name] <= OFTEN:
            reached.append(f"{name} ({runs[name]})")
            if len(reached) - 1 == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    try:
        act()
    finally:
        sys.setprofile(None)
    return reached


def in_child(act: Callable[[], Any]) -> tuple[int, Any]:
    """Runs `act` in a fork. The signal that ended it (0 for none), and what it returned."""
    from django.db import connections

    connections.close_all()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        result: Any = None
        try:
            result = act()
        except BaseException as error:
            result = {"error": f"{type(error).__name__}: {error}"}
        os.write(write, json.dumps(result).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status), json.loads(said) if said else None


def after(folder: Path) -> dict[str, Any]:
    """What a reader finds, and what the next publish does: with nothing said or asked about the one that was killed."""
    from helpdesk.editions.documents import write_document
    from helpdesk.editions.reading import Reader, reading_from
    from helpdesk.faq.models import Topic
    from helpdesk.publishing.publish import publish
    from tests.editions.samples import TOPIC

    reader = Reader(folder)
    edition = reader.current()
    assert edition is not None, reader.problem
    with reading_from(edition):
        title = edition.all(Topic).get(key="cards").title_en
    write_document("topic:next", {**TOPIC, "title_en": folder.name})
    published = publish("next", at=AT)
    fresh = Reader(folder).current()
    return {
        "served": edition.number,
        "title": title,
        "problem": reader.problem,
        "next": published.manifest.number,
        "then_served": fresh.number if fresh else None,
        "strangers": sorted(path.name for path in folder.iterdir() if path.name.startswith(".")),
    }


def main() -> None:
    """`killed.py FOLDER [EVERY]`: FOLDER is for the editions; of the steps one in EVERY is tried (default all)."""
    base, every = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from helpdesk.editions.documents import write_documents
    from helpdesk.publishing import check
    from helpdesk.publishing.publish import publish
    from tests.editions.samples import BODIES, TOPIC

    check.findings = lambda _documents: []  # type: ignore[assignment]
    call_command("migrate", verbosity=0, skip_checks=True)
    template = base / "template"
    settings.EDITIONS_DIR = template
    write_documents({**BODIES, "topic:cards": {**TOPIC, "title_en": "Old"}})
    publish("old", at=AT)
    write_documents({"topic:cards": {**TOPIC, "title_en": "New"}})

    def act(number: int | None) -> Callable[[], Any]:
        folder = base / f"step-{number}"
        shutil.copytree(template, folder)
        settings.EDITIONS_DIR = folder
        return lambda: steps(lambda: publish("new", at=AT), number)

    _signal, names = in_child(act(None))
    for number in sorted({*range(0, len(names), every), len(names) - 1}):  # the last one lies after the moment
        ended_by, said = in_child(act(number))
        _signal, found = in_child(lambda: after(settings.EDITIONS_DIR))
        print(json.dumps({"step": names[number], "signal": ended_by, "said": said, "found": found}), flush=True)  # noqa: T201
        shutil.rmtree(settings.EDITIONS_DIR)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
