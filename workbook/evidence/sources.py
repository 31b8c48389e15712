"""Where a deal came from: marketing, something else, or nobody can say, by the manager's word and by lists
that are data."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    import polars as pl

_ABBREVIATION: Final = 3

Placed = Literal["marketing", "other"]
"""What the manager can say of a source."""
PLACED: Final[tuple[Placed, ...]] = get_args(Placed)

Origin = Literal["marketing", "other", "missing", "unclear"]


@dataclass(frozen=True, slots=True)
class Source:
    """One source as the files write it, under its `key`, in how many `deals`; `proposed` is what its words
    say, None where they say nothing."""

    key: str
    name: str
    deals: int
    proposed: Placed | None


def sources_in(deals: pl.DataFrame) -> tuple[Source, ...]:
    """The sources of a frame in `DEAL_SCHEMA`, those in most deals first. Deals with a campaign are left out:
    their source decides nothing."""
    import polars as pl

    text = pl.col("source", "campaign").cast(pl.String).fill_null("").str.strip_chars()
    alone = deals.select(text).filter(pl.col("campaign") == "")
    numbers: Counter[str] = Counter()
    names: dict[str, str] = {}
    for name, times in sorted(alone.group_by("source").len().rows(), key=lambda row: (-row[1], row[0])):
        if key := source_key(name):
            numbers[key] += times
            names.setdefault(key, name)
    found = [Source(key, names[key], times, _by_words(key)) for key, times in numbers.items()]
    return tuple(sorted(found, key=lambda one: (-one.deals, one.key)))


def source_key(source: str) -> str:
    """What a source is remembered by: its words without case, accents and marks."""
    return _folded(source).strip()


def origin(source: str, campaign: str, said: Mapping[str, Placed] | None = None) -> Origin:
    """What the lead source and campaign of a deal say about where it came from.

    A campaign is marketing's, whatever the source says. Of a source the manager's word goes first (`said`,
    by `source_key`), then the known words. `missing` where both are empty; `unclear` where nothing tells.
    """
    if campaign.strip():
        return "marketing"
    key = source_key(source)
    if not key:
        return "missing"
    return (said or {}).get(key) or _by_words(key) or "unclear"


def _by_words(key: str) -> Placed | None:
    folded = f" {key} "
    other, marketing = _words()
    if any(word in folded for word in other):
        return "other"
    return "marketing" if any(word in folded for word in marketing) else None


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
