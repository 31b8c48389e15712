"""The cells of a plain table read at once, where nothing can be read otherwise.

A table without a quotation mark, with whole lines and the same number of cells in each, leaves a
reader no choice: then columns are read as columns, which a million rows need. Anything else is read
record by record, with what is odd about it refused row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from workbook.activity import limits
from workbook.activity.profiles import Match

FEWEST_BYTES: Final = 200_000
"""Below this size there is nothing to gain."""

_CACHE: Final = 1 << 18
_FIRST_PIECE: Final = 1 << 18
_PIECE: Final = 4 << 20
_LOOKED_AT: Final = 5_000


def plain_cells(found: Match, data: bytes, delimiter: str, place: int) -> pl.DataFrame | None:
    """The wanted columns below the header on line `place`, as text, with the `row` of each.

    None where the table is not plain: quotation marks, lone carriage returns, empty lines, lines with
    more or fewer cells than the header, or too many rows.
    """
    mark = delimiter.encode()
    if len(data) < FEWEST_BYTES or b'"' in data or len(mark) != 1:
        return None
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    start = 0
    for _ in range(place):
        start = data.find(b"\n", start) + 1
    end = data.find(b"\n", start)
    if end < 0:
        return None
    header = data[start:end].rstrip(b"\r").decode("utf-8-sig").split(delimiter)
    marks, lines = _count(data, end + 1, mark)
    lines += not data.endswith(b"\n")
    if not lines or lines > limits.ROWS or marks != lines * (len(header) - 1):
        return None
    try:
        cells = _cells(data, end + 1, delimiter, len(header), found)
    except pl.exceptions.PolarsError:
        return None
    if cells is None or cells.height != lines:
        return None
    row = pl.int_range(place + 2, place + 2 + lines, dtype=pl.UInt32).alias("row")
    return cells.select(row, *found.fields)


def _count(data: bytes, start: int, mark: bytes) -> tuple[int, int]:
    """How many of this sign there are, and how many line ends."""
    import numpy as np

    rest = np.frombuffer(data, np.uint8)[start:]
    marks = lines = 0
    for at in range(0, rest.size, _CACHE):
        part = rest[at : at + _CACHE]
        marks += int(np.count_nonzero(part == mark[0]))
        lines += int(np.count_nonzero(part == 10))
    return marks, lines


def _cells(data: bytes, start: int, delimiter: str, width: int, found: Match) -> pl.DataFrame | None:
    """The wanted columns from `start` on, read in pieces so that no more than one stands in memory as
    lines and cells both."""
    kinds: dict[str, pl.DataType] = {str(number): pl.String() for number in range(width)}
    wanted = {field: str(number) for field, number in found.fields.items()}
    frames: list[pl.DataFrame] = []
    for piece in _pieces(data, start):
        # All columns are named: with as many marks as there should be in all, a line with too few
        # comes with one that has too many, and that one raises.
        read = pl.read_csv(piece, has_header=False, schema=kinds, separator=delimiter, quote_char=None)
        if not frames and found.profile.kind == "deals":
            kinds |= dict.fromkeys(_few(read.select(set(wanted.values()))), pl.Categorical())
            read = read.cast(dict(kinds))  # type: ignore[arg-type]
        frames.append(read.select(pl.col(number).alias(field) for field, number in wanted.items()))
    return pl.concat(frames) if frames else None


def _few(cells: pl.DataFrame) -> list[str]:
    """The columns that say the same things over and over, as far as their first rows tell: how a column
    is kept depends on it, and what is read does not."""
    first = cells.head(_LOOKED_AT)
    return [name for name in first.columns if first[name].n_unique() * 2 <= first.height]


def _pieces(data: bytes, start: int) -> Iterator[bytes]:
    """The lines from `start` on, some at a time; few at first, for those are kept as text."""
    size = _FIRST_PIECE
    while start < len(data):
        end = data.find(b"\n", start + size) + 1 or len(data)
        yield data[start:end]
        start, size = end, _PIECE
