"""Numbers of deals and activities that a spreadsheet has rounded, and that therefore tell none from another.

Excel keeps fifteen digits of a number (Microsoft, Excel specifications and limits: number precision), and saves
a long one as `1,23457E+11`; other programs keep what fits a double (IEEE 754: whole up to 2^53). Rows with the
same rounded number are not the same deal: such a number is taken for missing, so that rows are compared whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import polars as pl

from workbook.activity import distinct
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.missing import are_missing, shown
from workbook.words import say_n

_EXACT: Final = 2**53
_DIGITS: Final = 15
_SCIENTIFIC: Final = r"^[0-9](?:[.,][0-9]+[Ee]\+?|[Ee]\+)[0-9]{1,3}$"
_LONG: Final = r"^[0-9]{16,}$"
_ZEROS: Final = r"^[0-9]{15}0+$"


def are_ordinary(cells: pl.Series) -> bool:
    """Whether there is nothing in a column but whole numbers of an ordinary length, which are neither rounded
    nor a word for nothing: a quick look."""
    longest = cells.str.len_bytes().max() if cells.dtype == pl.String else None
    return (
        isinstance(longest, int) and longest <= _DIGITS and not cells.cast(pl.Int64, strict=False).has_nulls()
    )


def may_be_none(cells: pl.Series, field: str) -> bool:
    """Whether any cell of a column of numbers may be none after all: empty, a word for nothing, or rounded."""
    if are_ordinary(cells):
        return False
    if cells.has_nulls() or (_scientific(cells) | cells.str.contains(_ZEROS)).any():
        return True
    return bool(cells.alias(field).to_frame().select(are_missing(field).any()).item())


def without_rounded(
    cells: pl.DataFrame, fields: Iterable[str], grid: Grid, findings: Findings
) -> pl.DataFrame:
    """The cells of a table without the numbers of some fields that are rounded; their rows are said."""
    for field in fields:
        texts = distinct.texts(cells[field]) if cells[field].dtype == pl.Categorical else cells[field]
        found = texts.filter(_rounded(texts, field in grid.typed))
        if found.len():
            rounded = cells[field].is_in(found.unique().to_list()).fill_null(False)
            findings.notes.append(
                say_n(
                    "In ‘{column}’ {n:number} number was rounded by a spreadsheet (‘{example}’, row {rows}) and tells "
                    "no row from another; that row was taken by what else stands in it. Export again and load that "
                    "file without opening it in a spreadsheet first.",
                    "In ‘{column}’ {n:number} numbers were rounded by a spreadsheet (‘{example}’, rows {rows}) and "
                    "tell no row from another; these rows were taken by what else stands in them. Export again and "
                    "load that file without opening it in a spreadsheet first.",
                    int(rounded.sum()),
                    column=grid.match.shown(field),
                    example=found[0],
                    rows=shown(cells.filter(rounded)["row"].head(20).to_list()),
                )
            )
            cells = cells.with_columns(pl.when(~rounded).then(pl.col(field)).alias(field))
    return cells


def _rounded(cells: pl.Series, typed: bool) -> pl.Series:
    """Which numbers are rounded: those in powers of ten; those beyond what a spreadsheet's own number holds;
    and of text all with more than fifteen digits, where every one of them goes on in zeros."""
    rounded = _scientific(cells)
    long = cells.str.contains(_LONG).fill_null(False)
    if typed:
        whole = cells.str.replace(r"\.0*$", "").cast(pl.Int128, strict=False)
        return rounded | (whole.abs() > _EXACT).fill_null(False)
    if long.any() and cells.filter(long).str.contains(_ZEROS).all():
        return rounded | long
    return rounded


def _scientific(cells: pl.Series) -> pl.Series:
    return cells.str.contains(_SCIENTIFIC).fill_null(False)
