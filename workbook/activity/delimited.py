"""Tables as text, their cells apart by a sign: CSV and its relatives."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import polars as pl

from workbook.activity import dates, limits
from workbook.activity.dialect import Decoded, decode, delimiters, glimpse, stated_delimiter
from workbook.activity.findings import Findings
from workbook.activity.grid import HEADER_DEPTH, Grid, tidy, too_many_rows, unknown
from workbook.activity.limits import UnreadableError
from workbook.activity.profiles import Match, match
from workbook.activity.recognise import Recognise
from workbook.activity.stored import Stored
from workbook.activity.swift import Body, plain_cells
from workbook.activity.torn import Torn, torn_lines
from workbook.words import say

_CHUNK: Final = 50_000
_HEAD: Final = 500_000
"""Characters among which the header is looked for."""

_PYTHONS: Final = {"windows-1252": "cp1252", "iso-8859-1": "latin-1"}
_BELOW: Final = say("lines below the table, with no row in them")

_TORN: Final = say(
    "A quotation mark opens one of its cells, or one of a row close above it, and closes in the middle of another, "
    "so that nobody can tell where its cells end. Correct the row, or save the table as .xlsx."
)

_SENTINEL: Final = "\x1e"
"""Stands below the last row: where it isn't found there, a quotation mark was never closed."""


def read_delimited(data: Stored, findings: Findings, recognise: Recognise = match) -> Grid:
    """The table in a text file. Rows that do not fit the header are refused in `findings`.

    Each likely delimiter is tried on the first records, until a header belongs to a profile. Raises
    `UnreadableError` where none does.
    """
    decoded = glimpse(data, _HEAD)
    stated, head = stated_delimiter(decoded.text)
    if not re.search(r"\S", head) and not re.search(r"\S", stated_delimiter(decode(data[:]).text)[1]):
        raise UnreadableError(say("This file is empty. Export it again, and look inside before you load it."))
    best: tuple[Match, int, str] | None = None
    for delimiter in dict.fromkeys((stated, *delimiters(head)) if stated else delimiters(head)):
        for place, record in enumerate(islice(_records(head, delimiter), HEADER_DEPTH)):
            found = recognise(record) if len(record) <= limits.COLUMNS else None
            if found and (best is None or found.strength > best[0].strength):
                best = (found, place, delimiter)
    if best is None:
        raise unknown(top(data))
    found, place, delimiter = best
    if found.by_position and not _fits_positions(found, head, delimiter, place):
        raise unknown(top(data))
    findings.encoding, findings.delimiter = decoded.encoding, delimiter
    cells = _at_once(found, data, decoded, delimiter, place, findings)
    bare = cells is not None
    if cells is None:
        if len(data) > limits.BYTES:
            raise UnreadableError(limits.too_large(len(data)))
        text = stated_delimiter(decode(data[:]).text)[1]
        cells = _cells(found, _records(text + "\n" + _SENTINEL, delimiter), place, findings)
    return Grid(found, tidy(cells, findings, bare), findings.encoding, delimiter)


def _at_once(
    found: Match, data: Stored, decoded: Decoded, delimiter: str, place: int, findings: Findings
) -> pl.DataFrame | None:
    """The wanted columns below the header where they can be read as columns, else None."""
    head = stated_delimiter(decoded.text)[1]
    encoding = decoded.encoding
    if encoding == "utf-16":
        data, encoding, before = decode(data[:]).text.encode(), "utf-8", decoded.text
    else:
        before = ("\ufeff" if encoding == "utf-8" and data[:3] == b"\xef\xbb\xbf" else "") + decoded.text
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    width = len(next(islice(reader, place, None)))
    lines = 0
    for _ in range(reader.line_num):
        lines = head.find("\n", lines) + 1
        if not lines:
            return None
    above = head[:lines]
    if above.count("\r") != above.count("\r\n"):
        return None
    top_bytes = (before[: len(before) - len(head)] + above).encode(_PYTHONS.get(encoding, encoding))
    odd = Findings(findings.file, findings.format)

    def careful(text: str, row: int) -> pl.DataFrame:
        chunk = list(_records(text, delimiter))
        fitting, kept, footers = _fitting(chunk, range(row, row + len(chunk)), width, odd)
        odd.leave_out(_BELOW, footers)
        return _frame(found, list(zip(*fitting, strict=True)) or [()] * width, kept)

    cells = plain_cells(found, data, delimiter, Body(len(top_bytes), place + 2, width, encoding), careful)
    if cells is not None:
        findings.add(odd)
    return cells


