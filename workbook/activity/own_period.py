"""Which days a calendar is about, as far as a glance tells, for a file that is read without a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from workbook.activity.contents import RawEvent
from workbook.activity.glance import raw_day
from workbook.words import Text, say

_DAY: Final = timedelta(days=1)
_DIGITS: Final = 9
"""Of a number in a rule; a longer one is refused where the rule is read."""
_UNIT_DAYS: Final = {"WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}


@dataclass(frozen=True, slots=True)
class Told:
    """The days that tell what period a file is about, and what to remark on the last of them."""

    days: tuple[date, ...]
    note: Text | None = None


def told_days(raws: list[RawEvent], today: date) -> Told:
    """Days that tell what period a file is about: of starts, of dates that are listed, of ends of repetitions.

    A moment in another zone can be the day after where the manager lives, so that day counts as well.
    What repeats without end is followed up to the day the file was exported, for an export of five years ago
    says nothing about the meetings of last week; up to `today` where the file does not tell that day.
    """
    days: dict[date, bool] = {}
    endless = False
    for raw in raws:
        start = raw_day(raw.value("DTSTART"))
        if start:
            days[start] = days.get(start, False) or _zoned(raw)
        for line in raw.lines.get("RDATE", ()):
            for value in line.rpartition(":")[2].split(","):
                listed = raw_day(value.partition("/")[0].strip())
                if listed:
                    days[listed] = days.get(listed, False) or _zoned(raw)
        if raw.value("RRULE"):
            end, zoned = _rule_end(raw)
            endless = endless or end is None
            if end:
                days[end] = days.get(end, False) or zoned
    if not days:
        return Told(())
    newest = max(days)
    told = [*days, newest + _DAY] if days[newest] and newest < date.max else [*days]
    if not endless or min(days) > today:
        return Told(tuple(told))
    exported = _exported(raws, today)
    last = exported or today
    return Told((*told, last), _note(last, exported is not None) if last > max(told) else None)


def _note(last: date, exported: bool) -> Text:
    if exported:
        return say(
            "What repeats without end is followed up to {day:date}, the day this file was exported.",
            day=last.isoformat(),
        )
    return say(
        "What repeats without end is followed up to today, {day:date}: this file does not tell when it was "
        "exported. Choose a period if it is older.",
        day=last.isoformat(),
    )


def _exported(raws: list[RawEvent], today: date) -> date | None:
    """The day a file was exported, None where it does not tell.

    A stamp tells when an event was last changed or, of a program that says so apart, when it was written
    down (RFC 5545, 3.8.7.2 and 3.8.7.3). It is the latter where one event was changed before its stamp, and
    all have one of the same day.
    """
    stamps = [raw_day(raw.value("DTSTAMP")) for raw in raws]
    known = [day for day in stamps if day is not None and day <= today]
    if len(known) < len(stamps) or max(known) - min(known) > _DAY:
        return None
    changed = ((raw.value("LAST-MODIFIED"), raw.value("DTSTAMP")) for raw in raws)
    return max(known) if any(raw_day(one) and one < other for one, other in changed) else None


def _zoned(raw: RawEvent) -> bool:
    """Whether it starts at a time of a zone that may not be the manager's."""
    line = (raw.lines.get("DTSTART") or [""])[0]
    return line.endswith("Z") or ";TZID=" in line.upper()


def _rule_end(raw: RawEvent) -> tuple[date | None, bool]:
    """The day a repetition ends, as it says or near enough from how often it takes place, and whether that
    may be the day after by another clock: from ten o'clock in UTC on it is, somewhere."""
    rule = raw.value("RRULE").upper()
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if "UNTIL" in parts:
        until = parts["UNTIL"]
        return raw_day(until[:8]), until.endswith("Z") and until[9:] >= "100000Z"
    start = raw_day(raw.value("DTSTART"))
    count, interval = parts.get("COUNT", ""), parts.get("INTERVAL", "1")
    if start is None or not (count.isdecimal() and interval.isdecimal()):
        return None, False
    times = int(count[:_DIGITS]) * int(interval[:_DIGITS])
    days = _UNIT_DAYS.get(parts.get("FREQ", ""), 1) * min(times, 40_000)
    return start + timedelta(days=min(days, (date.max - start).days)), False
