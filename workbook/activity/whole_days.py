"""Whole days: a day is a day, by whatever clock it was written down and by whatever clock it is read.

A file may write a whole day as a date, as midnight to midnight of its own zone, or as those two moments
in UTC. Turned to another clock, midnight is an hour of the evening before, and one day becomes two. So
which days are meant is told by the clock of the file, before anything is turned.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from workbook.activity.records import Activity

DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_MIDNIGHT: Final = time()
_LAST_MINUTE: Final = time(23, 59)
_SHORTEST: Final = DAY - _HOUR - timedelta(minutes=1)
"""The day on which summer time begins, up to its last minute."""

_WHERE_DAYS_BEGIN: Final = ZoneInfo("Europe/Amsterdam")


def midnights(first: date, after: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Midnight at which the first day begins, and midnight at which the last is over, by a clock."""
    return datetime.combine(first, _MIDNIGHT, zone), datetime.combine(after, _MIDNIGHT, zone)


def clock_of(moment: datetime, home: tzinfo, calendar: tzinfo | None = None) -> tzinfo:
    """The clock by which a moment was written down: its own zone; for one in UTC, which is how a program
    writes any zone, that of its calendar, else of where the manager lives."""
    own = moment.tzinfo
    return (calendar or home) if own is None or moment.tzname() == "UTC" else own


def days_spanned(first: datetime, last: datetime, *clocks: tzinfo) -> tuple[date, date] | None:
    """The first of the whole days that two moments span and the day after the last, None where they span
    other hours.

    They are whole days where they run from midnight to midnight, or to the last minute, as they stand or
    by one of the clocks. Moments in UTC that are full days apart (an hour more or less, for the change to summer
    time) are whole days of a zone nobody tells: they begin on the day whose midnight is nearest.
    """
    length = last.astimezone(UTC) - first.astimezone(UTC)
    if length < _SHORTEST:
        return None
    for start, end in (
        (first, last),
        *((first.astimezone(clock), last.astimezone(clock)) for clock in clocks),
    ):
        if start.time() == _MIDNIGHT and (end.time() == _MIDNIGHT or end.time() >= _LAST_MINUTE):
            return start.date(), end.date() + (timedelta() if end.time() == _MIDNIGHT else DAY)
    number = round(length / DAY)
    if first.tzname() != "UTC" or abs(length - number * DAY) > _HOUR:
        return None
    begins = (first + DAY / 2).date()
    return begins, begins + number * DAY


def days_touched(first: datetime, last: datetime, clock: tzinfo) -> tuple[date, date]:
    """The first of the days that two moments touch by a clock, and the day after the last."""
    start, end = first.astimezone(clock), last.astimezone(clock)
    after = end.date() + (timedelta() if end.time() == _MIDNIGHT and end > start else DAY)
    return start.date(), after


def by_clock(activity: Activity, zone: ZoneInfo) -> Activity:
    """An activity by the clock of a zone: its moments are turned to it, whole days stay the days they are."""
    if activity.start.tzinfo is zone and activity.end.tzinfo is zone:
        return activity
    if activity.all_day:
        start, end = midnights(activity.start.date(), activity.end.date(), zone)
    else:
        start, end = activity.start.astimezone(zone), activity.end.astimezone(zone)
    return replace(activity, start=start, end=end)


def identifying(moment: datetime, all_day: bool) -> str:
    """What an id is made of: the moment in UTC. Whole days are no moments, and give the same wherever
    they are read."""
    # As from one place: ids made when the manager could live nowhere else are kept with corrections.
    if all_day:
        moment = datetime.combine(moment.date(), _MIDNIGHT, _WHERE_DAYS_BEGIN)
    return moment.astimezone(UTC).isoformat()
