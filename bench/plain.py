"""The plain ways to the same results: what anybody would write first, with the usual libraries."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
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


def deals(path: Path, team: tuple[str, ...], first: date, last: date) -> dict[str, Any]:
    """The measures of a table of deals, by pandas: its own reader and types, dates parsed, grouped."""
    import pandas as pd

    table = pd.read_csv(path)
    table["Created"] = pd.to_datetime(table["Created"])
    table["Closed"] = pd.to_datetime(table["Closed"])
    ours = table[table["Owner"].isin(team)]
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    closed = ours[ours["Status"].isin(["Won", "Lost"]) & ours["Closed"].between(start, end)]
    months = closed.groupby([closed["Closed"].dt.to_period("M"), "Status"]).size()
    waiting = ours[ours["Status"] == "Open"]
    segments = waiting.groupby("Segment").agg(number=("Amount", "size"), value=("Amount", "sum"))
    new = ours[ours["Created"].between(start, end)]
    sources = new.groupby("Source").size()
    return {
        "won": int((closed["Status"] == "Won").sum()),
        "closed": len(closed),
        "months": {f"{month} {status}": int(n) for (month, status), n in months.items()},
        "segments": {
            str(name): [int(row["number"]), float(row["value"])] for name, row in segments.iterrows()
        },
        "sources": {str(name): int(n) for name, n in sources.items()},
    }


def _moment(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        return _midnight(value)
    return value.replace(tzinfo=ZONE) if value.tzinfo is None else value.astimezone(ZONE)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
