"""Excel workbooks, old and new: they bring the types of their cells along."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from workbook.activity import limits, sheet_size
from workbook.activity.caught import tell_fault
from workbook.activity.findings import Findings
from workbook.activity.grid import HEADER_DEPTH, Grid, tidy, too_many_rows, unknown
from workbook.activity.limits import UnreadableError
from workbook.activity.profiles import Match, match
from workbook.activity.recognise import Recognise
from workbook.activity.sheet_size import UNOPENED
from workbook.words import say

_EMPTY_DEPTH: Final = 1_000


def is_spreadsheet(data: bytes) -> bool:
    """Whether a file is an Excel workbook, old or new, by how it begins."""
    return data.startswith((sheet_size.ZIP, sheet_size.OLE))


def read_spreadsheet(data: bytes, findings: Findings, recognise: Recognise = match) -> Grid:
    """The first sheet whose header belongs to a profile; raises `UnreadableError` where none does."""
    sheet_size.check(data)
    import fastexcel

    seen: list[list[str]] = []
    try:
        book = fastexcel.read_excel(data)
        for sheet in book.sheet_names:
            top = book.load_sheet(sheet, header_row=None, n_rows=HEADER_DEPTH, dtypes="string").to_polars()
            rows = [[str(cell or "") for cell in row] for row in top.rows()]
            seen = seen or rows
            for place, header in enumerate(rows):
                found = recognise(header) if len(header) <= limits.COLUMNS else None
                if found and not found.by_position:
                    first = _first_row(book, sheet)
                    return _sheet(book, sheet, found, place, first, findings)
    except UnreadableError:
        raise
    except BaseException as problem:
        _raise_again_unless_damaged(problem)
        raise UnreadableError(UNOPENED) from problem
    if not seen:
        raise UnreadableError(say("This file is empty. Export it again, and look inside before you load it."))
    raise unknown(seen)


def top(data: bytes) -> list[list[str]]:
    """The first records of the first sheet that has any. Raises `UnreadableError` where it can't be
    opened."""
    sheet_size.check(data)
    import fastexcel

    try:
        book = fastexcel.read_excel(data)
        for sheet in book.sheet_names:
            frame = book.load_sheet(sheet, header_row=None, n_rows=HEADER_DEPTH, dtypes="string").to_polars()
            if frame.height:
                return [[str(cell or "") for cell in row] for row in frame.rows()]
    except UnreadableError:
        raise
    except BaseException as problem:
        _raise_again_unless_damaged(problem)
        raise UnreadableError(UNOPENED) from problem
    return []


def _raise_again_unless_damaged(problem: BaseException) -> None:
    """What the reader of workbooks raises for a damaged file is no `Exception` where it stumbles itself."""
    if isinstance(problem, Exception):
        tell_fault(problem)
    elif type(problem).__name__ != "PanicException":
        raise problem


def _first_row(book: Any, sheet: str) -> int:
    """How many empty rows stand above the first filled one, which the reader skips."""
    top = book.load_sheet(
        sheet, header_row=None, skip_rows=0, n_rows=_EMPTY_DEPTH, dtypes="string"
    ).to_polars()
    for place, row in enumerate(top.rows()):
        if any(row):
            return place
    raise UnreadableError(
        say(
            "The table in this spreadsheet starts too far down. Remove the empty rows above it, and load it again."
        )
    )


def _sheet(book: Any, sheet: str, found: Match, place: int, skipped: int, findings: Findings) -> Grid:
    loaded = book.load_sheet(
        sheet, header_row=None, skip_rows=skipped + place + 1, schema_sample_rows=None
    ).to_polars()
    if loaded.height > limits.ROWS:
        raise too_many_rows()
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
    cells = tidy(pl.DataFrame({"row": number, **columns}), findings)
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


def rows_at(data: bytes, wanted: frozenset[int]) -> dict[int, tuple[str, ...]]:
    """The cells of some rows of the first sheet that has as many, by their number."""
    import fastexcel

    book = fastexcel.read_excel(data)
    for sheet in book.sheet_names:
        try:
            skipped = _first_row(book, sheet)
        except UnreadableError:
            continue
        rows = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string").to_polars().rows()
        if len(rows) + skipped >= max(wanted):
            return {
                number: tuple(str(cell or "") for cell in row)
                for number, row in enumerate(rows, skipped + 1)
                if number in wanted
            }
    return {}
