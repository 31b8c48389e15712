"""The cells of a large table read as columns, a piece at a time, where nothing can be read otherwise.

A table is cut between two records, and each piece is proven whole before its wanted columns are read; the
columns nobody wants are never made. A piece with a record that has more or fewer cells than the header is
read record by record, so that the odd one is refused by its row. What can be read in two ways is not read
here at all. Pieces are worked on side by side, for what reads them waits for nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from workbook.activity import dates, limits, whole_lines
from workbook.activity.grid import stripped, too_many_rows
from workbook.activity.profiles import Match
from workbook.activity.rounded import may_be_none
from workbook.activity.stored import Stored

FEWEST_BYTES: Final = 200_000
"""Below this size there is nothing to gain."""

_PIECE: Final = 2 << 20
_LONGEST: Final = 32 << 20
"""A piece in which no record ends within so many bytes is no table that a program wrote."""

_WINDOW: Final = 1 << 16
_HANDS: Final = 2
_LOOKED_AT: Final = 5_000
_DATED: Final = ("created", "closed", "won_on", "lost_on")
_SPARE: Final = {"title": "deal"}
"""Fields that are read only where the other one is empty: a deal with a number needs no name."""


class _Unproven(Exception):
    """A piece that can be read in more than one way."""


@dataclass(frozen=True, slots=True)
class Body:
    """Where the rows of a table begin: the byte, the number a spreadsheet gives the first of them, and how
    many cells each has; `encoding` is theirs."""

    start: int
    row: int
    cells: int
    encoding: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """How pieces are read: which columns as which fields, kept as text or as categories, and of which only
    the `days` are kept, evenly written or not."""

    delimiter: str
    body: Body
    wanted: dict[str, int]
    kinds: dict[int, pl.DataType]
    spare: tuple[str, ...]
    days: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece as it was read; without a frame where a record in it has not as many cells as the header."""

    text: bytes
    records: int
    frame: pl.DataFrame | None


Careful = Callable[[str, int], pl.DataFrame]
"""Reads the records of a text one by one, the first of which is this row."""


def plain_cells(
    found: Match, data: Stored, delimiter: str, body: Body, careful: Careful
) -> pl.DataFrame | None:
    """The wanted columns of the rows below the header, as text, with the `row` of each.

    None where the table is small, or could be read in more than one way. Raises `UnreadableError` where
    it has too many rows.
    """
    if len(data) < FEWEST_BYTES or body.cells < 2 or len(delimiter.encode()) != 1 or delimiter in '"\r\n ':
        return None
    wanted = {field: place for field, place in found.fields.items() if place < body.cells}
    deals = found.profile.kind == "deals"
    dated = frozenset(_DATED if found.profile.zone == "local" else ())
    spare = tuple(one for one, other in _SPARE.items() if deals and one in wanted and other in wanted)
    plan = _Plan(delimiter, body, wanted, {}, spare)
    parts: list[pl.DataFrame] = []
    row = body.row
    try:
        for piece in _read_all(data, plan, deals, dated):
            frame = piece.frame
            if frame is None:
                frame = _tidied(careful(piece.text.decode(), row), plan)
            if "row" not in frame.columns:
                frame.insert_column(
                    0, pl.int_range(row, row + piece.records, dtype=_ROW, eager=True).alias("row")
                )
            parts.append(frame)
            row += piece.records
            if row - 1 > limits.ROWS:
                raise too_many_rows()
    except (_Unproven, pl.exceptions.PolarsError):
        return None
    return _together(parts, ["row", *wanted]) if parts else None


_ROW: Final = pl.UInt32()


def _together(frames: list[pl.DataFrame], names: list[str]) -> pl.DataFrame:
    """All pieces below each other, put together a column at a time, so that hardly anything is held twice.
    A column that some of them need not have is null there, and one that is categories anywhere is so
    everywhere."""
    parts = {
        name: [frame[name] if name in frame.columns else _nothing(name, frame.height) for frame in frames]
        for name in names
    }
    frames.clear()
    columns: list[pl.Series] = []
    for name in names:
        pieces = parts.pop(name)
        if any(piece.dtype == pl.Categorical for piece in pieces):
            pieces = [piece.cast(pl.Categorical) for piece in pieces]
        columns.append(pl.concat(pieces, rechunk=True))
    return pl.DataFrame(columns)


def _nothing(name: str, rows: int) -> pl.Series:
    return pl.repeat(None, rows, dtype=pl.Categorical(), eager=True).alias(name)


def _read_all(data: Stored, plan: _Plan, deals: bool, dated: frozenset[str]) -> Iterator[_Piece]:
    """Every piece read, in order. How the columns of deals are kept is seen from the first one."""
    pieces = _pieces(data, plan.body.start)
    waiting: deque[Future[_Piece]] = deque()
    with ThreadPoolExecutor(_HANDS) as hands:
        first = True
        for piece, last in pieces:
            if first:
                first = False
                read = _read(piece, plan, last)
                if read.frame is not None and deals:
                    plan = _kept(plan, read.frame, dated)
                    read = replace(read, frame=_tidied(read.frame, plan))
                yield read
                continue
            waiting.append(hands.submit(_read, piece, plan, last))
            if len(waiting) > _HANDS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _kept(plan: _Plan, frame: pl.DataFrame, dated: frozenset[str]) -> _Plan:
    """The plan, with categories for the columns that say the same things over and over, as far as their
    first rows tell: how a column is kept depends on it, and what is read does not."""
    top = frame.head(_LOOKED_AT)
    few = {name for name in top.columns if _is_few(top[name])}
    days = {
        name: even
        for name in dated.intersection(top.columns) - few
        for even in (False, True)
        if _is_few(top.select(dates.without_times(name, even)).to_series())
    }
    return replace(
        plan,
        kinds={plan.wanted[name]: pl.Categorical() for name in few},
        spare=tuple(one for one in plan.spare if _SPARE[one] not in few),
        days=days,
    )


