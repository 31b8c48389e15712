"""A table of deals, whatever its source, as one frame with fixed columns.

All of it is done a column at a time: there can be a million rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from workbook.activity import dates, numbers
from workbook.activity.findings import Findings
from workbook.activity.grid import Grid
from workbook.activity.profiles import truth
from workbook.activity.recognise import generic
from workbook.words import say, say_n

DEAL_SCHEMA: Final = pl.Schema(
    {
        "deal": pl.String,
        "owner": pl.String,
        "stage": pl.String,
        "status": pl.String,
        "created": pl.Date,
        "closed": pl.Date,
        "value": pl.Float64,
        "currency": pl.String,
        "source": pl.String,
        "campaign": pl.String,
        "segment": pl.String,
    }
)
"""Columns of every table of deals. `status` is open, won, lost or unknown, never null, nor are `deal`,
`owner` and `stage` (empty where the file does not say). `closed` is the day a deal was won or lost;
an open deal has none, for what its file calls a close date is a hope. `value` is in the deal's own
`currency`; values in several currencies may not be added."""

DEAL_COLUMNS: Final = tuple(DEAL_SCHEMA)


def read(
    grid: Grid,
    findings: Findings,
    orders: Mapping[str, dates.Order],
    signs: Mapping[str, numbers.Decimal],
    zone: str = "Europe/Amsterdam",
) -> pl.DataFrame:
    """The deals of a table with `DEAL_SCHEMA`; rows with a date or value that can't be read are
    refused in `findings`. Days are those in `zone`, where the manager lives."""
    cells = grid.cells
    frame = pl.DataFrame({"row": cells["row"]})
    for field in ("created", "closed", "won_on", "lost_on"):
        if field in cells.columns:
            day = _day(cells[field], orders.get(field), grid.match.profile.zone, zone)
            frame = frame.with_columns(day.alias(field))
        elif field in ("created", "closed"):
            frame = frame.with_columns(pl.lit(None, pl.Date).alias(field))
    value = _text(cells, "value")
    amount = numbers.parse(value, signs.get("value"))
    if "expected" in cells.columns:
        amount = amount.fill_null(numbers.parse(cells["expected"], signs.get("expected")))
    frame = frame.with_columns(
        amount.alias("value"),
        _text(cells, "currency").str.to_uppercase().fill_null(numbers.currency(value)).alias("currency"),
        _text(cells, "deal").fill_null(_text(cells, "title")).alias("deal"),
        _status(grid).alias("status"),
        _text(cells, "stage").fill_null(_text(cells, "status")).alias("stage"),
        *(_text(cells, field).alias(field) for field in ("owner", "source", "campaign", "segment")),
    )
    frame = _refuse(frame, cells, findings)
    for field, status in (("won_on", "won"), ("lost_on", "lost")):
        if field in frame.columns:
            told = pl.when(pl.col("status") == status).then(pl.col(field))
            frame = frame.with_columns(told.fill_null(pl.col("closed")).alias("closed"))
    frame = frame.with_columns(
        pl.when(pl.col("status") != "open").then(pl.col("closed")).alias("closed"),
        pl.col("owner", "stage").fill_null(""),
    )
    if frame["deal"].has_nulls():
        number = pl.lit(f"{findings.file} ") + pl.col("row").cast(pl.String)
        frame = frame.with_columns(pl.col("deal").fill_null(number))
    deals = frame.select(pl.col(name).cast(kind) for name, kind in DEAL_SCHEMA.items())
    if deals["deal"].n_unique() < deals.height:
        copies = deals.height
        deals = deals.unique(maintain_order=True, keep="first")
        findings.leave_out(say("the same row twice in this file"), copies - deals.height)
    _remark(deals, findings)
    return deals


def _day(cells: pl.Series, order: dates.Order | None, written_in: str, zone: str) -> pl.Series:
    """The days of a column; a time in another zone is turned to the day it was in `zone`, and a day at
    midnight stays that day."""
    read = dates.parse(cells, order)
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


def _text(cells: pl.DataFrame, field: str) -> pl.Series:
    if field in cells.columns:
        return cells[field]
    return pl.Series(field, [None], dtype=pl.String).new_from_index(0, cells.height)


def _status(grid: Grid) -> pl.Series:
    """Open, won, lost or unknown: by a status column, else by won and closed, else by the stage.

    Stages are named by each firm itself, so a stage nobody knows stays unknown.
    """
    profile, cells = grid.match.profile, grid.cells
    plain = generic("deals")

    def meanings(field: str) -> pl.Series:
        texts = _text(cells, field)
        known = {
            text: profile.meaning("status", text) or plain.meaning("status", text)
            for text in texts.drop_nulls().unique()
        }
        return texts.replace_strict(known, default=None, return_dtype=pl.String)

    def truths(field: str) -> pl.Series:
        texts = _text(cells, field)
        known = {text: truth(text) for text in texts.drop_nulls().unique()}
        return texts.replace_strict(known, default=None, return_dtype=pl.Boolean)

    read = pl.DataFrame(
        {
            "status": meanings("status"),
            "stage": meanings("stage"),
            "won": truths("won"),
            "shut": truths("shut"),
        }
    )
    flags = (
        pl.when(pl.col("won"))
        .then(pl.lit("won"))
        .when(pl.col("shut") & ~pl.col("won"))
        .then(pl.lit("lost"))
        .when(~pl.col("shut"))
        .then(pl.lit("open"))
    )
    return read.select(pl.coalesce("status", flags, "stage", pl.lit("unknown")).alias("status"))["status"]


def _refuse(frame: pl.DataFrame, cells: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    reasons = {
        "created": say("Its creation date can't be read. Write it like the other dates of that column."),
        "closed": say("Its close date can't be read. Write it like the other dates of that column."),
        "value": say("Its value is no number that can be read. Write it like the others of that column."),
    }
    bad = pl.Series("bad", [False], dtype=pl.Boolean).new_from_index(0, frame.height)
    for field, reason in reasons.items():
        if field in cells.columns:
            wrong = cells[field].is_not_null() & frame[field].is_null() & ~bad
            findings.refuse_rows(frame.filter(wrong)["row"].to_list(), reason)
            bad = bad | wrong
    return frame.filter(~bad) if bad.any() else frame


def _remark(deals: pl.DataFrame, findings: Findings) -> None:
    unknown = deals.filter(pl.col("status") == "unknown").height
    if unknown:
        findings.notes.append(
            say_n(
                "{n:number} deal is in a stage that does not say open, won or lost; it counts as unknown.",
                "{n:number} deals are in a stage that does not say open, won or lost; they count as unknown.",
                unknown,
            )
        )
    if deals["currency"].drop_nulls().n_unique() > 1:
        findings.notes.append(say("There are several currencies in this table; values are not added up."))
