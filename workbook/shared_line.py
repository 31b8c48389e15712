"""A line that others read: what somebody wrote, without signs that can't be seen."""

from __future__ import annotations

import unicodedata
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode's categories of controls, of signs that format (those that turn the direction among them), of halves of
a pair, of private ones and of code points nobody assigned."""


def shared_line(text: str) -> str:
    """The text on one line with single spaces: nothing in it hides, or turns what stands behind it."""
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    return " ".join("".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN).split())
