"""Titles: which of them are alike, and which words stand in them.

Words are given as a dictionary would: `accountplan` is the word with its usual Dutch and English
endings (accountplannen, accountplans), `target-` also begins a compound (targetoverleg), `-verlof`
also ends one (ouderschapsverlof). A space in a word stands for a space, a hyphen or nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_MONTHS: Final = (
    r"(?:jan(?:uari|uary)?|febr?(?:uari|uary)?|maart|mrt|march|mar|apr(?:il)?|mei|may|june?|juni"
    r"|july?|juli|aug(?:ustus|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PREFIX: Final = re.compile(
    r"^\s*(?:re|fw|fwd|antw|betr|doorst|tr|rv|(?:updated )?invitation|uitnodiging|bijgewerkt|updated)\s*:"
)
_ONE_TO_ONE: Final = re.compile(r"(?<!\w)(?:1|een|one)[\s\-:./]*(?:op|on|to|2)?[\s\-:./]*(?:1|een|one)(?!\w)")
_ANY_ONE_TO_ONE: Final = re.compile(_ONE_TO_ONE.pattern.replace("een", "[eé]{2}n"), re.IGNORECASE)
_DATE: Final = re.compile(
    rf"(?<!\w)\d{{1,4}}\s*{_MONTHS}\.?(?!\w)|(?<!\w){_MONTHS}\.?\s*'?\d{{1,4}}(?!\w)"
    r"|(?<!\w)(?:week|wk|kw)\.?\s*\d{1,2}(?!\w)|(?<!\w)q[1-4](?!\w)"
)
_JOINED: Final = "1op1"
_BETWEEN: Final = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Lower case without accents, typographic quotes and underscores: how words are compared."""
    flat = text.casefold()
    if not flat.isascii():
        flat = "".join(c for c in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(c))
    return flat.replace("’", "'").replace("‘", "'").replace("_", " ")


def mark_one_to_one(subject: str) -> str:
    """A title with a one-to-one written as '1op1', however it stood there, and else as it is."""
    return _ANY_ONE_TO_ONE.sub(f" {_JOINED} ", subject)


def fold_title(subject: str) -> str:
    """What alike titles have in common: no case, accents, digits, dates, marks, 're:' or 'fw:'.

    'Accountplan Noord 12-3' and 'RE: accountplan noord 19 maart' fold to 'accountplan noord'. A
    one-to-one is kept as '1op1', however it was written. Folding twice changes nothing; what is
    empty after folding is like nothing else.
    """
    folded = subject
    while folded != (again := _fold(folded)):
        folded = again
    return folded


def _fold(subject: str) -> str:
    folded = plain(subject)
    while shorter := _PREFIX.match(folded):
        folded = folded[shorter.end() :]
    folded = _ONE_TO_ONE.sub(f" {_JOINED} ", folded)
    folded = _DATE.sub(" ", folded)
    kept = (word if word == _JOINED or word.isalpha() else _letters(word) for word in _BETWEEN.split(folded))
    return " ".join(word for word in kept if word)


def _letters(word: str) -> str:
    return "".join(sign for sign in word if not sign.isnumeric())


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    return re.compile(
        "(?<!\\w)(?:" + "|".join(_spelled(w) for w in sorted(words, key=len, reverse=True)) + ")(?!\\w)"
    )


def _spelled(word: str) -> str:
    """The regular expression of one dictionary word. Dutch doubles a final consonant in the plural
    (plan, plannen) and writes an apostrophe after a vowel (demo's)."""
    before = r"\w*" if word.startswith("-") else ""
    open_end = word.endswith("-")
    bare = plain(word.strip("-"))
    body = r"[\s\-]*".join(re.escape(part) for part in re.split(r"[\s\-]+", bare))
    if open_end:
        return before + body + r"\w*"
    return before + body + rf"(?:'?s|n|e|es|en|{re.escape(bare[-1])}en|tjes?|jes?)?"


def find_word(words: tuple[str, ...], text: str) -> str | None:
    """The first of `words` that stands in the text, as it stands there (lower case), else None."""
    pattern = _pattern(words)
    found = pattern.search(plain(text)) if pattern else None
    return found.group(0).strip() if found else None


def find_words(words: tuple[str, ...], text: str) -> tuple[tuple[int, str], ...]:
    """Every one of `words` that stands in the text: where it starts, and how it stands there."""
    pattern = _pattern(words)
    return tuple((m.start(), m.group(0)) for m in pattern.finditer(plain(text))) if pattern else ()
