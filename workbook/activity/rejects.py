"""The rows of a table that were not read, as they stand in the file: to be mended and loaded again."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from workbook.activity.delimited import rows_at as rows_of_text
from workbook.activity.limits import UnreadableError
from workbook.activity.records import Reading
from workbook.activity.spreadsheets import is_spreadsheet
from workbook.activity.spreadsheets import rows_at as rows_of_sheet

_FORMULA: Final = frozenset("=+-@\t\r\n")


def refused_cells(data: bytes, reading: Reading) -> dict[int, tuple[str, ...]]:
    """The cells of the rows that were refused, by row; empty for what is no table."""
    wanted = frozenset(one.row for one in reading.refused if one.row)
    if not wanted or not (reading.delimiter or reading.encoding == "xlsx"):
        return {}
    try:
        if is_spreadsheet(data):
            return rows_of_sheet(data, wanted, reading.sheet)
        return rows_of_text(data, reading.delimiter, wanted)
    except UnreadableError:
        return {}


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a table that any spreadsheet opens: UTF-8 with its mark, semicolons, each cell quoted.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it: whoever opens it
    must not run what somebody wrote in a title (OWASP, CSV injection).
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever unseen signs stand before its first: full-width
    ones are taken for the plain ones where those are typed (Unicode, NFKC)."""
    for sign in cell:
        if not _FORMULA.isdisjoint(unicodedata.normalize("NFKC", sign)):
            return f"'{cell}"
        if unicodedata.category(sign)[0] not in "CZ":
            break
    return cell
