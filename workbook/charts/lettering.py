"""How wide words come out on the page, so that labels can be laid out before a browser sees them.

The widths are those of Inter at weights 400 and 600, measured from the font files that ship with
the product (`assets/fonts/inter-widths.json`); the fallback face is scaled to the same widths.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from workbook.charts.sheet import Weight
from workbook.places import assets

ELLIPSIS: Final = "…"
_UNKNOWN: Final = 1000
"""Thousandths of the letter size for a letter that is not in the list: a full square, so that a
name in another script is cut short rather than run into its neighbour."""


@lru_cache(maxsize=1)
def _widths() -> dict[str, dict[str, int]]:
    raw = json.loads((assets() / "fonts" / "inter-widths.json").read_text(encoding="utf-8"))
    widths: dict[str, dict[str, int]] = raw["widths"]
    return widths


def width(text: str, size: float, weight: Weight = 400) -> float:
    """Width of one line of text in CSS pixels, kerning left out (it only makes words narrower)."""
    known = _widths()[str(weight)]
    return sum(known.get(letter, _UNKNOWN) for letter in text) * size / 1000


def fit(text: str, room: float, size: float, weight: Weight = 400) -> str:
    """The text if it fits in `room` pixels, else as much of it as fits, with an ellipsis."""
    folded = " ".join(text.split())
    if width(folded, size, weight) <= room:
        return folded
    kept = folded
    while kept and width(kept.rstrip() + ELLIPSIS, size, weight) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, room: float, size: float, weight: Weight = 400, most: int = 2) -> tuple[str, ...]:
    """The text on at most `most` lines of `room` pixels; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        taken = 1
        while taken < len(rest) and width(" ".join(rest[: taken + 1]), size, weight) <= room:
            taken += 1
        lines.append(fit(" ".join(rest[:taken]), room, size, weight))
        rest = rest[taken:]
    if rest:
        lines.append(fit(" ".join(rest), room, size, weight))
    return tuple(lines)
