"""Files of any kind turned into activities and deals, each with a report of how it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from workbook.activity import limits
from workbook.activity.findings import unreadable
from workbook.activity.records import Activity, Decisions, Reading
from workbook.activity.span import Window
from workbook.words import Text, say

if TYPE_CHECKING:
    import polars as pl

_COPY: Final = say("also in a file loaded before")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was dropped: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything read from one or more files; one reading a file, in their order.

    `deals` has the columns of `workbook.activity.tables.DEAL_SCHEMA`, and is None where no file held
    deals.
    """

    activities: tuple[Activity, ...] = ()
    deals: pl.DataFrame | None = None
    readings: tuple[Reading, ...] = ()


def read_files(
    files: Iterable[File],
    *,
    own: frozenset[str] = frozenset(),
    window: Window | None = None,
    decisions: Decisions | None = None,
    today: date | None = None,
) -> Loaded:
    """Read files, whatever they turn out to be, each on its own.

    Never raises for what is in a file: one that can't be read has a reading that says why. What two
    files both hold is counted once, and the reading of the second says so. Without a window each file
    gives its own last 400 days, not beyond `today`.
    """
    decisions = decisions or Decisions()
    activities: list[Activity] = []
    frames: list[pl.DataFrame] = []
    readings: list[Reading] = []
    seen = _Seen()
    for file in files:
        try:
            found, deals, reading = _read(file, own, window, decisions, today)
        except Exception:
            found, deals = [], None
            reading = unreadable(
                file.name,
                say(
                    "This file can't be read, and it is not clear why. Export it again, or as another format."
                ),
            )
        fresh = seen.fresh(found)
        reading = _with_copies(reading, found, fresh)
        if deals is not None:
            new = _fresh_deals(deals, frames)
            if new.height < deals.height:
                reading = _copies(reading, deals.height - new.height, reading.first, reading.last)
            frames.append(new)
        activities.extend(fresh)
        readings.append(reading)
    activities.sort(key=lambda activity: (activity.start, activity.source, activity.row))
    return Loaded(tuple(activities), _together(frames), tuple(readings))


def _read(
    file: File, own: frozenset[str], window: Window | None, decisions: Decisions, today: date | None
) -> tuple[list[Activity], pl.DataFrame | None, Reading]:
    from workbook.activity.contents import looks_like_calendar

    if len(file.data) > limits.BYTES:
        return [], None, unreadable(file.name, _too_large(len(file.data)))
    if not re.search(rb"\S", file.data):
        return (
            [],
            None,
            unreadable(
                file.name, say("This file is empty. Export it again, and look inside before you load it.")
            ),
        )
    if looks_like_calendar(file.data):
        from workbook.activity.calendars import read_calendar

        found, reading = read_calendar(file.name, file.data, own, window, decisions, today)
        return found, None, reading
    from workbook.activity.tables import read_table

    return read_table(file.name, file.data, own, window, decisions, today)


def _too_large(size: int) -> Text:
    return say(
        "This file is {size:number} MB; at most {most:number} MB is read. Export a shorter period.",
        size=round(size / 1024**2),
        most=limits.BYTES // 1024**2,
    )


class _Seen:
    """What earlier files held: by id, which is the event and its start, and by times and title."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._titles: set[tuple[datetime, datetime, str]] = set()

    def fresh(self, found: list[Activity]) -> list[Activity]:
        """Those of one file that no earlier file holds; within a file none is compared."""
        from workbook.activity.event_titles import fold

        keys = [(one, (one.start, one.end, fold(one.subject))) for one in found]
        fresh = [one for one, key in keys if one.id not in self._ids and key not in self._titles]
        self._ids.update(one.id for one in found)
        self._titles.update(key for _, key in keys)
        return fresh


def _with_copies(reading: Reading, found: list[Activity], fresh: list[Activity]) -> Reading:
    if len(found) == len(fresh):
        return reading
    days = [one.start.date() for one in fresh]
    return _copies(reading, len(found) - len(fresh), min(days, default=None), max(days, default=None))


def _copies(reading: Reading, copies: int, first: date | None, last: date | None) -> Reading:
    return replace(
        reading,
        read=reading.read - copies,
        first=first,
        last=last,
        left_out=(*reading.left_out, (_COPY, copies)),
    )


def _fresh_deals(deals: pl.DataFrame, before: list[pl.DataFrame]) -> pl.DataFrame:
    """Deals that no earlier file holds, by their key; a later file does not replace an earlier one."""
    if not before:
        return deals
    import polars as pl

    return deals.join(pl.concat([frame.select("deal") for frame in before]), on="deal", how="anti")


def _together(frames: list[pl.DataFrame]) -> pl.DataFrame | None:
    if not frames:
        return None
    import polars as pl

    return pl.concat(frames)
