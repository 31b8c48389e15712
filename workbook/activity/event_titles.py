"""Titles of activities: cleaned, and emptied where they tell nothing or are nobody's business."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

_MARK: Final = re.compile(r"[\[(]([^\[\]()]{1,40})[\])]|([^:\[\](–—-]{1,40})(?:[:：]|[–—-](?: |$))")


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Words by which calendars themselves mark an event, in every language of `words.toml`.

    `busy` stands in for a title that was not shared, `private` for one that was hidden, and `cancelled`
    before one of a meeting that was called off.
    """

    busy: frozenset[str]
    private: frozenset[str]
    cancelled: frozenset[str]


@lru_cache(maxsize=1)
def title_words() -> TitleWords:
    """The words of `profiles/words.toml`."""
    text = resources.files("workbook.activity.profiles").joinpath("words.toml").read_text("utf-8")
    titles = tomllib.loads(text)["titles"]
    return TitleWords(
        frozenset(word.casefold() for word in titles["busy"]),
        frozenset(word.casefold() for word in titles["private"]),
        frozenset(word.casefold() for word in titles["cancelled"]),
    )


def clean(text: str) -> str:
    """Text on one line: without control characters, with single spaces."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+", " ", text).split())


def fold(text: str) -> str:
    """Text for comparing: case and spaces do not count."""
    return " ".join(text.casefold().split())


def was_cancelled(title: str) -> bool:
    """Whether a title begins with a word by which programs mark a meeting that was called off, set apart by
    a colon, brackets or a dash: a title about cancelled orders does not."""
    found = _MARK.match(fold(unicodedata.normalize("NFC", title)))
    mark = found.group(1) or found.group(2) if found else ""
    return mark.strip() in title_words().cancelled


def is_private(title: str) -> bool:
    """Whether this is what a calendar shows in place of a private title."""
    return fold(title) in title_words().private


def tells_nothing(title: str) -> bool:
    """Whether this is what a calendar shows when only free or busy is shared."""
    return fold(title) in title_words().busy
