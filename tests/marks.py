"""Values nobody else would type, and the looking for them in whatever could have kept them."""

import gzip
from pathlib import Path
from urllib.parse import unquote

from helpdesk.eligibility.vocabulary.kinds import FactKind

RIGHT = {FactKind.AMOUNT: "73190264.51", FactKind.COUNT: "９８７１", FactKind.DATE: "1957年03月29日"}
"""Figures that are taken: full-width digits and the sign for the year look like nothing else that is kept."""
WRONG = {FactKind.AMOUNT: "Qx73190264q", FactKind.COUNT: "Qx9871q", FactKind.DATE: "Qx19570329q"}
"""What is refused, shown in the message and left in the field."""
TRACES = ("73190264", *(text.lower() for text in WRONG.values()), "９８７１", "1957年3月29日", "1957年03月29日",
          "1957-03-29", "29 march 1957")  # fmt: skip


def traces(kept: str | bytes, *more: str) -> set[str]:
    """The marks that are found, however their digits are grouped; `more` are sums that were worked out of them."""
    plain = (unquote(kept).encode() if isinstance(kept, str) else kept).lower()
    for between in (b",", b"%2c"):
        plain = plain.replace(between, b"")
    return {mark for mark in (*TRACES, *more) if mark.encode() in plain}


def traces_in_files(folder: Path, *more: str) -> dict[str, set[str]]:
    """The marks in each file below a folder, packed ones unpacked, by its name; files without any are left out."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found[str(path)] = traces(gzip.decompress(content) if path.suffix == ".gz" else content, *more)
    return {name: marks for name, marks in found.items() if marks}
