"""A table of deals, whatever its source, as one frame with fixed columns.

All of it is done a column at a time: there can be a million rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from workbook.activity import currencies, dates, distinct, numbers, same_deal
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.missing import shown
from workbook.activity.profiles import truth
from workbook.activity.recognise import generic
from workbook.words import say, say_n

DEAL_SCHEMA: Final = pl.Schema(
    {
        "deal": pl.String(),
        "owner": pl.Categorical(),
        "stage": pl.Categorical(),
        "status": pl.Categorical(),
        "created": pl.Date(),
        "closed": pl.Date(),
        "value": pl.Float64(),
        "currency": pl.Categorical(),
        "source": pl.Categorical(),
        "campaign": pl.Categorical(),
        "segment": pl.Categorical(),
    }
)
"""Columns of every table of deals. `status` is open, won, lost or unknown, never null, nor are `deal`,
`owner` and `stage` (empty where the file does not say). `closed` is the day a deal was won or lost;
an open deal has none, for what its file calls a close date is a hope. `value` is in the deal's own
`currency`; values in several currencies may not be added. What says few different things is kept as
categories: a million rows of it as text would take three times the memory of all the rest."""

DEAL_COLUMNS: Final = tuple(DEAL_SCHEMA)


def read(
    grid: Grid,
    findings: Findings,
    orders: Mapping[str, dates.Order],
    signs: Mapping[str, numbers.Decimal],
    zone: str = "Europe/Amsterdam",
    several: str | None = None,
) -> pl.DataFrame:
    """The deals of a table with `DEAL_SCHEMA`; rows with a date that can't be read are refused in `findings`,
    and a value that can't be read is said and left empty: the deal was won or lost all the same. Days are
    those in `zone`, where the manager lives. `several` is what the manager said of rows of one deal with values
    that differ (`workbook.activity.same_deal.ANSWERS`)."""
    cells = grid.cells
    columns: dict[str, pl.Series | pl.Expr] = {"row": cells["row"]}
    for field in ("created", "closed", "won_on", "lost_on"):
        if field in cells.columns:
            columns[field] = _days(cells[field], orders.get(field), grid.match.profile.zone, zone)
        elif field in ("created", "closed"):
            columns[field] = pl.lit(None, pl.Date)
    columns["value"], columns["currency"] = _amounts(cells, signs)
    if "split" in cells.columns:
        columns["split"] = distinct.each(
            cells["split"], lambda texts: numbers.parse(texts, signs.get("split"))
        )
    columns["status"] = _status(grid)
    columns["deal"] = _first_of(cells, "deal", "title")
    columns["stage"] = _first_of(cells, "stage", "status")
    columns |= {field: _first_of(cells, field) for field in ("owner", "source", "campaign", "segment")}
    frame = cells.select(
        (column if isinstance(column, pl.Expr) else pl.lit(column)).alias(name)
        for name, column in columns.items()
    )
    if "split" in frame.columns:
        frame = frame.with_columns(pl.col("value").fill_null(pl.col("split")))
    frame = _refuse(frame, cells, findings)
    _say_valueless(frame, cells, grid, findings)
    for field, status in (("won_on", "won"), ("lost_on", "lost")):
        if field in frame.columns:
            told = pl.when(pl.col("status") == status).then(pl.col(field))
            frame = frame.with_columns(told.fill_null(pl.col("closed")).alias("closed"))
    if (frame["closed"].is_not_null() & (frame["status"] == "open")).any():
        frame = frame.with_columns(pl.when(pl.col("status") != "open").then(pl.col("closed")).alias("closed"))
    frame = frame.with_columns(pl.col("owner", "stage").cast(pl.Categorical).fill_null(_category("")))
    if frame["deal"].has_nulls():
        number = pl.lit(f"{findings.file} ") + pl.col("row").cast(pl.String)
        frame = frame.with_columns(pl.col("deal").fill_null(number))
    extra = [name for name in ("split",) if name in frame.columns]
    frame = frame.select("row", *extra, *(pl.col(name).cast(kind) for name, kind in DEAL_SCHEMA.items()))
    deals = same_deal.each_once(frame, grid, orders, several, findings).select(DEAL_COLUMNS)
    _remark(deals, findings)
    return deals


def _days(cells: pl.Series, order: dates.Order | None, written_in: str, zone: str) -> pl.Series:
    """The days of a column; a time in another zone is turned to the day it was in `zone`, and a day at
    midnight stays that day."""

    def days(texts: pl.Series) -> pl.Series:
        read = dates.parse(texts, order)
        offset = pl.col("offset").fill_null(0) if written_in == "UTC" else pl.col("offset")
        moved = pl.col("second").is_not_null() & (pl.col("second") != 0) & offset.is_not_null()
        if not read.select(moved.fill_null(False).any()).item():
            return read["date"]
        moment = (
            pl.col("date").cast(pl.Datetime("ms"))
            + pl.duration(seconds=pl.col("second"))
            - pl.duration(minutes=offset)
        )
        local = moment.dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.date()
        return read.select(pl.when(moved).then(local).otherwise(pl.col("date")).alias("date"))["date"]

    return distinct.each(cells, days)


def _amounts(
    cells: pl.DataFrame, signs: Mapping[str, numbers.Decimal]
) -> tuple[pl.Series | pl.Expr, pl.Series | pl.Expr]:
    """The value of each deal, and its currency: by its own column, else by what stands beside the value. Letters
    beside the value go before the column, which may be about another amount of the deal."""

    def amounts(field: str) -> pl.Series:
        return distinct.each(cells[field], lambda texts: numbers.parse(texts, signs.get(field)))

    value: pl.Series | pl.Expr = pl.lit(None, pl.Float64)
    named: pl.Series | None = None
    if "value" in cells.columns:
        value, named = _money(cells["value"], signs.get("value"))
        if "expected" in cells.columns and value.has_nulls():
            value = value.fill_null(amounts("expected"))
    elif "expected" in cells.columns:
        value = amounts("expected")
    if "currency" not in cells.columns:
        return value, pl.lit(None, pl.Categorical) if named is None or named.is_null().all() else named
    said = distinct.each(cells["currency"], _currencies)
    if named is None or named.is_null().all():
        return value, said
    both = pl.DataFrame({"said": said.cast(pl.String), "named": named.cast(pl.String)})
    letters = pl.when(pl.col("named").str.len_chars() == 3).then("named")
    told = both.select(currency=pl.coalesce(letters, "said", "named"))["currency"]
    return value, told.cast(pl.Categorical)


def _currencies(texts: pl.Series) -> pl.Series:
    known = {text: currencies.in_column(text) for text in distinct.texts(texts)}
    return texts.replace_strict(known, default=None, return_dtype=pl.String).cast(pl.Categorical)


def _money(cells: pl.Series, sign: numbers.Decimal | None) -> tuple[pl.Series, pl.Series]:
    if cells.dtype != pl.Categorical:
        value, named = numbers.money(cells, sign)
        return value, named.cast(pl.Categorical)
    return (
        distinct.each(cells, lambda texts: numbers.parse(texts, sign)),
        distinct.each(cells, lambda texts: numbers.currency(texts).cast(pl.Categorical)),
    )


def _first_of(cells: pl.DataFrame, *fields: str) -> pl.Series | pl.Expr:
    """The first of these fields that a row has filled in."""
    found: pl.Series | None = None
    for field in fields:
        if field in cells.columns and (found is None or found.has_nulls()):
            if found is not None and found.dtype != cells[field].dtype:
                found = found.cast(pl.String).fill_null(cells[field].cast(pl.String))
            else:
                found = cells[field] if found is None else found.fill_null(cells[field])
    return pl.lit(None, pl.Categorical) if found is None else found


def _category(text: str) -> pl.Expr:
    return pl.lit(text).cast(pl.Categorical)


def _status(grid: Grid) -> pl.Series | pl.Expr:
    """Open, won, lost or unknown: by a status column, else by won and closed, else by the stage.

    Stages are named by each firm itself, so a stage nobody knows stays unknown.
    """
    profile, cells = grid.match.profile, grid.cells
    plain = generic("deals")

    def meanings(field: str) -> pl.Series:
        def mean(texts: pl.Series) -> pl.Series:
            known = {
                text: profile.meaning("status", text) or plain.meaning("status", text)
                for text in distinct.texts(texts)
            }
            found = texts.replace_strict(known, default=None, return_dtype=pl.String)
            return found.cast(pl.Categorical)

        return distinct.each(cells[field], mean)

    def truths(field: str) -> pl.Series | pl.Expr:
        def true(texts: pl.Series) -> pl.Series:
            known = {text: truth(text) for text in distinct.texts(texts)}
            return texts.replace_strict(known, default=None, return_dtype=pl.Boolean)

        return distinct.each(cells[field], true) if field in cells.columns else pl.lit(None, pl.Boolean)

    if "status" in cells.columns and not (told := meanings("status")).has_nulls():
        return told
    read = cells.select("row").with_columns(
        (meanings(field) if field in cells.columns else pl.lit(None, pl.Categorical)).alias(field)
        for field in ("status", "stage")
    )
    read = read.with_columns(won=truths("won"), shut=truths("shut"))
    flags = (
        pl.when(pl.col("won"))
        .then(_category("won"))
        .when(pl.col("shut") & ~pl.col("won"))
        .then(_category("lost"))
        .when(~pl.col("shut"))
        .then(_category("open"))
    )
    return read.select(pl.coalesce("status", flags, "stage", _category("unknown")).alias("status"))["status"]


def without_known(deals: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The deals that are not among those known already: the same key, and not created on another day.

    Two programs may both number their deals from one; the day a deal was made tells them apart.
    """
    numbered = deals.select("deal", "created").with_row_index("~place")
    both = numbered.join(known.select("deal", pl.col("created").alias("~known")), on="deal")
    copies = both.filter((pl.col("created") == pl.col("~known")).fill_null(True))["~place"]
    return deals.filter(~pl.int_range(pl.len(), dtype=pl.get_index_type()).is_in(copies.implode()))


