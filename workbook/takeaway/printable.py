"""What of a text can stand on paper or in another program's file."""

from __future__ import annotations

import unicodedata
from typing import Final

_KEPT: Final = frozenset("\t\n")
_TURNS: Final = frozenset("\u200e\u200f\u061c")
_LEFT_OUT: Final = frozenset({"Cc", "Cs", "Cn", "Co"})


def printable(text: str) -> str:
    """The text without signs that mean nothing outside a program: control codes, halves of a pair, code
    points nobody assigned, and the ones that turn the direction of what follows. Line ends other than
    the plain one become plain."""
    if text.isascii() and text.isprintable():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(sign for sign in plain if sign in _KEPT or _stands(sign))


def _stands(sign: str) -> bool:
    if "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069" or sign in _TURNS:
        return False
    return unicodedata.category(sign) not in _LEFT_OUT
