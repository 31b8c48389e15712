"""Rows of a table that are no activity or deal: footers, totals, masters of a series, copies, mail.

What is left out is counted by its reason; nothing disappears without a word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.missing import without_missing
from workbook.activity.profiles import fold, truth
from workbook.activity.rounded import are_ordinary, without_rounded
from workbook.words import Text, say

_REASONS: Final[dict[str, Text]] = {
    "deleted": say("deleted in the program they come from"),
    "series": say("descriptions of a series, whose meetings stand beside them"),
    "mail": say("e-mails, which are no meetings"),
}
_TOTALS: Final = (
    "total",
    "totaal",
    "grandtotal",
    "eindtotaal",
    "subtotal",
    "subtotaal",
    "totals",
    "totalen",
    "sum",
    "som",
)
_NUMBERS: Final = ("deal", "id")
_FOOTER_DEPTH: Final = 12
"""Rows at the end of a table looked at for footers: reports put their name, date and owner there."""


def weed(grid: Grid, findings: Findings) -> Grid:
    """The table without rows that are no activity or deal, the rest unchanged."""
    cells = grid.cells
    fields = [name for name in cells.columns if name != "row"]
    ordinary = [field for field in _NUMBERS if field in fields and are_ordinary(cells[field])]
    cells = without_missing(cells, (field for field in fields if field not in ordinary), grid, findings)
    told = [field for field in _NUMBERS if field in fields and field not in ordinary]
    cells = without_rounded(cells, told, grid, findings)
    cells = _without_footers(cells, fields, findings)
    for field, rule in grid.match.profile.leave_out.items():
        if field in cells.columns:
            cells = _leave_out(cells, field, rule.cells, _REASONS[rule.reason], findings)
    if "child" in cells.columns:
        cells = _without_children(cells, findings)
    return replace(grid, cells=cells)


def _without_footers(cells: pl.DataFrame, fields: list[str], findings: Findings) -> pl.DataFrame:
    """Below the last row a report may have lines with one filled cell, or a total."""
    if len(fields) < 3 or not cells.height:
        return cells
    rows = cells.select(fields).tail(_FOOTER_DEPTH).rows()
    footers = 0
    for row in reversed(rows):
        filled = [cell for cell in row if cell is not None]
        if len(filled) <= 1 or _is_total(filled):
            footers += 1
        else:
            break
    if footers == cells.height:
        return cells
    findings.leave_out(say("lines below the table, with no row in them"), footers)
    return cells.head(cells.height - footers)


def _is_total(filled: list[str]) -> bool:
    first = fold(filled[0].partition("(")[0])
    return first in _TOTALS and len(filled) <= 3


def _leave_out(
    cells: pl.DataFrame, field: str, words: tuple[str, ...], reason: Text, findings: Findings
) -> pl.DataFrame:
    known = [text for text in cells[field].drop_nulls().unique() if fold(text) in words]
    gone = cells[field].is_in(known).fill_null(False)
    findings.leave_out(reason, int(gone.sum()))
    return cells.filter(~gone)


def _without_children(cells: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    """Salesforce keeps a copy of an event for each person invited: with the original in the same
    table, or another copy, it would count twice."""
    said = cells["child"].drop_nulls().unique().to_list()
    children = cells["child"].is_in([text for text in said if truth(text)]).fill_null(False)
    keys = [name for name in ("subject", "start", "start_date", "minutes") if name in cells.columns]
    ordered = cells.with_columns(children.alias("~child"))
    keep = ordered.sort("~child", "row").unique(keys, keep="first", maintain_order=True)["row"]
    gone = ordered.select((pl.col("~child") & ~pl.col("row").is_in(keep.implode())).alias("gone"))["gone"]
    findings.leave_out(say("copies of an event for others who were invited"), int(gone.sum()))
    return cells.filter(~gone)