def top(data: Stored, records: int = HEADER_DEPTH) -> list[list[str]]:
    """The first records of a text file, apart by its likeliest delimiter. Raises `UnreadableError`
    where it is no text."""
    stated, text = stated_delimiter(glimpse(data, _HEAD).text)
    likely = (stated, *delimiters(text), ",") if stated else (*delimiters(text), ",")
    found: list[list[str]] = []
    try:
        for record in islice(_records(text, likely[0]), records):
            found.append(record)
    except UnreadableError:
        pass
    return found


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records of a text; lines that a quotation mark tears are `Torn`, each a record of its own."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[str] = []
    line = widest = 0
    try:
        for record in reader:
            if reader.line_num - line > 1:
                lines = lines or io.StringIO(text, newline="").readlines()
                torn = torn_lines(lines[line : reader.line_num], delimiter, widest)
                yield from torn or (record,)
            else:
                yield record
            if line < HEADER_DEPTH:
                widest = max(widest, len(record))
            line = reader.line_num
    except csv.Error as problem:
        raise UnreadableError(
            say(
                "Near line {line:number} this table can't be read, most likely because of a quotation mark "
                "that is never closed. Export it again, or save it as .xlsx.",
                line=reader.line_num,
            )
        ) from problem


def _fits_positions(found: Match, text: str, delimiter: str, place: int) -> bool:
    """Whether the columns of an export in an unknown language hold what their places say."""
    rows = [row for row in islice(_records(text, delimiter), place + 1, place + 51) if any(row)]
    width = len(found.profile.positions)
    rows = [row for row in rows if len(row) == width]
    if not rows:
        return False
    start = pl.Series([row[found.fields["start_date"]] for row in rows])
    clock = pl.Series([row[found.fields["start_time"]] for row in rows])
    return bool(
        dates.parse(start, "dmy")["date"].is_not_null().any()
        or dates.parse(start, "mdy")["date"].is_not_null().any()
    ) and bool(dates.parse_clock(clock).is_not_null().all())


def _cells(found: Match, records: Iterator[list[str]], place: int, findings: Findings) -> pl.DataFrame:
    """The wanted columns below the header, read in chunks; the last record is the sentinel."""
    header = next(islice(records, place, None))
    width, number = len(header), place + 1
    frames: list[pl.DataFrame] = []
    closed = False
    footers = 0
    while chunk := list(islice(records, _CHUNK)):
        if chunk[-1] == [_SENTINEL]:
            chunk.pop()
            closed = True
        numbers = range(number + 1, number + 1 + len(chunk))
        number += len(chunk)
        if number > limits.ROWS:
            raise too_many_rows()
        kept: Sequence[int] = numbers
        if set(map(len, chunk)) - {width} or Torn in set(map(type, chunk)):
            chunk, kept, left = _fitting(chunk, numbers, width, findings)
            footers += left
        columns = list(zip(*chunk, strict=True)) if chunk else [()] * width
        frames.append(_frame(found, columns, kept))
    if not closed:
        raise UnreadableError(
            say(
                "A quotation mark in this table is opened and never closed, so the rows after it run "
                "together. Export it again, or save it as .xlsx."
            )
        )
    findings.leave_out(_BELOW, footers)
    return pl.concat(frames) if frames else _frame(found, [()] * width, ())


def _fitting(
    chunk: list[list[str]], numbers: range, width: int, findings: Findings
) -> tuple[list[list[str]], list[int], int]:
    rows: list[list[str]] = []
    kept: list[int] = []
    footers = 0
    for record, number in zip(chunk, numbers, strict=True):
        if isinstance(record, Torn):
            findings.refuse(number, _TORN)
            continue
        filled = sum(1 for cell in record if cell.strip())
        if len(record) > width and not any(cell.strip() for cell in record[width:]):
            record = record[:width]
        if len(record) == width:
            rows.append(record)
            kept.append(number)
        elif filled <= 1 and width > 2:
            footers += bool(filled)
        else:
            findings.refuse(
                number,
                say(
                    "It has {cells:number} cells where the header has {columns:number}. Correct the row, or "
                    "save the table as .xlsx.",
                    cells=len(record),
                    columns=width,
                ),
            )
    return rows, kept, footers


def _frame(found: Match, columns: Sequence[Sequence[Any]], numbers: Sequence[int]) -> pl.DataFrame:
    data = {name: pl.Series(name, columns[place], dtype=pl.String) for name, place in found.fields.items()}
    return pl.DataFrame({"row": pl.Series("row", list(numbers), dtype=pl.UInt32), **data})


def rows_at(data: bytes, delimiter: str, wanted: frozenset[int]) -> dict[int, tuple[str, ...]]:
    """The cells of some rows, by the number a spreadsheet shows for them."""
    _, text = stated_delimiter(decode(data).text)
    records = enumerate(islice(_records(text, delimiter), max(wanted)), 1)
    return {number: tuple(record) for number, record in records if number in wanted}
