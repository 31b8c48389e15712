"""A table as cells of text, with the profile its header belongs to.

The header need not be the first line: reports put a title above it. A row keeps the number that a
spreadsheet shows for it, so that whoever looks for a refused row finds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from workbook.activity import distinct, limits
from workbook.activity.findings import Findings
from workbook.activity.limits import UnreadableError
from workbook.activity.pivot import is_pivot, refused_pivot
from workbook.activity.profiles import Match
from workbook.words import Text, say

HEADER_DEPTH: Final = 20
"""Records looked at for a header."""

SPACES: Final = " \t\r\n\u00a0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `cells` has one text column a field of the profile, and `row`, the spreadsheet's
    number of each row; empty cells are null. In a large table of deals a column that says few different
    things is one of categories instead: see `workbook.activity.distinct`. `typed` are the fields a spreadsheet holds as numbers,
    which leave no doubt about their sign."""

    match: Match
    cells: pl.DataFrame
    encoding: str = ""
    delimiter: str = ""
    typed: frozenset[str] = frozenset()


def tidy(cells: pl.DataFrame, findings: Findings, bare: bool = False) -> pl.DataFrame:
    """Cells without spaces around them, empty ones null, empty rows gone, overlong ones refused; `bare`
    where columns of text are `stripped` already."""
    fields = [name for name in cells.columns if name != "row"]
    few = [name for name in fields if cells[name].dtype == pl.Categorical]
    if not bare:
        cells = cells.with_columns(stripped(name) for name in fields if name not in few)
    cells = cells.with_columns(_stripped(cells[name]) for name in few)
    if all(cells[name].has_nulls() for name in fields):
        cells = cells.filter(~pl.all_horizontal(pl.col(fields).is_null()))
    if not any(_longest(cells[name]) > limits.FIELD for name in fields):
        return cells
    long = pl.any_horizontal(pl.col(fields).cast(pl.String).str.len_chars() > limits.FIELD)
    findings.refuse_rows(
        cells.filter(long)["row"].to_list(),
        say("One of its cells is longer than any export writes; the row was not read."),
    )
    return cells.filter(long.not_().fill_null(True))


def stripped(name: str) -> pl.Expr:
    """A column of text without spaces around its cells, and with empty ones null."""
    return pl.col(name).str.strip_chars(SPACES).replace("", None)


def _stripped(cells: pl.Series) -> pl.Series:
    """A column of categories, as `stripped` makes it."""
    texts = distinct.texts(cells)
    strip = stripped(cells.name)
    if texts.to_frame().select(strip).to_series().equals(texts):
        return cells
    return distinct.each(
        cells, lambda found: found.alias(cells.name).to_frame().select(strip).to_series().cast(pl.Categorical)
    )


def _longest(cells: pl.Series) -> int:
    texts = distinct.texts(cells) if cells.dtype == pl.Categorical else cells
    longest = texts.str.len_bytes().max()
    return longest if isinstance(longest, int) else 0


def too_many_rows() -> UnreadableError:
    """Why a table is refused that has more rows than are read."""
    return UnreadableError(
        say("This table has more than {most:number} rows. Export a shorter period.", most=limits.ROWS)
    )


def unknown(records: Sequence[Sequence[str]]) -> UnreadableError:
    """Why a table with these first records is refused: it is a summary, or its columns are not known.
    Then somebody who knows them may still say what they are."""
    if is_pivot(records):
        return UnreadableError(refused_pivot())
    filled = [[cell for cell in record if cell.strip()] for record in records if any(map(str.strip, record))]
    several = [record for record in filled if len(record) > 1]
    return UnreadableError(unknown_table(filled[0] if filled else ()), mappable=len(several) > 1)


def unknown_table(seen: Sequence[str]) -> Text:
    """The columns a table has, and those it would need."""
    return say(
        "No table that can be read here. Its columns are: {seen}. A calendar table needs: {calendar}. "
        "A table of deals needs: {deals}. Rename the columns, or export another view.",
        seen=", ".join(cell.strip()[:40] for cell in seen[:30]) or "–",
        calendar=_NEEDED["agenda"],
        deals=_NEEDED["deals"],
    )


_NEEDED: Final = {
    "agenda": say("‘Subject’, ‘Start’ and ‘End’"),
    "deals": say("‘Deal name’, ‘Stage’, ‘Close date’ and ‘Amount’"),
}
"""Column names that make a table one that is read, by profile, in the reader's own language."""
