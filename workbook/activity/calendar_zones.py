"""The zones of one calendar file: each time is given a zone that is known before it is parsed.

The library drops a zone it does not know without an error, and remembers one file's definitions when
it reads the next. So every `TZID` is replaced here by an IANA name, or by a name made from the
contents of the file's own definition; where neither can be had, the event waits for an answer.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from workbook.activity.contents import RawCalendar, RawEvent, split_line
from workbook.activity.zones import zone_named

_TIMES: Final = frozenset(("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"))
WHEN: Final = _TIMES | {"UID", "SEQUENCE", "DURATION", "RRULE", "X-MICROSOFT-CDO-ALLDAYEVENT"}
"""The properties that say when an event is, and to which series it belongs."""

_TZID: Final = re.compile(r';TZID=("[^"]*"|[^;]*)', re.IGNORECASE)
_TIME_OF_DAY: Final = re.compile(r"\d{8}T\d{6}(?!\d*Z)")
_MOST_RULES: Final = 200


class UnknownZoneError(Exception):
    """An event whose zone the file does not tell; `name` and `example` as they stand there."""

    def __init__(self, name: str, example: str) -> None:
        super().__init__(name)
        self.name = name
        self.example = example


@dataclass(slots=True)
class CalendarZones:
    """Zones of one file. `home` is where the manager lives, `answer` what they said about a zone the
    file leaves open; `used` gathers the zones met."""

    home: str
    answer: str | None = None
    used: dict[str, None] = field(default_factory=dict)
    _settled: dict[tuple[int, str], str | None] = field(default_factory=dict)

    def floating(self, calendar: RawCalendar) -> str:
        """The zone of times without one: the calendar's own, else where the manager lives
        (RFC 5545, 3.3.5: such a time is by the clock on the reader's wall)."""
        return zone_named(calendar.zone) or self.home

    def lines(self, event: RawEvent) -> list[str]:
        """The lines of an event that say when it is, with every zone replaced by a known one.

        Raises `UnknownZoneError` for the first that can't be.
        """
        lines: list[str] = []
        for name, values in event.lines.items():
            if name in _TIMES:
                lines.extend(self._with_zone(name, line, event.calendar) for line in values)
            elif name in WHEN:
                lines.extend(values)
        return lines

    def _with_zone(self, name: str, line: str, calendar: RawCalendar) -> str:
        # No time has a colon, whereas an unquoted zone name may: "(UTC+01:00) Amsterdam, Berlin".
        head, _, value = line.rpartition(":")
        found = _TZID.search(head)
        rest = _TZID.sub("", head[len(name) :])
        if not _TIME_OF_DAY.search(value):
            if value.endswith("Z"):
                self.used.setdefault("UTC", None)
            return f"{name}{rest}:{value}"
        if found is None:
            zone = self.floating(calendar)
        else:
            stated = found.group(1).strip('"').strip()
            settled = self._settle(stated, calendar) or self.answer
            if settled is None:
                raise UnknownZoneError(stated, value)
            zone = settled
        self.used.setdefault(zone if not zone.startswith("defined-") else stated, None)
        return f"{name}{rest};TZID={zone}:{value}"

    def _settle(self, stated: str, calendar: RawCalendar) -> str | None:
        key = (id(calendar), stated)
        if key not in self._settled:
            self._settled[key] = (
                zone_named(stated) or _located(stated, calendar) or _defined(stated, calendar)
            )
        return self._settled[key]


def _definitions(stated: str, calendar: RawCalendar) -> list[list[str]]:
    return [lines for lines in calendar.zones if stated and _property(lines, "TZID") == stated]


def _property(lines: list[str], name: str) -> str:
    for line in lines:
        if line.upper().startswith((f"{name}:", f"{name};")):
            return line[len(name) + 1 :].strip().strip('"') if line[len(name)] == ":" else split_line(line)[1]
    return ""


def _located(stated: str, calendar: RawCalendar) -> str | None:
    for lines in _definitions(stated, calendar):
        found = zone_named(_property(lines, "X-LIC-LOCATION"))
        if found is not None:
            return found
    return None


def _defined(stated: str, calendar: RawCalendar) -> str | None:
    """A zone by the file's own definition, registered under a name made from its contents."""
    import icalendar
    from icalendar.timezone import tzp

    for lines in _definitions(stated, calendar):
        body = [line for line in lines if not line.upper().startswith(("TZID:", "TZID;", "X-"))]
        rules = [line.upper() for line in body if line.upper().startswith("RRULE")]
        # Clocks change once or twice a year; any other rule would keep the search for a change busy.
        if len(body) > _MOST_RULES or not all("FREQ=YEARLY" in rule for rule in rules):
            continue
        name = "defined-" + hashlib.sha256("\n".join(body).encode()).hexdigest()[:24]
        text = "\r\n".join(["BEGIN:VCALENDAR", body[0], f"TZID:{name}", *body[1:], "END:VCALENDAR", ""])
        try:
            icalendar.Calendar.from_ical(text)
            if tzp.timezone(name) is not None:
                return name
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            continue
    return None
