"""Where a line of text may not end: between a number and what it counts, and inside a date.

Only what goes to a screen is set this way; sentences, files and stored texts keep plain spaces, so that they
can be searched and compared.
"""

from __future__ import annotations

import re
from typing import Final

_NO_BREAK: Final = "\u00a0"
_APART: Final = re.compile(r"(<(textarea|script|style|pre)\b.*?</\2>|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_DATE: Final = re.compile(r"\b(\d{1,2}) ([^\W\d_]{3,}) (?=(?:19|20)\d\d\b)")
_COUNTED: Final = re.compile(r"(?<=\d) (?=[^\W\d_])")


def unbroken(html: str) -> str:
    """HTML whose text keeps numbers and dates on one line; tags and what a visitor types stay as they are."""
    pieces = _APART.split(html)
    # The pattern has two groups: text, tag or field, name of the field, text, …
    return "".join(
        _set(piece) if place % 3 == 0 else piece
        for place, piece in enumerate(pieces)
        if place % 3 != 2 and piece
    )


def _set(text: str) -> str:
    text = _DATE.sub(rf"\1{_NO_BREAK}\2{_NO_BREAK}", text)
    return _COUNTED.sub(_NO_BREAK, text)
