"""The cells of one sheet as text, by the columns of its profile.

Most sheets come as columns, each of one type. Where a column holds more than one, or cells that its reader
(fastexcel 0.21, calamine) would drop or turn, its cells are read one by one: see `sheet_cells`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, Final

import polars as pl

from workbook.activity import limits, numbers
from workbook.activity.book import Book
from workbook.activity.cell_texts import Role
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid, tidy, too_many_rows
from workbook.activity.profiles import Match
from workbook.activity.sheet_cells import Cells, Column, cells_of, currency_of
from workbook.activity.sheet_size import Part
from workbook.words import say_n

_LENGTHS: Final = ("minutes", "seconds", "milliseconds", "length")
_AMOUNTS: Final = tuple(name for name in numbers.FIELDS if name not in _LENGTHS)
_MOMENTS: Final = ("start", "end")
_ROLES: Final[dict[str, Role]] = {
    **dict.fromkeys(_LENGTHS, "length"),
    **dict.fromkeys(_AMOUNTS, "number"),
    **dict.fromkeys(("start_time", "end_time"), "clock"),
    **dict.fromkeys((*_MOMENTS, "start_date", "end_date", "created", "closed", "won_on", "lost_on"), "day"),
}  # fmt: skip
_ROWS_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Source:
    """An opened workbook: its bytes, its reader, what it says of itself, and what was seen of its parts."""

    data: bytes
    reader: Any
    book: Book
    parts: Mapping[str, Part]

    def path(self, sheet: str) -> str:
        """Where in the file a sheet lies, empty where that is not known."""
        known = self.book.sheet(sheet)
        return known.part if known else ""

    def part(self, sheet: str) -> Part:
        """What was seen of the part of a sheet."""
        return self.parts.get(self.path(sheet), Part())


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: the profile of its header, the number of the header's row, from 1, the place of the first column
    with anything in it, from 0, and how many there are from there. `found` is None where no profile knows it, and
    then `seen` are its first rows; `beyond` is one that was not looked at."""

    sheet: str
    found: Match | None
    header: int = 0
    first: int = 0
    width: int = 0
    hidden: bool = False
    beyond: bool = False
    seen: tuple[tuple[str, ...], ...] = ()


def grid_of(source: Source, table: Table, found: Match, findings: Findings) -> Grid:
    """The cells of a table below its header. What is to be known of them goes to `findings`."""
    places = sorted({at for at in found.fields.values() if at < table.width})
    fields = {name: places.index(at) for name, at in found.fields.items() if at < table.width}
    loaded = None if _is_odd(source, table) else _load_typed(source, table, places)
    if loaded is None:
        frame: pl.DataFrame = _load(source, table, places, "string").to_polars()
        careful = set(fields)
    else:
        frame = loaded.to_polars()
        careful = _to_be_looked_at(source, table, frame, fields)
    if frame.height > limits.ROWS:
        raise too_many_rows()
    columns = {
        name: _as_text(frame.to_series(at)).alias(name)
        if (at := fields.get(name)) is not None
        else pl.Series(name, [None] * frame.height, dtype=pl.String)
        for name in found.fields
    }
    typed = {name for name, at in fields.items() if frame.dtypes[at].is_numeric()}
    for name in sorted(careful & typed & set(_AMOUNTS)):
        place = table.first + places[fields[name]]
        currency = _one_currency(source, table, name, place, frame.to_series(fields[name]))
        if currency is not None:
            columns[name] = numbers.exactly(columns[name], currency)
            careful.discard(name)
    if careful and source.path(table.sheet):
        wanted = [
            Column(name, _ROLES.get(name, "text"), table.first + places[at])
            for name, at in fields.items()
            if name in careful
        ]
        cells = cells_of(source.data, source.path(table.sheet), source.book, wanted, table.header)
        for column in cells.columns:
            texts = columns[column.name] = _filled(columns[column.name], column, table.header + 1)
            if column.numeric and column.numeric == texts.len() - texts.null_count():
                typed.add(column.name)
            else:
                typed.discard(column.name)
        _remark(cells, found, findings)
    first = table.header + 1
    number = pl.int_range(first, first + frame.height, eager=True, dtype=pl.UInt32)
    tidied = tidy(pl.DataFrame({"row": number, **columns}), findings)
    findings.encoding = "xlsx"
    return Grid(found, tidied, "xlsx", "", frozenset(typed))


