"""Where a deal came from: marketing, something else, or nobody can say, by lists that are data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

_ABBREVIATION: Final = 3

Origin = Literal["marketing", "other", "missing", "unclear"]


def origin(source: str, campaign: str) -> Origin:
    """What the lead source and campaign of a deal say about where it came from.

    A campaign is marketing's, whatever the source says. `missing` where both are empty; `unclear` where
    the source has none of the known words.
    """
    if campaign.strip():
        return "marketing"
    folded = _folded(source)
    if not folded.strip():
        return "missing"
    other, marketing = _words()
    if any(word in folded for word in other):
        return "other"
    return "marketing" if any(word in folded for word in marketing) else "unclear"


def _folded(source: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", source) if not unicodedata.combining(c))
    return " " + " ".join(re.findall(r"[^\W_]+", plain.casefold())) + " "


def _sought(word: str) -> str:
    """How a word is looked for: at the start of a word, and whole if it is as short as an abbreviation."""
    folded = _folded(word)
    return folded if len(folded.strip()) <= _ABBREVIATION else folded.rstrip()


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    lists = tomllib.loads(Path(__file__).with_name("sources.toml").read_text(encoding="utf-8"))
    other, marketing = (
        tuple(_sought(word) for language in sorted(lists[kind]) for word in lists[kind][language])
        for kind in ("other", "marketing")
    )
    return other, marketing
