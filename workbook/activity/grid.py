"""A table as cells of text, from CSV or a spreadsheet, with the profile its header belongs to.

The header need not be the first line: reports put a title above it. A row keeps the number that a
spreadsheet shows for it, so that whoever looks for a refused row finds it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import polars as pl

from workbook.activity import limits
from workbook.activity.dialect import decode, delimiters, stated_delimiter
from workbook.activity.findings import Findings
from workbook.activity.limits import UnreadableError
from workbook.activity.profiles import Match, load_profiles, match
from workbook.words import Text, say

_HEADER_DEPTH: Final = 20
_CHUNK: Final = 50_000
_SENTINEL: Final = "\x1e"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `cells` has one text column a field of the profile, and `row`, the spreadsheet's
    number of each row; empty cells are null. `typed` are the fields a spreadsheet holds as numbers,
    which leave no doubt about their sign."""

    match: Match
    cells: pl.DataFrame
    encoding: str = ""
    delimiter: str = ""
    typed: frozenset[str] = frozenset()


def is_spreadsheet(data: bytes) -> bool:
    """Whether a file is an Excel workbook, old or new, by how it begins."""
    return data.startswith((_ZIP, _OLE))


def read_grid(data: bytes, findings: Findings) -> Grid:
    """The table in a file. Rows that do not fit the header are refused in `findings`.

    Raises `UnreadableError` where no table is found that belongs to a profile.
    """
    return _spreadsheet(data, findings) if is_spreadsheet(data) else _csv(data, findings)


def _csv(data: bytes, findings: Findings) -> Grid:
    decoded = decode(data)
    stated, text = stated_delimiter(decoded.text)
    if not text.strip():
        raise UnreadableError(say("This file is empty. Export it again, and look inside before you load it."))
    seen: list[str] = []
    best: tuple[Match, int, str] | None = None
    for delimiter in dict.fromkeys((stated, *delimiters(text)) if stated else delimiters(text)):
        for place, record in enumerate(islice(_records(text, delimiter), _HEADER_DEPTH)):
            seen = seen or [cell for cell in record if cell.strip()]
            found = match(record) if len(record) <= limits.COLUMNS else None
            if found and (best is None or found.strength > best[0].strength):
                best = (found, place, delimiter)
    if best is None:
        raise UnreadableError(_unknown(seen or [text.strip().splitlines()[0]]))
    found, place, delimiter = best
    if found.by_position and not _fits_positions(found, text, delimiter, place):
        raise UnreadableError(_unknown(seen))
    cells = _cells(found, _records(text + "\n" + _SENTINEL, delimiter), place, findings)
    findings.encoding, findings.delimiter = decoded.encoding, delimiter
    return Grid(found, cells, decoded.encoding, delimiter)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
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
    from workbook.activity import dates

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
            raise UnreadableError(
                say("This table has more than {most:number} rows. Export a shorter period.", most=limits.ROWS)
            )
        kept: Sequence[int] = numbers
        if any(length != width for length in set(map(len, chunk))):
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
    findings.leave_out(say("lines below the table, with no row in them"), footers)
    return _tidy(pl.concat(frames) if frames else _frame(found, [()] * width, ()), findings)


def _fitting(
    chunk: list[list[str]], numbers: range, width: int, findings: Findings
) -> tuple[list[list[str]], list[int], int]:
    rows: list[list[str]] = []
    kept: list[int] = []
    footers = 0
    for record, number in zip(chunk, numbers, strict=True):
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


