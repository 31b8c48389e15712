"""What titles have in common when only a name in them differs: 'Bezoek Veldhof' and 'Bezoek de Wilg' are
both 'bezoek …'.

Words that many titles share stay (`rules/generic.toml`), everything else is a hole. So a template says
what it covers: every title that is the same but for what stands in the holes.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from workbook.activity.titles import find_word

HOLE: Final = "…"
_GENERIC: Final = Path(__file__).parent / "rules" / "generic.toml"


def template(title: str) -> str:
    """The template of a folded title; empty where it has no hole, or no word of four letters besides
    holes to hold on to."""
    kept: list[str] = []
    for word in title.split():
        shown = word if word in _small() or is_generic(word) else HOLE
        if shown != HOLE or kept[-1:] != [HOLE]:
            kept.append(shown)
    # A small word beside a hole belongs to the name: 'bezoek de …' is 'bezoek …'.
    bare = [word for word in kept if word not in _small()]
    joined = [word for place, word in enumerate(bare) if word != HOLE or bare[place - 1 : place] != [HOLE]]
    holds = any(len(word) > 3 for word in joined)
    return " ".join(joined) if HOLE in joined and holds else ""


def is_generic(word: str) -> bool:
    """Whether a word of a folded title tells no meeting from another."""
    return find_word(_words("nl") + _words("en"), word) is not None


def _small() -> frozenset[str]:
    return frozenset(_words("small"))


@lru_cache(maxsize=4)
def _words(section: str) -> tuple[str, ...]:
    said: dict[str, list[str]] = tomllib.loads(_GENERIC.read_text(encoding="utf-8"))
    return tuple(said[section])
