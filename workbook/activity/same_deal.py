"""One deal that stands in several rows which differ: its history, a row a stage, split values, joined products.

It is one deal. Its newest state counts: by the day it was last changed where a column tells, else the last row.
Values are added where the header says that they are split; where neither tells whether values that differ are
older states or parts, that is asked. Rows with the same number that were created on different days are different
deals, as between files (`workbook.activity.deals.without_known`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from workbook.activity import dates
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.profiles import fold
from workbook.activity.records import Undecided
from workbook.words import say, say_n

NEWEST, ADDED = "newest", "sum"
ANSWERS: Final = (NEWEST, ADDED)
"""What rows of one deal with values that differ can be: older states of it, or parts of it."""

_SPLIT: Final = ("split", "verdeling", "verdeeld")


def each_once(
    frame: pl.DataFrame,
    grid: Grid,
    orders: Mapping[str, dates.Order],
    several: str | None,
    findings: Findings,
) -> pl.DataFrame:
    """Each deal once. Only rows whose deal comes twice are compared: as a whole, and those of one number as
    the rows of one deal."""
    named = frame["deal"].cast(pl.Int64, strict=False)
    if not named.has_nulls() and bool((named.diff(null_behavior="drop") > 0).all()):
        return frame
    # By a number for each text: two texts with one number are only compared in vain.
    named = frame["deal"].hash()
    if named.n_unique() == frame.height:
        return frame
    twice = named.is_duplicated()
    compared = frame.filter(twice)
    counted = _have_numbers(compared["row"], grid)
    whole = [name for name in compared.columns if name != "row"]
    kept = compared.unique(whole, maintain_order=True, keep="first")["row"].implode()
    is_copy = ~compared["row"].is_in(kept)
    if several == ADDED or "split" in frame.columns:
        # Two halves look the same where the table doesn't say whose each is.
        is_copy = is_copy & ~counted
    findings.leave_out(say("the same row twice in this file"), int(is_copy.sum()))
    numbered = _once(compared.filter(~is_copy & counted), grid, orders, several, findings)
    others = compared.filter(~is_copy & ~counted)
    return pl.concat([frame.filter(~twice), others, numbered]).sort("row")


def _have_numbers(rows: pl.Series, grid: Grid) -> pl.Series:
    """Which rows have a deal number of their own, and not only a name; where values are split, a name does."""
    if "deal" not in grid.cells.columns:
        return pl.Series(["split" in grid.cells.columns]).new_from_index(0, rows.len())
    return rows.is_in(grid.cells.filter(pl.col("deal").is_not_null())["row"].implode())


def _once(
    rows: pl.DataFrame,
    grid: Grid,
    orders: Mapping[str, dates.Order],
    answer: str | None,
    findings: Findings,
) -> pl.DataFrame:
    """Each deal once, of rows whose numbers come more than once: `row`, `deal`, `created`, `value`, `currency`
    and what else is told of a deal, and `split` where a table has it. In the order of the rows."""
    same = ["deal", "~created"]
    rows = rows.with_columns(
        pl.col("created").fill_null(pl.col("created").drop_nulls().first().over("deal")).alias("~created")
    )
    rows = rows.with_columns(_changed(rows["row"], grid, orders))
    rows = rows.sort("~changed", "row", nulls_last=False)
    differing = rows.filter(pl.len().over(same) > 1)
    if differing.is_empty():
        return rows.sort("row").drop("~created", "~changed")
    newest = rows.group_by(same, maintain_order=True).last()
    split = "split" in rows.columns
    parts = split or any(word in fold(name) for name in grid.match.header for word in _SPLIT)
    if not parts and answer is None:
        _ask(differing, same, grid, findings)
    added = False
    if parts or answer == ADDED:
        newest = _added(newest, rows, same, "split" if split else "value", whole=parts and not split)
        added = bool(newest["~added"].any())
    _say(differing, same, added, grid, findings)
    return newest.select(rows.columns).sort("row").drop("~created", "~changed")


def _changed(rows: pl.Series, grid: Grid, orders: Mapping[str, dates.Order]) -> pl.Series:
    """When each row was last changed; null where no column tells."""
    cells = grid.cells
    if "modified" not in cells.columns:
        return pl.Series("~changed", [None], dtype=pl.Datetime("ms")).new_from_index(0, rows.len())
    texts = rows.to_frame().join(
        cells.select("row", pl.col("modified").cast(pl.String)), on="row", how="left"
    )
    told = set(orders.values())
    order = dates.evidence(texts["modified"]).order or (told.pop() if len(told) == 1 else None)
    read = dates.parse(texts["modified"], order)
    moment = (
        pl.col("date").cast(pl.Datetime("ms"))
        + pl.duration(seconds=pl.col("second").fill_null(0))
        - pl.duration(minutes=pl.col("offset").fill_null(0))
    )
    return read.select(moment.alias("~changed")).to_series()


def _ask(differing: pl.DataFrame, same: list[str], grid: Grid, findings: Findings) -> None:
    """Ask what values are that differ between rows of one deal none of which is newer than the other."""
    latest = differing.filter(pl.col("~changed").eq_missing(pl.col("~changed").max().over(same)))
    unclear = latest.filter(pl.col("value").drop_nulls().n_unique().over(same) > 1)
    if unclear.is_empty():
        return
    first = unclear.filter(pl.struct(same).eq_missing(pl.struct(same).first())).sort("row")
    texts = grid.cells.filter(pl.col("row").is_in(first["row"].implode()))
    examples = (
        [str(value) for value in texts["value"].drop_nulls().head(3)] if "value" in texts.columns else []
    )
    findings.undecided.append(
        Undecided(findings.file, "rows", grid.match.shown("value"), ANSWERS, tuple(examples), assumed=NEWEST)
    )


def _added(
    newest: pl.DataFrame, rows: pl.DataFrame, same: list[str], field: str, whole: bool
) -> pl.DataFrame:
    """The newest rows with the values of all rows of each deal added, and `~added` where they were; not where
    they are in several currencies. With `whole` a value that is the same in all of them is that of the whole deal."""
    sums = rows.group_by(same, maintain_order=True).agg(
        pl.col(field).sum().alias("~sum"),
        pl.col(field).count().alias("~told"),
        pl.col(field).n_unique().alias("~different"),
        pl.col("currency").n_unique().alias("~currencies"),
        pl.len().alias("~rows"),
    )
    added = (pl.col("~told") > 0) & (pl.col("~currencies") == 1) & (pl.col("~rows") > 1)
    if whole:
        added = added & (pl.col("~different") > 1)
    return newest.join(sums, on=same, how="left", nulls_equal=True, maintain_order="left").with_columns(
        pl.when(added).then(pl.col("~sum")).otherwise(pl.col("value")).alias("value"),
        added.fill_null(False).alias("~added"),
    )


def _say(differing: pl.DataFrame, same: list[str], added: bool, grid: Grid, findings: Findings) -> None:
    deals = differing.select(same).n_unique()
    findings.leave_out(say("more rows of a deal that is counted once"), differing.height - deals)
    if added:
        findings.notes.append(
            say_n(
                "{n:number} deal stands in several rows; it counts once, with their values added.",
                "{n:number} deals stand in several rows; each counts once, with their values added.",
                deals,
            )
        )
    elif differing["~changed"].is_not_null().any():
        findings.notes.append(
            say_n(
                "{n:number} deal stands in several rows that differ; it counts once, by the newest in ‘{column}’.",
                "{n:number} deals stand in several rows that differ; each counts once, by the newest in ‘{column}’.",
                deals,
                column=grid.match.shown("modified"),
            )
        )
    else:
        findings.notes.append(
            say_n(
                "{n:number} deal stands in several rows that differ; it counts once, by the last of them.",
                "{n:number} deals stand in several rows that differ; each counts once, by the last of them.",
                deals,
            )
        )