def _load(source: Source, table: Table, places: list[int], dtypes: str | None) -> Any:
    return source.reader.load_sheet(
        table.sheet,
        header_row=None,
        skip_rows=table.header,
        schema_sample_rows=None,
        use_columns=[table.first + at for at in places],
        dtypes=dtypes,
    )


def _load_typed(source: Source, table: Table, places: list[int]) -> Any:
    """A sheet as columns of one type each, None where a column has types that go not together."""
    import fastexcel

    try:
        return _load(source, table, places, None)
    except fastexcel.UnsupportedColumnTypeCombinationError:
        return None


def _is_odd(source: Source, table: Table) -> bool:
    """Whether all wanted cells of a sheet have to be read one by one, by what its file says."""
    return source.book.since_1904 or source.part(table.sheet).odd


def _to_be_looked_at(
    source: Source, table: Table, frame: pl.DataFrame, fields: Mapping[str, int]
) -> set[str]:
    """The fields whose cells have to be read one by one: those of an amount, where formats name currencies, and
    those whose column does not say all that its cells say."""
    money = any(shows.currency for shows in source.book.formats)
    truths = source.part(table.sheet).truths
    return {
        name
        for name, at in fields.items()
        if (money and name in _AMOUNTS) or not _tells_all(frame.to_series(at), name, truths)
    }


def _one_currency(source: Source, table: Table, field: str, place: int, column: pl.Series) -> str | None:
    """The currency of all of a column of numbers; None where its cells have to be read one by one."""
    path = source.path(table.sheet)
    if not path or not _tells_all(column, field, source.part(table.sheet).truths):
        return None
    filled = column.len() - column.null_count()
    return currency_of(source.data, path, source.book, place, table.header, filled)


def _tells_all(column: pl.Series, field: str, truths: bool) -> bool:
    """Whether a column of one type says all that its cells say: a text may be a number beside texts, 1 may be
    true, and midnight may be a day without a time."""
    if column.dtype == pl.Duration:
        return False
    if field in _LENGTHS or field in _AMOUNTS:
        if not column.dtype.is_numeric():
            return column.null_count() == column.len()
        return not (truths and bool(((column == 0) | (column == 1)).any()))
    if field in _MOMENTS and column.dtype.is_temporal():
        return not bool((column.dt.time() == time()).any())
    return True


def _as_text(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Boolean:
        return column.cast(pl.Int8).cast(pl.String)
    if column.dtype == pl.Date:
        return column.dt.to_string("%Y-%m-%d")
    if column.dtype == pl.Duration:
        return pl.Series(column.name, [None] * column.len(), dtype=pl.String)
    if column.dtype == pl.Datetime:
        return column.dt.round("1s").dt.to_string("%Y-%m-%d %H:%M:%S")
    if column.dtype.is_float():
        whole = (column == column.round()).fill_null(False).all() and (
            column.abs().fill_null(0) < 2**53
        ).all()
        return (column.cast(pl.Int64) if whole else column).cast(pl.String)
    return column.cast(pl.String)


def _filled(texts: pl.Series, column: Column, first: int) -> pl.Series:
    """A column of texts, the first in row `first`, with its other cells filled in."""
    found = pl.DataFrame(
        {"at": column.rows, "text": column.texts}, schema={"at": pl.Int64, "text": pl.String}
    )
    found = found.with_columns(pl.col("at") - first).filter(pl.col("at").is_between(0, texts.len() - 1))
    return texts.clone().scatter(found["at"], found["text"])


def _remark(cells: Cells, found: Match, findings: Findings) -> None:
    if cells.hidden:
        findings.notes.append(
            say_n(
                "{n:number} row is hidden in the spreadsheet, by a filter or by hand; it was read all the same.",
                "{n:number} rows are hidden in the spreadsheet, by a filter or by hand; they were read all the same.",
                cells.hidden,
            )
        )
    for column in cells.columns:
        if rows := column.uncalculated:
            findings.notes.append(
                say_n(
                    "In column ‘{column}’ a formula was never calculated, in row {rows}. Open the file in your "
                    "spreadsheet program, save it there, and load it again.",
                    "In column ‘{column}’ {n:number} formulas were never calculated, in rows {rows}. Open the file "
                    "in your spreadsheet program, save it there, and load it again.",
                    len(rows),
                    column=found.shown(column.name),
                    rows=", ".join(map(str, rows[:_ROWS_NAMED])) + (" …" if len(rows) > _ROWS_NAMED else ""),
                )
            )
