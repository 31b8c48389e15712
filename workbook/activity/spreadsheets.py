"""Excel workbooks: the sheets in them that hold a table.

Every sheet whose header belongs to a profile is one. Hidden ones come last, and where others are read only
when they are asked for: programs keep lists and old copies there.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from workbook.activity import limits, sheet_size
from workbook.activity.book import NoBookError, book_of
from workbook.activity.caught import tell_fault
from workbook.activity.findings import Findings
from workbook.activity.grid import HEADER_DEPTH, Grid, unknown
from workbook.activity.limits import UnreadableError
from workbook.activity.profiles import match
from workbook.activity.recognise import Recognise
from workbook.activity.sheet_grid import Source, Table, grid_of
from workbook.activity.sheet_size import UNOPENED
from workbook.words import Text, say, say_n

_DAMAGES: Final = (
    NoBookError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError,
)  # fmt: skip
_EMPTY_DEPTH: Final = 1_000
_TOO_FAR: Final = say(
    "The table in this spreadsheet starts too far down. Remove the empty rows above it, and load it again."
)


def is_spreadsheet(data: bytes) -> bool:
    """Whether a file is an Excel workbook, old or new, by how it begins."""
    return data.startswith((sheet_size.ZIP, sheet_size.OLE))


@dataclass(slots=True)
class Spreadsheet:
    """An opened workbook: its tables in the order they are read in, and the sheets with rows that are left."""

    source: Source
    said: Mapping[str, bool]
    tables: list[Table] = field(default_factory=list)
    left: list[Table] = field(default_factory=list)

    def grid(self, table: Table, findings: Findings) -> Grid:
        """The cells of a table. Raises `UnreadableError` where it can't be read."""
        findings.sheet = table.sheet
        if table.found is None:
            raise unknown(table.seen) if table.seen else UnreadableError(_TOO_FAR)
        if table.hidden:
            findings.notes.append(say("This sheet is hidden in its file."))
        try:
            return grid_of(self.source, table, table.found, findings)
        except UnreadableError:
            raise
        except BaseException as problem:
            _raise_again_unless_damaged(problem)
            raise UnreadableError(UNOPENED) from problem

    def notes(self) -> Iterator[Text]:
        """What is to be known of the sheets that are not read."""
        out = [one.sheet for one in self.left if one.sheet in self.said]
        others = [one for one in self.left if one.sheet not in self.said]
        beyond = [one.sheet for one in others if one.beyond or (one.found and not one.hidden)]
        hidden = [one.sheet for one in others if one.found and one.hidden]
        unknown_ones = [one.sheet for one in others if not one.found and not one.beyond]
        if out:
            yield say_n(
                "Left out by you: the sheet {sheets}.",
                "Left out by you: the sheets {sheets}.",
                len(out),
                sheets=_listed(out),
            )
        if beyond:
            yield say("Not read, for it would be too much at once: {sheets}.", sheets=_listed(beyond))
        if hidden:
            yield say_n(
                "Not read: the hidden sheet {sheets}.",
                "Not read: the hidden sheets {sheets}.",
                len(hidden),
                sheets=_listed(hidden),
            )
        if unknown_ones:
            yield say_n(
                "Not read: the sheet {sheets}, whose columns are not known here.",
                "Not read: the sheets {sheets}, whose columns are not known here.",
                len(unknown_ones),
                sheets=_listed(unknown_ones),
            )


def open_spreadsheet(
    data: bytes, recognise: Recognise = match, said: Mapping[str, bool] | None = None
) -> Spreadsheet:
    """A workbook with the sheets whose header belongs to a profile, and as `said` by name which are to be
    read and which are not; where that leaves none, the first with rows. Raises `UnreadableError` where it can't be opened or has no rows."""
    parts = sheet_size.check(data)
    said = said or {}
    import fastexcel

    try:
        source = Source(data, fastexcel.read_excel(data), book_of(data), parts)
        seen = list(_seen(source, recognise, said))
    except BaseException as problem:
        _raise_again_unless_damaged(problem)
        raise UnreadableError(UNOPENED) from problem
    if not seen:
        raise UnreadableError(say("This file is empty. Export it again, and look inside before you load it."))
    fitting = [one for one in seen if one.found]
    plain = [one for one in fitting if not one.hidden] or fitting
    wanted = [one for one in seen if said.get(one.sheet, one in plain)] or seen[:1]
    opened = Spreadsheet(source, said)
    for one in wanted:
        fits = len(opened.tables) < limits.SHEETS or one.sheet in said
        (opened.tables if fits else opened.left).append(one)
    opened.left += [one for one in seen if one not in wanted and (one.found or _has_rows(one))]
    return opened