def _tidy(cells: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Cells without spaces around them, empty ones null, empty rows gone, overlong ones refused."""
    fields = [name for name in cells.columns if name != "row"]
    cells = cells.with_columns(pl.col(fields).str.strip_chars(" \t\r\n\u00a0\u200b\ufeff").replace("", None))
    cells = cells.filter(~pl.all_horizontal(pl.col(fields).is_null()))
    long = pl.any_horizontal(pl.col(fields).str.len_chars() > limits.FIELD)
    findings.refuse_rows(
        cells.filter(long)["row"].to_list(),
        say("One of its cells is longer than any export writes; the row was not read."),
    )
    return cells.filter(long.not_().fill_null(True))


def _spreadsheet(data: bytes, findings: Findings) -> Grid:
    _check_unpacked(data)
    import fastexcel

    seen: list[str] = []
    try:
        book = fastexcel.read_excel(data)
        for sheet in book.sheet_names:
            top = book.load_sheet(sheet, header_row=None, n_rows=_HEADER_DEPTH, dtypes="string").to_polars()
            for place, row in enumerate(top.rows()):
                header = [str(cell or "") for cell in row]
                seen = seen or [cell for cell in header if cell]
                found = match(header) if len(header) <= limits.COLUMNS else None
                if found and not found.by_position:
                    first = _first_row(book, sheet)
                    return _sheet(book, sheet, found, place, first, findings)
    except UnreadableError:
        raise
    except Exception as problem:
        raise UnreadableError(
            say(
                "This workbook can't be opened. Open it in your spreadsheet program and save it again as .xlsx."
            )
        ) from problem
    if not seen:
        raise UnreadableError(say("This file is empty. Export it again, and look inside before you load it."))
    raise UnreadableError(_unknown(seen))


def _first_row(book: Any, sheet: str) -> int:
    """How many empty rows stand above the first filled one, which the reader skips."""
    plain = book.load_sheet(
        sheet, header_row=None, skip_rows=0, n_rows=_HEADER_DEPTH, dtypes="string"
    ).to_polars()
    for place, row in enumerate(plain.rows()):
        if any(row):
            return place
    return 0


def _sheet(book: Any, sheet: str, found: Match, place: int, skipped: int, findings: Findings) -> Grid:
    loaded = book.load_sheet(
        sheet, header_row=None, skip_rows=skipped + place + 1, schema_sample_rows=None
    ).to_polars()
    if loaded.height > limits.ROWS:
        raise UnreadableError(
            say("This table has more than {most:number} rows. Export a shorter period.", most=limits.ROWS)
        )
    typed: set[str] = set()
    columns: dict[str, pl.Series] = {}
    for name, at in found.fields.items():
        column = (
            loaded.to_series(at) if at < loaded.width else pl.Series([None] * loaded.height, dtype=pl.String)
        )
        if column.dtype.is_numeric():
            typed.add(name)
        columns[name] = _as_text(column).alias(name)
    number = pl.int_range(
        skipped + place + 2, skipped + place + 2 + loaded.height, eager=True, dtype=pl.UInt32
    )
    cells = _tidy(pl.DataFrame({"row": number, **columns}), findings)
    findings.encoding = "xlsx"
    return Grid(found, cells, "xlsx", "", frozenset(typed))


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Boolean:
        return column.cast(pl.Int8).cast(pl.String)
    if column.dtype == pl.Date:
        return column.dt.to_string("%Y-%m-%d")
    if column.dtype.is_temporal():
        try:
            return column.dt.to_string("%Y-%m-%d %H:%M:%S")
        except pl.exceptions.PolarsError:
            return column.cast(pl.String)
    if column.dtype.is_float():
        whole = (column == column.round()).fill_null(False).all() and (
            column.abs().fill_null(0) < 2**53
        ).all()
        return (column.cast(pl.Int64) if whole else column).cast(pl.String)
    return column.cast(pl.String)


def _check_unpacked(data: bytes) -> None:
    """Refuse a workbook that is small on disk and huge in memory."""
    if not data.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise UnreadableError(
            say(
                "This workbook can't be opened. Open it in your spreadsheet program and save it again as .xlsx."
            )
        ) from problem
    if size > limits.UNPACKED_BYTES:
        raise UnreadableError(say("This workbook is too large once unpacked. Export a shorter period."))
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableError(
            say("This is a packed file (.zip), and no workbook. Unpack it and load what is in it.")
        )


def _unknown(seen: Sequence[str]) -> Text:
    """Why a table was refused: the columns it has, and those it would need."""
    return say(
        "No table that can be read here. Its columns are: {seen}. A calendar table needs: {calendar}. "
        "A table of deals needs: {deals}. Rename the columns, or export another view.",
        seen=", ".join(cell.strip()[:40] for cell in seen[:30]) or "–",
        calendar=_needed("agenda"),
        deals=_needed("deals"),
    )


def _needed(profile_id: str) -> str:
    profile = next(one for one in load_profiles() if one.id == profile_id)
    return ", ".join("/".join(profile.shown(field) for field in group) for group in profile.needed)
