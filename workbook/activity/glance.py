"""What a glance at an event tells about its dates, before anything is parsed.

Most events of a calendar can't touch the period asked about: with a glance they need not be parsed,
nor their repetitions followed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from workbook.activity.contents import RawEvent
from workbook.activity.span import Span

_DAY: Final = timedelta(days=1)
_RAW_DATE: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$")


def far_outside(raw: RawEvent, span: Span) -> bool:
    """Whether its dates show that an event can't touch the period in any zone, nor any time it
    repeats. Of an event whose dates are odd it is never said: it must be read to be refused."""
    start, end = raw_day(raw.value("DTSTART")), raw_day(raw.value("DTEND"))
    if start is None or "DURATION" in raw.lines or ("DTEND" in raw.lines and end is None):
        return False
    if end is not None and raw.value("DTEND") < raw.value("DTSTART"):
        return False
    if start > span.last + 2 * _DAY:
        return True
    gap = span.first - (end or start)
    if "RRULE" in raw.lines:
        if len(raw.lines["RRULE"]) > 1:
            return False
        until = re.search(r"UNTIL=(\d{8})", raw.value("RRULE").upper())
        ended = raw_day(until.group(1)) if until else None
        gap = span.first - ended - ((end or start) - start) if ended else timedelta()
    return gap > 2 * _DAY


def near(events: list[RawEvent], span: Span) -> list[RawEvent]:
    """Of one series what matters to the period: not its changed instances that were and are far from it.

    Without them the series takes place on days that are far from the period too, as its changes say
    nothing about later ones (`RANGE`). Where anything is odd all of them are kept.
    """
    if any("RANGE=" in line.upper() for event in events for line in event.lines.get("RECURRENCE-ID", ())):
        return events
    length = max((_length(event) for event in events if "RECURRENCE-ID" not in event.lines), default=None)
    return [event for event in events if length is None or not _elsewhere(event, span, length)]


def _elsewhere(instance: RawEvent, span: Span, length: timedelta) -> bool:
    was = raw_day(instance.value("RECURRENCE-ID"))
    if was is None or any(name in instance.lines for name in ("RRULE", "RDATE", "DURATION")):
        return False
    after, before = was - span.last, span.first - was
    return (after > 2 * _DAY or before - length > 2 * _DAY) and far_outside(instance, span)


def _length(event: RawEvent) -> timedelta:
    """How many days an event may take at most, as far as a glance tells; a year where it doesn't."""
    start, end = raw_day(event.value("DTSTART")), raw_day(event.value("DTEND"))
    if start is None or "DURATION" in event.lines or ("DTEND" in event.lines and end is None):
        return timedelta(days=366)
    return max(timedelta(), (end or start) - start)


def raw_day(value: str) -> date | None:
    """The day of a date or time as it stands in the file, None where it is neither."""
    found = _RAW_DATE.match(value)
    if found is None:
        return None
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None
