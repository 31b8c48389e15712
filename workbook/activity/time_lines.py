"""The times of one event in one form, before the library parses them.

Programs write some times of an event without a zone though its start names one, and some times of a series
of days as moments in UTC. RFC 5545 (3.3.10, 3.8.2.2, 3.8.5) wants one form throughout, and so does the
library: icalendar 7.3.0 takes each value by itself, and recurring-ical-events 3.8.2 drops what does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

UTC_NAME: Final = "UTC"
_VALUE: Final = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_UNTIL: Final = re.compile(r"(UNTIL=)([0-9TZ]+)", re.IGNORECASE)
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_LAST_MINUTE: Final = time(23, 59)
_END_OF_DAY: Final = "235959"


@dataclass(frozen=True, slots=True)
class Begin:
    """How a series or an event begins: what the other times are brought to.

    `zone` is the zone its times are written in, `UTC` for those in UTC; `clock` the one that tells which day
    they are on, and `at` the time of day by it as six digits, empty where it begins with a day. `home` tells
    which day a midnight in UTC stands for in a series of days. `named` is whether the event says its zone.
    """

    zone: str
    at: str
    clock: tzinfo
    home: tzinfo
    named: bool = True

    def put_right(self, name: str, value: str, zone: str | None) -> tuple[str, str]:
        """One value of a property, with its parameters: a day as a day, a moment with its zone. `zone` is the
        one it names. What is no date or time is left as it stands, to be refused by the library."""
        found = _VALUE.fullmatch(value)
        if found is None:
            bare = _VALUE.fullmatch(value.partition("/")[0])
            local = bare is not None and bare.group(2) and not bare.group(3)
            return _with_zone(value, zone or self.zone) if local else ("", value)
        day, at, utc = found.groups()
        if not self.at:
            if at is None:
                return ";VALUE=DATE", day
            moment = _moment(day, at, UTC if utc or zone == UTC_NAME else None)
            return ("", value) if moment is None else (";VALUE=DATE", f"{self._as_day(name, moment):%Y%m%d}")
        if at is None:
            if name in ("RECURRENCE-ID", "RDATE"):
                return self._on(day)
            return ";VALUE=DATE", day
        return ("", value) if utc else _with_zone(value, zone or self.zone)

    def rule(self, line: str) -> tuple[str, bool]:
        """A rule whose UNTIL is of the form its start asks for, and whether that had to be told by its
        clock. A bare day is included, as people read it: RFC 5545 (3.3.10) allows none there."""
        found = _UNTIL.search(line)
        value = _VALUE.fullmatch(found.group(2).upper()) if found else None
        if found is None or value is None:
            return line, False
        day, at, utc = value.groups()
        if not self.at:
            moment = _moment(day, at or "000000", UTC if utc else None)
            if at is None or moment is None:
                return line, False
            until = f"{self._until_day(moment):%Y%m%d}"
        elif utc or (at and self.zone == UTC_NAME):
            until = f"{day}T{at}Z"
        else:
            until = _in_utc(day, at or _END_OF_DAY, self.clock) or f"{day}T{_END_OF_DAY}Z"
        told = bool(self.at) and not utc and (at is None or self.named)
        return f"{line[: found.start(2)]}{until}{line[found.end(2) :]}", told

    def instance(self, value: str, clock: tzinfo | None) -> str:
        """The same text for the same instance, of a value that was put right: the moment in UTC, or the day.
        `clock` is the zone the value names."""
        found = _VALUE.fullmatch(value)
        if found is None or found.group(2) is None or found.group(3):
            return value
        return _in_utc(found.group(1), found.group(2), clock or UTC) or value

    def _on(self, day: str) -> tuple[str, str]:
        """A day of a series of moments: the moment at which it takes place on it."""
        if self.zone != UTC_NAME:
            return _with_zone(f"{day}T{self.at}", self.zone)
        return "", _in_utc(day, self.at, self.clock) or f"{day}T{self.at}Z"

    def _as_day(self, name: str, moment: datetime) -> date:
        """The day that a moment stands for in a series of days: an end is exclusive; another one in UTC may
        be an hour off, where a program forgot the change to summer time."""
        if moment.time() == time():
            return moment.date()
        local = moment.astimezone(self.home) if moment.tzinfo else moment
        if name == "DTEND":
            return local.date() + (timedelta() if local.time() == time() else _DAY)
        return (local + _HOUR).date() if moment.tzinfo else moment.date()

    def _until_day(self, moment: datetime) -> date:
        """The last day that begins no later than a moment; the end of a day in UTC is that of the day."""
        local = moment.astimezone(self.home) if moment.tzinfo else moment
        if local.time() == time() or local.time() >= _LAST_MINUTE:
            return local.date()
        if moment.time() == time() or moment.time() >= _LAST_MINUTE:
            return moment.date()
        return local.date()


def keeps_to_utc(start: str, others: Iterable[str], zone: tzinfo) -> bool:
    """Whether a series that starts in UTC repeats by UTC though its calendar has a zone: its exceptions, or
    its end, are at its time of day in UTC beyond a change of the clocks there, and none is at its local time.

    Google writes a calendar's zone for such series to repeat by; other programs write one and mean UTC.
    """
    first = _utc(start)
    if first is None:
        return False
    says_utc = False
    for other in others:
        moment = _utc(other)
        if moment is None:
            continue
        local, begun = moment.astimezone(zone), first.astimezone(zone)
        if local.utcoffset() == begun.utcoffset():
            continue
        if local.time() == begun.time():
            return False
        says_utc = says_utc or moment.time() == first.time()
    return says_utc


def in_zone(value: str, clock: tzinfo) -> str:
    """The time of day, as six digits, of a moment in UTC by a clock; empty where it is no moment in UTC."""
    moment = _utc(value)
    return f"{moment.astimezone(clock):%H%M%S}" if moment else ""


def _in_utc(day: str, at: str, clock: tzinfo) -> str:
    """A time by a clock as a moment in UTC; empty where there is none."""
    moment = _moment(day, at, clock)
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if moment else ""


def _utc(value: str) -> datetime | None:
    found = _VALUE.fullmatch(value)
    if found is None or not found.group(3):
        return None
    return _moment(found.group(1), found.group(2), UTC)


def until_of(rule: str) -> str:
    """The UNTIL of a rule, empty without one."""
    found = _UNTIL.search(rule)
    return found.group(2).upper() if found else ""


def _with_zone(value: str, zone: str) -> tuple[str, str]:
    if zone == UTC_NAME and "/" not in value:
        return "", f"{value}Z"
    return f";TZID={zone}", value


def _moment(day: str, at: str, zone: tzinfo | None) -> datetime | None:
    """None for what is no moment, and in the first and the last year, where other clocks may have no such day:
    programs write 99991231T235959Z for an end that never comes."""
    try:
        moment = datetime.strptime(f"{day}{at}", "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        return None
    return moment if MINYEAR < moment.year < MAXYEAR else None
