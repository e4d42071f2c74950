"""Contrast worked out anew from the stylesheet's colours, for every pair that is shown (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).resolve().parent.parent / "static" / "site.css").read_text()
TEXT, CONTROL = 6.5, 4.0  # what we promise; the law asks for 4.5 and 3


def tokens(text):
    """Names and colours of a block."""
    return dict(re.findall(r"--([a-z]+):(#[0-9a-f]{3,6})", text))


def rule(selector):
    """The declarations of one rule."""
    return re.search(rf"^{re.escape(selector)}\{{([^}}]*)\}}", SHEET, re.M)[1]


ROOT = tokens(rule(":root")) | {"white": "#ffffff", "visited": re.search(r"a:visited\{color:(#\w+)\}", SHEET)[1]}
VERDICTS = {name: tokens(rule(f".{name}")) for name in ("partly", "unknown")}
COLOURS = ROOT | {
    "partly": VERDICTS["partly"]["tone"], "partly-wash": VERDICTS["partly"]["tint"],
    "unknown": VERDICTS["unknown"]["tone"], "unknown-wash": VERDICTS["unknown"]["tint"],
    "no-wash": tokens(rule(".no"))["tint"],
}  # fmt: skip
WASHES = {"pine": "wash", "partly": "partly-wash", "no": "no-wash", "unknown": "unknown-wash"}


def luminance(colour):
    """Relative luminance of #rgb or #rrggbb, as WCAG defines it."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """From 1 (the same) to 21 (black and white)."""
    light, dark = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ["paper", "card", "wash", "partly-wash", "no-wash", "unknown-wash"]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "soft", "link", "visited"])
def test_text_can_be_read_on_every_ground(text, ground):
    assert contrast(text, ground) >= TEXT


@pytest.mark.parametrize("verdict", WASHES)
def test_a_verdict_can_be_read_on_paper_card_and_its_own_wash(verdict):
    assert min(contrast(verdict, ground) for ground in ("paper", "card", WASHES[verdict])) >= TEXT


@pytest.mark.parametrize(("text", "ground"), [("white", "pine"), ("white", "deep"), ("deep", "wash")])
def test_the_header_and_buttons_can_be_read(text, ground):
    assert contrast(text, ground) >= TEXT


@pytest.mark.parametrize("ground", ["paper", "card", "wash"])
def test_the_border_of_a_control_can_be_seen(ground):
    assert contrast("field", ground) >= CONTROL


@pytest.mark.parametrize(("ring", "ground"), [("ink", "paper"), ("ink", "card"), ("ink", "wash"), ("white", "deep")])
def test_the_focus_ring_or_its_halo_can_be_seen(ring, ground):
    assert contrast(ring, ground) >= 3


def test_the_sheet_is_small_and_loads_nothing():
    assert len(SHEET.encode()) <= 10_000
    assert "url(" not in SHEET
    assert "@import" not in SHEET


def test_the_arithmetic_knows_black_and_white():
    COLOURS["black"] = "#000"
    assert round(contrast("black", "white"), 2) == 21
    assert contrast("ink", "ink") == 1
