"""Weighs pages: `python -m tests.weight [--loads N] [--output PATH] [--strict]`. It needs chromium, npm and node."""

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.goals import Section, summary
from tests.running_site import running_site
from tests.weight import govuk
from tests.weight.goals import goals
from tests.weight.loads import Loads, gzipped, load

CHECK = "check/medical-account-cash/"
PAGES = {
    "first question": CHECK,
    "question": CHECK + "?insured_in=620100",
    "result": CHECK + "?insured_in=620100&situation=left-job&held_as=ledger",
}
NEXT = ["?insured_in=440000&asked=insured_in", "?insured_in=620100", "?insured_in=620100&situation=left-job",
        "?insured_in=620100&situation=died&held_as=ledger"]  # fmt: skip
LANGUAGES = ("en", "zh-hans")


def weigh(site: str, kit: str, rounds: int) -> tuple[dict[str, Loads], Loads]:
    """Loads every page `rounds` times, in turns, so that a busy minute of the machine falls on all alike."""
    addresses = {f"{name}, {tongue}": f"{site}/{tongue}/{path}" for name, path in PAGES.items() for tongue in LANGUAGES}
    addresses["GOV.UK Frontend"] = f"{kit}/"
    with sync_playwright() as play:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = play.chromium.launch(executable_path=os.environ["HELPDESK_CHROMIUM"], args=arguments)
        taken: dict[str, list[Any]] = {name: [] for name in addresses}
        for _round in range(rounds):
            for name, address in addresses.items():
                taken[name].append(load(browser, address))
        browser.close()
    pages = {name: Loads(name, tuple(every)) for name, every in taken.items()}
    return pages, pages.pop("GOV.UK Frontend")


def lengths(site: str) -> dict[str, int]:
    """Gzipped bytes of the fragments that follow an answer, and of the stylesheet."""
    following = {
        f"{tongue} {query}": gzipped(f"{site}/{tongue}/{CHECK}{query}", **{"HX-Request": "true"})[1]
        for tongue in LANGUAGES
        for query in NEXT
    }
    page, _length = gzipped(f"{site}/en/")
    sheet = re.search(r'rel="stylesheet" href="([^"]+)"', page.decode())
    if not sheet:
        raise RuntimeError("The home page names no stylesheet")
    return following | {"stylesheet": gzipped(site + sheet[1])[1]}


def main(arguments: Sequence[str]) -> int:
    """Builds both sites, measures, prints, writes. 1 for a goal missed under `--strict`, or no npm in CI."""
    parser = argparse.ArgumentParser(prog="python -m tests.weight", description=__doc__)
    parser.add_argument("--loads", type=int, default=9)
    parser.add_argument("--output", type=Path, default=Path("var/page-weight.json"))
    parser.add_argument("--strict", action="store_true", help="exit 1 where a goal is missed")
    chosen = parser.parse_args(arguments)
    told = sys.stdout.write
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            version = govuk.build(folder)
        except govuk.MissingError as missing:
            told(f"SKIPPED the weight of pages beside GOV.UK Frontend: {missing}\n")
            return 1 if os.environ.get("CI") == "true" else 0
        with running_site(folder / "var") as site, govuk.served(folder) as kit:
            sizes = lengths(site)
            pages, other = weigh(site, kit, chosen.loads)
    style, following = sizes["stylesheet"], max(size for name, size in sizes.items() if name != "stylesheet")
    lines = tuple(loads.line() for loads in [*pages.values(), other])
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    section = Section("pages", lines, {}, tuple(goals(pages, other, following, style)))
    told(f"Median of {chosen.loads} loads, 400 kbit/s, 400 ms, chip slowed 4 times; GOV.UK Frontend {version}\n")
    told("\n".join(["", *lines, "", *(f"{name:56} {size:5} bytes gzip" for name, size in sizes.items()), "", ""]))
    told(summary([section]) + "\n")
    body = {
        "loads": chosen.loads, "govuk_frontend": version, "load": busy, "gzip_bytes": sizes,
        "pages": {loads.name: loads.as_json() for loads in [*pages.values(), other]},
        "goals": [goal.as_json() for goal in section.goals],
    }  # fmt: skip
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    chosen.output.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
    told(f"Written to {chosen.output}\n")
    return 1 if chosen.strict and not all(goal.reached for goal in section.goals) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
