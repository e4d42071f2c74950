"""A handful of documents that pass every check, and editions made from them without the editorial database."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpdesk.editions.derive import Imprint, content_digest, derive_file
from helpdesk.editions.documents import Document, complete_body, split_key
from helpdesk.editions.files import sha256_of
from helpdesk.editions.manifest import CURRENT, Manifest, edition_name, manifest_name
from helpdesk.editions.schema import SCHEMA, fingerprint

BUILT = datetime.datetime(2026, 11, 22, 4, 0, tzinfo=datetime.UTC)

TOPIC = {"title_en": "Cards", "title_zh": "卡", "summary_en": "About cards", "summary_zh": "关于卡"}
REGION = {"name_en": "China", "name_zh": "中国", "short_en": "China", "short_zh": "中国", "level": "nation"}
EVIDENCE = {"title_en": "A notice", "title_zh": "通知", "kind": "official_full", "confidence": "high"}
ARTICLE = {
    "title_en": "Open it", "title_zh": "开通", "answer_en": "Yes.", "answer_zh": "可以。",
    "body_en": "Go.", "body_zh": "去。", "topics": ["cards"], "regions": ["CN"], "evidence": ["notice"],
    "written_on": "2026-11-22",
}  # fmt: skip

BODIES: dict[str, dict[str, Any]] = {
    "region:CN": REGION,
    "topic:cards": TOPIC,
    "evidence:notice": EVIDENCE,
    "article:open": ARTICLE,
}


def documents(bodies: Mapping[str, Any] | None = None, **titles: str) -> dict[str, Document]:
    """The sample documents (or `bodies`); `cards="New title"` gives that topic another English title."""
    chosen = {key: dict(body) for key, body in (BODIES if bodies is None else bodies).items()}
    for key, title in titles.items():
        chosen[f"topic:{key}"] = {**TOPIC, "title_en": title}
    return {key: Document.of(key, complete_body(*split_key(key), body)) for key, body in chosen.items()}


def make_edition(
    folder: Path, number: int, content: dict[str, Document], *, parent: int | None = None, **changes: Any
) -> Manifest:
    """Writes an edition and its manifest into the folder; `changes` are made to the manifest. It is not current yet."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / edition_name(number)
    derive_file(path, content, Imprint(number, parent, BUILT, f"note {number}"), content)
    manifest = Manifest(
        number, path.name, sha256_of(path), content_digest(content), SCHEMA, fingerprint(), BUILT, f"note {number}",
        parent, len(content),
    )  # fmt: skip
    manifest = replace(manifest, **changes)
    (folder / manifest_name(number)).write_text(manifest.text())
    return manifest


def make_current(folder: Path, manifest: Manifest) -> Manifest:
    """Makes an edition current, as publishing does at its end."""
    draft = folder / "current.draft"
    draft.write_text(manifest.text())
    draft.replace(folder / CURRENT)
    return manifest


def written(folder: Path) -> dict[str, Any]:
    """current.json as it stands."""
    found: dict[str, Any] = json.loads((folder / CURRENT).read_text())
    return found