def _is_few(cells: pl.Series) -> bool:
    return cells.n_unique() * 2 <= cells.len()


def _read(piece: memoryview, plan: _Plan, last: bool) -> _Piece:
    """One piece, proven and read. Raises `_Unproven`."""
    text = _utf8(piece, plan.body.encoding)
    if not text.endswith(b"\n"):
        text += b"\n"
    lines = whole_lines.prove(text, ord(plan.delimiter), plan.body.cells)
    if lines is None:
        raise _Unproven
    if lines.ragged:
        return _Piece(text, lines.number, None)
    light = {field: place for field, place in plan.wanted.items() if field not in plan.spare}
    # Below the last row there may be lines that are no rows, told by how much of them is filled in.
    frame = _columns(text, plan, plan.wanted if last else light)
    if not last and any(may_be_none(frame[_SPARE[field]], _SPARE[field]) for field in plan.spare):
        frame = _columns(text, plan, plan.wanted)
    if frame.height != lines.number:
        raise _Unproven
    return _Piece(b"", lines.number, frame)


def _columns(text: bytes, plan: _Plan, fields: dict[str, int]) -> pl.DataFrame:
    names = [f"column_{number + 1}" for number in range(plan.body.cells)]
    read = pl.read_csv(
        text,
        has_header=False,
        schema={name: plan.kinds.get(place, pl.String()) for place, name in enumerate(names)},
        columns=[names[place] for place in sorted(set(fields.values()))],
        separator=plan.delimiter,
        quote_char='"' if b'"' in text else None,
    )
    return _tidied(read.select(pl.col(names[place]).alias(field) for field, place in fields.items()), plan)


def _tidied(frame: pl.DataFrame, plan: _Plan) -> pl.DataFrame:
    """The cells as `tidy` leaves them, and no times where none are needed."""
    texts = [name for name in frame.columns if frame[name].dtype == pl.String]
    return frame.with_columns(
        dates.without_times(name, plan.days[name]).cast(pl.Categorical)
        if name in plan.days
        else stripped(name)
        for name in texts
    )


def _pieces(data: Stored, start: int) -> Iterator[tuple[memoryview, bool]]:
    """The records from `start` on, some at a time, and whether they are the last ones. Raises `_Unproven`
    where no record ends for very long."""
    end, size = len(data), _PIECE
    while start < end:
        block = data[start : start + size]
        last = start + len(block) >= end
        cut = len(block) if last else _end_of_record(block)
        if cut:
            yield memoryview(block)[:cut], last
            start, size = start + cut, _PIECE
        elif size < _LONGEST and block:
            size *= 2
        else:  # or the file became shorter while it was read
            raise _Unproven


def _end_of_record(block: bytes) -> int:
    """Behind the last line end that is in no cell, 0 where there is none. A line end right between two
    quotation marks is taken for one: where it is not, the proof of the piece fails."""
    for ending in (b'"\r\n"', b'"\n"'):
        if (place := block.rfind(ending, -_WINDOW)) >= 0 and block[place - 1 : place] != b'"':
            return place + len(ending) - 1
    inside = whole_lines.odd_quotes(block)
    behind = len(block)
    while (place := block.rfind(b"\n", 0, behind)) >= 0:
        inside ^= bool(block.count(b'"', place, behind) & 1)
        if not inside:
            return place + 1
        behind = place
    return 0


def _utf8(piece: memoryview, encoding: str) -> bytes:
    """A piece in UTF-8, made of blocks that stay in the processor's cache."""
    if encoding == "utf-8":
        return bytes(piece)
    name = "cp1252" if encoding == "windows-1252" else "latin-1"
    blocks = (piece[at : at + _WINDOW] for at in range(0, len(piece), _WINDOW))
    return b"".join(_block_in_utf8(block, name) for block in blocks)


def _block_in_utf8(view: memoryview, name: str) -> bytes:
    """A block has few different signs beyond ASCII, and then those are replaced one after another, which is
    several times as fast as decoding all of it."""
    import numpy as np

    block = bytes(view)
    if block.isascii():
        return block
    signs = np.frombuffer(block, np.uint8)
    seen = (bytes([sign]) for sign in set(signs[signs > _LAST_OF_ASCII].tolist()))
    written = {sign: sign.decode(name).encode() for sign in seen}
    if len(written) > _FEW_SIGNS or any(one in other for one in written for other in written.values()):
        return block.decode(name).encode()
    for one, other in written.items():
        block = block.replace(one, other)
    return block


_LAST_OF_ASCII: Final = 127
_FEW_SIGNS: Final = 16
