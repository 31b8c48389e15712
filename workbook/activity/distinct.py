"""Cells worked on once for each distinct text, not once for each row.

A column of a table says the same few things over and over: a million deals have forty owners and two
thousand days. Such columns are kept as categories, four bytes a row, and what is found out about a text is
put back in each row by its number.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def texts(cells: pl.Series) -> pl.Series:
    """The different texts of a column, in the order in which they first appear; empty cells left out."""
    return cells.drop_nulls().unique(maintain_order=True).cast(pl.String)


def each(cells: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What `change` makes of each cell, from texts to as many values; an empty cell stays empty.

    `change` must look at each text by itself: for a column of categories it is given each text once.
    """
    if cells.dtype != pl.Categorical:
        return change(cells)
    found = cells.drop_nulls().unique(maintain_order=True)
    values = change(found.cast(pl.String))
    numbers = cells.to_physical()
    known = pl.DataFrame({"number": found.to_physical(), "value": values})
    most = known["number"].max()
    numbered = pl.DataFrame(
        {"number": pl.int_range(most + 1 if isinstance(most, int) else 1, dtype=pl.UInt32, eager=True)}
    )
    table = numbered.join(known, on="number", how="left", maintain_order="left")
    return table["value"].gather(numbers).alias(cells.name)
