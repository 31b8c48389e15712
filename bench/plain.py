"""The plain ways to the same results: what anybody would write first, with the usual libraries."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")

Event = tuple[datetime, datetime, str]
"""Start, end and title."""


def events(data: bytes, first: date, last: date) -> Counter[Event]:
    """The events of a calendar that touch a period, by icalendar and recurring-ical-events: the whole
    file is parsed, and all of it is asked for the period."""
    import icalendar
    import recurring_ical_events

    start, end = _midnight(first), _midnight(last + timedelta(days=1))
    found: Counter[Event] = Counter()
    for calendar in icalendar.Calendar.from_ical(data, multiple=True):
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        for event in query.between(start, end):
            if event.get("STATUS") == "CANCELLED":
                continue
            begins = _moment(event["DTSTART"].dt)
            ends = _moment(event["DTEND"].dt) if "DTEND" in event else begins
            if begins < end and (ends > start or begins >= start):
                found[begins, ends, str(event.get("SUMMARY", ""))] += 1
    return found


SOURCES: Final = {"Web": "marketing", "Event": "marketing", "Phone": "other", "Sales": "other"}
"""Where the deals of each source come from, as somebody who knows the file would write it down."""


def deals(
    source: Path | BytesIO, team: tuple[str, ...], first: date, last: date, *, once: bool
) -> dict[str, Any]:
    """The three measures of a table of deals, with their parts, by pandas: its own reader and types, both
    dates parsed, the team's rows taken, grouped. `once` drops rows that are in the file twice, as the
    workbook does."""
    import pandas as pd

    table = pd.read_csv(source)
    if once:
        table = table.drop_duplicates()
    table["Created"] = pd.to_datetime(table["Created"])
    table["Closed"] = pd.to_datetime(table["Closed"])
    ours = table[table["Owner"].isin(team)]
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    new = ours[ours["Created"].between(start, end)]
    closed = ours[ours["Status"].isin(["Won", "Lost"]) & ours["Closed"].between(start, end)]
    weeks = pd.concat([new["Created"], closed["Closed"]]).dt.to_period("W").nunique()

    waiting = ours[ours["Status"] == "Open"]
    segments = waiting.groupby("Segment").agg(number=("Amount", "size"), value=("Amount", "sum"))
    segments["new"] = new.groupby("Segment").size()
    known = int(segments["number"].sum())

    won = closed["Status"] == "Won"
    months = pd.crosstab(closed["Closed"].dt.strftime("%Y-%m"), closed["Status"])

    placed = new["Source"].map(SOURCES).fillna("unclear").where(new["Source"].notna(), "missing")
    origins = placed.value_counts().to_dict()
    told = origins["marketing"] + origins["other"]
    return {
        "plan.pipeline": [
            *(known, known, len(waiting) - known, weeks),
            {f"segment:{name}": [float(part) for part in row] for name, *row in segments.itertuples()},
        ],
        "plan.won": [
            *(int(won.sum()), len(closed), 0, weeks),
            {str(month): [int(row["Won"]), int(row["Lost"]), 0] for month, row in months.iterrows()},
        ],
        "marketing.sourced": [
            *(origins["marketing"], told, len(new) - told, weeks),
            {str(name): [int(times)] for name, times in origins.items()},
        ],
    }


def _moment(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        return _midnight(value)
    return value.replace(tzinfo=ZONE) if value.tzinfo is None else value.astimezone(ZONE)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
