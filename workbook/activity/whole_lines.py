"""Whether the lines of a table are whole: proven from its bytes, sixty-four at a time.

A quotation mark opens a cell or closes it, and a delimiter or line end between two of them is part of the
cell. Which signs stand between is the parity of the marks before them, and that is a sum of bits: the method
of Langdale and Lemire, Parsing Gigabytes of JSON per Second (VLDB Journal 28, 2019). Where every mark opens at
the beginning of a cell and closes at its end, with those inside doubled (RFC 4180), no reader has a choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Words = NDArray[np.uint64]
    """Sixty-four signs a number, the first in the lowest bit."""

_BLOCK: Final = 1 << 18
"""Signs looked at together: what is made of them stays in the processor's cache."""

QUOTE: Final = ord('"')
NEWLINE: Final = ord("\n")
_RETURN: Final = ord("\r")


@dataclass(frozen=True, slots=True)
class Lines:
    """How many records there are, and whether one of them has more or fewer cells than the header."""

    number: int
    ragged: bool


def prove(piece: bytes, delimiter: int, cells: int) -> Lines | None:
    """The records of a piece of a table, which begins with a record and ends with a line end.

    None where it can be read in more than one way: a quotation mark inside a cell without any around it,
    something behind a closing one, a cell that is never closed, or a carriage return on its own.
    """
    import numpy as np

    signs = np.frombuffer(piece, np.uint8)
    newlines, marks = _bits(signs, NEWLINE), _bits(signs, delimiter)
    if b'"' in piece:
        quotes = _bits(signs, QUOTE)
        within = _parity(quotes)
        if int(within[-1]) >> 63:
            return None
        opening, closing = quotes & within, quotes & ~within
        ends = marks | newlines | quotes
        returns = _bits(signs, _RETURN) if b"\r" in piece else np.zeros_like(quotes)
        if (opening & ~_next(ends, first=1)).any() or (_next(closing) & ~(ends | returns)).any():
            return None
        newlines, marks, returns = newlines & ~within, marks & ~within, returns & ~within
        if (_next(returns) & ~newlines).any():
            return None
    elif b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n"):
        return None
    return _lines(newlines, marks, cells)


def odd_quotes(block: bytes) -> bool:
    """Whether there is an odd number of quotation marks in a block: behind it, what was outside is inside."""
    import numpy as np

    if b'"' not in block:
        return False
    signs = np.frombuffer(block, np.uint8)
    return bool(sum(int(np.count_nonzero(part == QUOTE)) for part in _blocks(signs)) & 1)


def _blocks(signs: NDArray[np.uint8]) -> Iterable[NDArray[np.uint8]]:
    return (signs[at : at + _BLOCK] for at in range(0, signs.size, _BLOCK))


def _bits(signs: NDArray[np.uint8], sign: int) -> Words:
    """Where a sign stands; filled up to whole words with places where it does not."""
    import numpy as np

    found = np.zeros((signs.size + 63) // 64 * 8, np.uint8)
    for number, block in enumerate(_blocks(signs)):
        packed = np.packbits(block == sign, bitorder="little")
        found[number * _BLOCK // 8 :][: packed.size] = packed
    return found.view(np.dtype("<u8")).astype(np.uint64, copy=False)


def _parity(bits: Words) -> Words:
    """For each place, whether the number of bits up to it, its own with it, is odd."""
    import numpy as np

    within = bits.copy()
    for shift in (1, 2, 4, 8, 16, 32):
        within ^= within << np.uint64(shift)
    odd = np.bitwise_xor.accumulate(within >> np.uint64(63))
    before = np.concatenate([np.zeros(1, np.uint64), odd[:-1]])
    within ^= np.uint64(0) - before
    return within


def _next(bits: Words, first: int = 0) -> Words:
    """Each bit a place further; `first` stands before all of them."""
    import numpy as np

    moved = bits << np.uint64(1)
    moved[1:] |= bits[:-1] >> np.uint64(63)
    moved[0] |= np.uint64(first)
    return moved


def _lines(newlines: Words, marks: Words, cells: int) -> Lines:
    """Up to the end of each record there are as many delimiters as that many whole records have."""
    import numpy as np

    ends, between = _counted(newlines), _counted(marks)
    number = int(ends[-1])
    if int(between[-1]) != number * (cells - 1):
        return Lines(number, ragged=True)
    here: Any = np.flatnonzero(newlines)
    rest, marked = newlines[here], marks[here]
    lines_before = ends[here] - np.bitwise_count(rest)
    marks_before = between[here] - np.bitwise_count(marked)
    while here.size:
        below = (rest & (~rest + np.uint64(1))) - np.uint64(1)
        lines_before += 1
        if (marks_before + np.bitwise_count(marked & below) != lines_before * (cells - 1)).any():
            return Lines(number, ragged=True)
        rest &= rest - np.uint64(1)
        more = rest != 0
        here, rest, marked = here[more], rest[more], marked[more]
        lines_before, marks_before = lines_before[more], marks_before[more]
    return Lines(number, ragged=False)


def _counted(bits: Words) -> NDArray[np.int64]:
    import numpy as np

    return np.cumsum(np.bitwise_count(bits), dtype=np.int64)
