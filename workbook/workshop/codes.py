"""Codes of six signs that lead to a room: said aloud, read from the back row, typed on a phone.

Twenty-two signs: no vowels, so that a code is never a word, and none that is taken for another
(0 O, 1 I L, 2 Z, 5 S, 8 B, U V). That makes 113 million codes, few enough to be guessed by who may
try often: the server lets nobody try often, and a code is slow to open, so that who copied the
database doesn't get through them in an afternoon.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

ALPHABET: Final = "CDFGHJKMNPQRTVWXY34679"
LENGTH: Final = 6

_COST: Final = 2**13
_SALT: Final = b"gewetensvragen/1/room code"


def new_code() -> str:
    """A code drawn by lot."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """The code somebody typed, in whatever case and with whatever in between; None where it is none."""
    kept = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-·.")
    return kept if len(kept) == LENGTH and all(sign in ALPHABET for sign in kept) else None


def spaced(code: str) -> str:
    """The code as it is shown: two times three signs."""
    return f"{code[:3]} {code[3:]}"


def stretched(code: str) -> tuple[bytes, bytes]:
    """The id a code's sheet is found by, and the key that opens it.

    By scrypt (RFC 7914, N = 8192, r = 8, p = 1: 8 MB and some hundredths of a second a try).
    """
    made = hashlib.scrypt(code.encode(), salt=_SALT, n=_COST, r=8, p=1, dklen=64)
    return made[:32], made[32:]