def _refuse(frame: pl.DataFrame, cells: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    reasons = {
        "created": say("Its creation date can't be read. Write it like the other dates of that column."),
        "closed": say("Its close date can't be read. Write it like the other dates of that column."),
    }
    bad: pl.Series | None = None
    for field, reason in reasons.items():
        if field not in cells.columns:
            continue
        wrong = cells[field].is_not_null() & frame[field].is_null()
        if wrong.any():
            wrong = wrong if bad is None else wrong & ~bad
            findings.refuse_rows(frame.filter(wrong)["row"].to_list(), reason)
            bad = wrong if bad is None else bad | wrong
    return frame if bad is None else frame.filter(~bad)


def _say_valueless(frame: pl.DataFrame, cells: pl.DataFrame, grid: Grid, findings: Findings) -> None:
    if "value" not in cells.columns or not frame["value"].has_nulls():
        return
    odd = cells.filter(
        cells["value"].is_not_null()
        & cells["row"].is_in(frame.filter(pl.col("value").is_null())["row"].implode())
    )
    if odd.height:
        findings.notes.append(
            say_n(
                "In ‘{column}’ {n:number} cell is no number that can be read (‘{example}’, row {rows}); that deal "
                "counts, without a value.",
                "In ‘{column}’ {n:number} cells are no numbers that can be read (‘{example}’, rows {rows}); those "
                "deals count, without a value.",
                odd.height,
                column=grid.match.shown("value"),
                example=str(odd["value"][0]),
                rows=shown(odd["row"].head(20).to_list()),
            )
        )


def _remark(deals: pl.DataFrame, findings: Findings) -> None:
    unknown = int((deals["status"] == "unknown").sum())
    if unknown:
        findings.notes.append(
            say_n(
                "{n:number} deal is in a stage that does not say open, won or lost; it counts as unknown.",
                "{n:number} deals are in a stage that does not say open, won or lost; they count as unknown.",
                unknown,
            )
        )
    if distinct.texts(deals["currency"]).len() > 1:
        findings.notes.append(say("There are several currencies in this table; values are not added up."))
