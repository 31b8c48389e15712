"""The plain ways to the same results: what anybody would write first, with the usual libraries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody who knows a file of deals writes down before reading it: how it is written, what its
    columns are called, and what its words mean. `used` are the columns that are looked at."""

    how: Mapping[str, Any]
    dates: str
    names: Mapping[str, str]
    statuses: Mapping[str, str]
    sources: Mapping[str, str]

    @property
    def used(self) -> list[str]:
        return list(self.names.values())


LEAN: Final = Known(
    how={},
    dates="%Y-%m-%d",
    names={
        "deal": "Deal ID", "owner": "Owner", "status": "Status", "created": "Created", "closed": "Closed",
        "value": "Amount", "segment": "Segment", "source": "Source",
    },
    statuses={"Open": "open", "Won": "won", "Lost": "lost"},
    sources={"Web": "marketing", "Event": "marketing", "Phone": "other", "Sales": "other"},
)  # fmt: skip
EXPORT: Final = Known(
    how={"sep": ";", "decimal": ",", "encoding": "cp1252"},
    dates="%d-%m-%Y %H:%M",
    names={
        "deal": "Record ID", "owner": "Deal owner", "status": "Deal Stage", "created": "Create Date",
        "closed": "Close Date", "value": "Amount", "currency": "Currency", "segment": "Industry",
        "source": "Original Traffic Source", "campaign": "Campaign",
    },
    statuses={
        "Contract sent": "open", "Presentation scheduled": "open", "Closed won": "won", "Closed lost": "lost",
    },
    sources={"Organic search": "marketing", "Paid search": "marketing", "Referrals": "other"},
)  # fmt: skip


def deals(
    path: Path, known: Known, team: tuple[str, ...], first: date, last: date, *, once: bool, few: bool
) -> dict[str, Any]:
    """The three measures of a table of deals, with their parts, by pandas: its own reader and types, told
    how the file is written, both dates parsed, the team's rows taken, grouped. `once` drops rows that are
    in the file twice, as the workbook does; `few` reads only the columns that are used."""
    import pandas as pd

    table = pd.read_csv(path, usecols=known.used if few else None, **known.how)
    if once:
        table = table.drop_duplicates()
    table = table.rename(columns={name: field for field, name in known.names.items()})
    for day in ("created", "closed"):
        table[day] = pd.to_datetime(table[day], format=known.dates).dt.normalize()
    ours = table[table["owner"].isin(team)]
    status = ours["status"].map(known.statuses)
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    new = ours[ours["created"].between(start, end)]
    done = status.isin(["won", "lost"]) & ours["closed"].between(start, end)
    closed, outcome = ours[done], status[done]
    weeks = pd.concat([new["created"], closed["closed"]]).dt.to_period("W").nunique()

    waiting = ours[status == "open"]
    segments = waiting.groupby("segment").agg(number=("value", "size"), value=("value", "sum"))
    segments["new"] = new.groupby("segment").size()
    told = int(segments["number"].sum())

    won = outcome == "won"
    months = pd.crosstab(closed["closed"].dt.strftime("%Y-%m"), outcome)

    placed = new["source"].map(known.sources).fillna("unclear").where(new["source"].notna(), "missing")
    if "campaign" in new:
        placed = placed.where(new["campaign"].isna(), "marketing")
    origins = placed.value_counts().to_dict()
    of = origins["marketing"] + origins["other"]
    return {
        "plan.pipeline": [
            *(told, told, len(waiting) - told, weeks),
            {
                f"segment:{name}": [round(float(part), 2) for part in row]
                for name, *row in segments.itertuples()
            },
        ],
        "plan.won": [
            *(int(won.sum()), len(closed), 0, weeks),
            {str(month): [int(row["won"]), int(row["lost"]), 0] for month, row in months.iterrows()},
        ],
        "marketing.sourced": [
            *(origins["marketing"], of, len(new) - of, weeks),
            {str(name): [int(times)] for name, times in origins.items()},
        ],
    }


def _moment(value: date | datetime) -> datetime:
    if not isinstance(value, datetime):
        return _midnight(value)
    return value.replace(tzinfo=ZONE) if value.tzinfo is None else value.astimezone(ZONE)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