def _seen(source: Source, recognise: Recognise, said: Mapping[str, bool]) -> Iterator[Table]:
    """The sheets that have rows, visible ones first. Those beyond what is looked at, unless something was said
    of them, are told by name alone."""
    names: list[str] = source.reader.sheet_names[: limits.SHEETS_SEEN]
    hidden = {one.name for one in source.book.sheets if one.hidden}
    cells = size = 0
    for sheet in sorted(names, key=lambda name: name in hidden):
        part = source.part(sheet)
        cells, size = cells + part.cells, size + part.size
        # Several sheets may be of one part, which is read for each.
        if (cells > limits.SHEET_CELLS or size > limits.UNPACKED_BYTES) and sheet not in said:
            yield Table(sheet, None, hidden=sheet in hidden, beyond=True)
            continue
        skipped, first, rows = _top(source.reader, sheet)
        if not rows:
            if skipped:
                yield Table(sheet, None, hidden=sheet in hidden)
            continue
        for place, header in enumerate(rows):
            found = recognise(header) if len(header) <= limits.COLUMNS else None
            if found and not found.by_position:
                yield Table(sheet, found, skipped + place + 1, first, len(header), sheet in hidden)
                break
        else:
            yield Table(sheet, None, hidden=sheet in hidden, seen=rows)


def _top(reader: Any, sheet: str) -> tuple[int, int, tuple[tuple[str, ...], ...]]:
    """How many empty rows stand above the first filled one, the place of the first filled column, and the first
    rows from there; none where that is too far down."""
    loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, n_rows=_EMPTY_DEPTH, dtypes="string")
    frame = loaded.to_polars()
    if not frame.width or not frame.height:
        return 0, 0, ()
    filled = frame.select(pl.any_horizontal(pl.all().fill_null("") != "")).to_series().arg_true()
    if not filled.len():
        return (frame.height if loaded.total_height > frame.height else 0), 0, ()
    above = int(filled[0])
    rows = frame.slice(above, HEADER_DEPTH).rows()
    first = loaded.selected_columns[0].absolute_index
    return above, first, tuple(tuple(str(cell or "") for cell in row) for row in rows)


def _has_rows(table: Table) -> bool:
    """Whether a sheet that is not known may be a table all the same: several rows of several cells, or rows so
    far down that they were not looked at."""
    return not table.seen or sum(sum(map(bool, row)) > 1 for row in table.seen) > 1


def _listed(sheets: Sequence[str]) -> str:
    return ", ".join(f"‘{sheet}’" for sheet in sheets)


def _raise_again_unless_damaged(problem: BaseException) -> None:
    """Raise what tells of a mistake here and not of a damaged file. Where the reader of workbooks stumbles itself
    it raises what is no `Exception`."""
    import fastexcel

    if not isinstance(problem, (fastexcel.FastExcelError, *_DAMAGES)) and not _is_panic(problem):
        raise problem
    if isinstance(problem, Exception):
        tell_fault(problem)


def _is_panic(problem: BaseException) -> bool:
    return type(problem).__name__ == "PanicException"


def top(data: bytes, sheet: str = "") -> list[list[str]]:
    """The first records of a sheet; without one, of the first that has any. Raises `UnreadableError` where it
    can't be opened."""
    sheet_size.check(data)
    import fastexcel

    try:
        reader = fastexcel.read_excel(data)
        for name in [sheet] if sheet else reader.sheet_names:
            _, _, rows = _top(reader, name)
            if rows:
                return [list(row) for row in rows]
    except BaseException as problem:
        _raise_again_unless_damaged(problem)
        raise UnreadableError(UNOPENED) from problem
    return []


def rows_at(data: bytes, wanted: frozenset[int], sheet: str) -> dict[int, tuple[str, ...]]:
    """The cells of some rows of a sheet, by their number."""
    import fastexcel

    loaded = fastexcel.read_excel(data).load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    return {
        number: tuple(str(cell or "") for cell in row)
        for number, row in enumerate(loaded.to_polars().iter_rows(), 1)
        if number in wanted
    }
