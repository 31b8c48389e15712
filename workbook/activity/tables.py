"""Tables, CSV or spreadsheet, read by the profile their header belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from workbook.activity import agenda, dates, deals, limits, numbers
from workbook.activity.customs import ask_owner, remark, tables_zone
from workbook.activity.delimited import read_delimited
from workbook.activity.findings import Findings, unreadable
from workbook.activity.grid import Grid
from workbook.activity.limits import UnreadableError
from workbook.activity.ownership import WAITING
from workbook.activity.recognise import recogniser
from workbook.activity.records import Activity, Decisions, Reading, Undecided
from workbook.activity.span import Window
from workbook.activity.spreadsheets import is_spreadsheet, open_spreadsheet
from workbook.activity.stored import Stored
from workbook.activity.weeding import weed
from workbook.words import Text, say

DEAL_SCHEMA: Final = deals.DEAL_SCHEMA
DEAL_COLUMNS: Final = deals.DEAL_COLUMNS
_DATE_FIELDS: Final = ("start", "end", "start_date", "end_date", "created", "closed", "won_on", "lost_on")


Table = tuple[list[Activity], pl.DataFrame | None, Reading]
"""The activities or the deals of a table, and the report."""


def read_tables(
    name: str,
    data: Stored,
    window: Window | None = None,
    decisions: Decisions | None = None,
    *,
    today: date,
) -> Iterator[Table]:
    """The activities or the deals of each table in a file, and the report: a workbook has one a sheet.

    Deals come as a frame with `DEAL_SCHEMA`, whatever the window: an open deal belongs to no period.
    The rows of colleagues are among them: `workbook.activity.ownership` takes them out. Never raises for what is
    in the file. What the file leaves open (the order of day and month, the
    decimal sign) is asked for through `Undecided`, and until then none of its rows are read.
    """
    decisions = decisions or Decisions()
    recognise = recogniser(decisions)
    try:
        if not is_spreadsheet(data[:8]):
            findings = Findings(name, say("Table"))
            yield _read(read_delimited(data, findings, recognise), findings, window, decisions, today)
            return
        if len(data) > limits.BYTES:
            raise UnreadableError(limits.too_large(len(data)))
        opened = open_spreadsheet(data[:], recognise, decisions.sheets(name))
    except UnreadableError as problem:
        yield [], None, unreadable(name, problem.reason, problem.mappable)
        return
    for number, table in enumerate(opened.tables):
        findings = Findings(f"{name}/{table.sheet}" if number else name, say("Table"))
        try:
            read = _read(opened.grid(table, findings), findings, window, decisions, today)
        except UnreadableError as problem:
            read = [], None, unreadable(findings.file, problem.reason, problem.mappable)
        activities, deals, reading = read
        reading = replace(reading, sheet=table.sheet)
        if not number:
            left = tuple(one.sheet for one in opened.left)
            reading = replace(reading, notes=(*reading.notes, *opened.notes()), sheets_left=left)
        yield activities, deals, reading


def read_table(
    name: str,
    data: Stored,
    window: Window | None = None,
    decisions: Decisions | None = None,
    *,
    today: date,
) -> Table:
    """The first table of a file, as `read_tables` gives it."""
    return next(read_tables(name, data, window, decisions, today=today))


def _read(grid: Grid, findings: Findings, window: Window | None, decisions: Decisions, today: date) -> Table:
    findings.format = _format(grid)
    findings.mappable = not grid.match.profile.telltale and not grid.match.profile.positions
    if not grid.cells.height and not findings.refused:
        findings.notes.append(
            say("There are no rows below the column names. Export it again, with its rows.")
        )
    grid = weed(grid, findings)
    orders = _orders(grid, findings, decisions)
    signs = _signs(grid, findings, decisions)
    zone = tables_zone(grid, findings, decisions)
    ask_owner(grid, findings)
    remark(grid, findings)
    if any(not question.assumed and question.key != "owner" for question in findings.undecided):
        findings.leave_out(WAITING, grid.cells.height)
        return [], None, findings.reading(0, None, None)
    if grid.match.profile.kind == "deals":
        findings.deals = True
        several = decisions.get(findings.file, "rows")
        frame = deals.read(grid, findings, orders, signs, decisions.zone, several)
        days = _deal_days(frame, today)
        findings.count_weeks(days)
        return [], frame, findings.reading(frame.height, min(days, default=None), max(days, default=None))
    if grid.cells.height > limits.EVENTS:
        raise UnreadableError(_too_many(grid.cells.height))
    activities = agenda.read(grid, findings, orders, signs, window, decisions, today, zone)
    return activities, None, findings.reading_of(activities)


def _deal_days(frame: pl.DataFrame, today: date) -> Counter[date]:
    """How many deals were created or closed on each day. A close date still to come is a hope, whatever the
    stage is called, and no day the file tells about."""
    closed = frame["closed"].drop_nulls()
    days: Counter[date] = Counter()
    for told in (frame["created"].drop_nulls(), closed.filter(closed <= today)):
        days.update(dict(told.value_counts().rows()))
    return days


def _too_many(rows: int) -> Text:
    return say(
        "This table has {n:number} appointments; at most {most:number} are read. Export a shorter period.",
        n=rows,
        most=limits.EVENTS,
    )


def _orders(grid: Grid, findings: Findings, decisions: Decisions) -> dict[str, dates.Order]:
    """Day-month or month-day for each column of dates that needs it; asks where nothing tells."""
    columns: dict[str, dates.Evidence] = {
        field: dates.evidence(grid.cells[field]) for field in _DATE_FIELDS if field in grid.cells.columns
    }
    answer = decisions.get(findings.file, "date_order")
    clue, why = _clue(grid)
    orders, undecided = dates.decide(columns, answer, clue)

    def ask(fields: tuple[str, ...], assumed: str) -> None:
        where = ", ".join(grid.match.shown(field) for field in fields)
        cells = dict.fromkeys(cell for field in fields for cell in columns[field].examples)
        findings.undecided.append(
            Undecided(findings.file, "date_order", where, ("dmy", "mdy"), tuple(cells)[:4], assumed)
        )

    if undecided:
        ask(undecided, "")
    elif clue and why and not answer and orders and not any(columns[field].order for field in orders):
        findings.notes.append(why)
        ask(tuple(orders), clue)
    found = [str(orders[field]) for field in columns if field in orders]
    findings.date_order = ", ".join(dict.fromkeys(found)) or ("ymd" if columns and not undecided else "")
    return orders


def _clue(grid: Grid) -> tuple[dates.Order | None, Text | None]:
    """What the rest of the file says about its dates. English alone says nothing: it is written
    day-month in Britain and month-day in America."""
    if grid.match.language not in ("", "en"):
        return "dmy", say("Day and month were told by the language of the columns: day first.")
    if grid.delimiter == ";":
        return "dmy", say("Day and month were told by the semicolon between the cells: day first.")
    for field in numbers.FIELDS:
        if field in grid.cells.columns and numbers.evidence(grid.cells[field]).decimal == ",":
            return "dmy", say("Day and month were told by the decimal comma: day first.")
    return None, None


def _signs(grid: Grid, findings: Findings, decisions: Decisions) -> dict[str, numbers.Decimal]:
    """The decimal sign of each column of numbers that has one; asks where a column can be read two
    ways."""
    answer = decisions.get(findings.file, "decimal")
    signs: dict[str, numbers.Decimal] = {}
    for field in numbers.FIELDS:
        if field not in grid.cells.columns:
            continue
        if field in grid.typed:
            signs[field] = "."
            continue
        shown = numbers.evidence(grid.cells[field])
        if not shown.needs_decimal:
            continue
        sign: numbers.Decimal | None = "," if answer == "," else "." if answer == "." else shown.decimal
        if sign is None:
            findings.undecided.append(
                Undecided(findings.file, "decimal", grid.match.shown(field), (",", "."), shown.examples)
            )
        else:
            signs[field] = sign
    findings.decimal = " ".join(dict.fromkeys(signs.values()))
    return signs


def _format(grid: Grid) -> Text:
    profile, language = grid.match.profile, grid.match.language
    if profile.kind == "deals":
        table = (
            say("Table of deals from {product}", product=profile.name)
            if profile.name
            else say("Table of deals")
        )
    else:
        table = (
            say("Calendar table from {product}", product=profile.name)
            if profile.name
            else say("Calendar table")
        )
    if grid.match.by_position:
        return say("{table}, read by the places of its columns", table=table)
    if language == "nl":
        return say("{table}, with Dutch column names", table=table)
    if language == "en":
        return say("{table}, with English column names", table=table)
    return table
