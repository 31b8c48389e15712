"""The cells of a plain table read at once, where nothing can be read otherwise.

A table without a quotation mark, with whole lines and the same number of cells in each, leaves a
reader no choice: then columns are read as columns, which a million rows need. Anything else is read
record by record, with what is odd about it refused row by row.
"""

from __future__ import annotations

import io
from typing import Final

import polars as pl

from workbook.activity import limits
from workbook.activity.profiles import Match

FEWEST_BYTES: Final = 200_000
"""Below this size there is nothing to gain."""


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
    lines = data.count(b"\n", end + 1) + (not data.endswith(b"\n"))
    marks = data.count(mark, end + 1)
    if not lines or lines > limits.ROWS or marks != lines * (len(header) - 1):
        return None
    stream = io.BytesIO(data)
    stream.seek(end + 1)
    try:
        # All columns are named: with as many marks as there should be in all, a line with too few
        # comes with one that has too many, and that one raises.
        cells = pl.read_csv(
            stream,
            has_header=False,
            schema={str(number): pl.String for number in range(len(header))},
            separator=delimiter,
            quote_char=None,
        )
    except pl.exceptions.PolarsError:
        return None
    if cells.height != lines:
        return None
    return cells.select(
        pl.int_range(place + 2, place + 2 + lines, dtype=pl.UInt32).alias("row"),
        *(pl.col(str(number)).alias(field) for field, number in found.fields.items()),
    )
