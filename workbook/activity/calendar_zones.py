"""The zones of one calendar file: each time is given a zone that is known before it is parsed.

The library drops a zone it does not know without an error, and remembers one file's definitions when
it reads the next. So every `TZID` is replaced here by an IANA name, or by a name made from the
contents of the file's own definition; where neither can be had, the event waits for an answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from workbook.activity.contents import TIMES, RawCalendar, RawEvent, split_line
from workbook.activity.time_lines import UTC_NAME, Begin, in_zone, keeps_to_utc, until_of
from workbook.activity.zones import zone_known, zone_named

WHEN: Final = TIMES | {"UID", "SEQUENCE", "DURATION", "RRULE", "X-MICROSOFT-CDO-ALLDAYEVENT"}
"""The properties that say when an event is, and to which series it belongs."""

_TZID: Final = re.compile(r';TZID=("[^"]*"|[^;]*)', re.IGNORECASE)
_TIME_OF_DAY: Final = re.compile(r"\d{8}T\d{6}(?!\d*Z)")
_AS_TIME: Final = re.compile(r';VALUE="?DATE(?:-TIME)?"?(?=;|$)', re.IGNORECASE)
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
    file leaves open; `used` gathers the zones met, and `ends_by_clock` counts the repetitions whose end has no
    zone of its own."""

    home: str
    answer: str | None = None
    used: dict[str, None] = field(default_factory=dict)
    ends_by_clock: int = 0
    _begins: dict[int, Begin] = field(default_factory=dict)
    _settled: dict[tuple[int, str], str | None] = field(default_factory=dict)

    def floating(self, calendar: RawCalendar) -> str:
        """The zone of times without one: the calendar's own, else where the manager lives
        (RFC 5545, 3.3.5: such a time is by the clock on the reader's wall)."""
        return zone_named(calendar.zone) or self.home

    def lines(self, event: RawEvent, series: RawEvent | None = None) -> list[str]:
        """The lines of an event that say when it is, in the form of its start and with zones that are known.
        An instance is named in the form of the start of its `series`.

        Raises `UnknownZoneError` for the first zone that is not known.
        """
        begin = self._begin(event)
        lines: list[str] = []
        for name, values in event.lines.items():
            if name in TIMES:
                named = self._begin(series) if series and name == "RECURRENCE-ID" else begin
                for line in values:
                    lines.extend(self._put_right(name, line, event.calendar, named))
            elif name == "RRULE":
                for line in values:
                    rule, told = begin.rule(line)
                    self.ends_by_clock += told
                    lines.append(rule)
            elif name in WHEN:
                lines.extend(values)
        return lines

    def instance(self, event: RawEvent, series: RawEvent | None) -> str:
        """Which instance of its series an event describes, the same for the same one however it is written:
        the moment in UTC, or the day; empty for the series itself."""
        line = event.lines.get("RECURRENCE-ID", [""])[0]
        if not line:
            return ""
        try:
            begin = self._begin(series or event)
            right = self._put_right("RECURRENCE-ID", line, event.calendar, begin)[0]
        except UnknownZoneError:
            return line.rpartition(":")[2]
        head, _, value = right.rpartition(":")
        found = _TZID.search(head)
        return begin.instance(value, _clock(found.group(1)) if found else None)

    def keeps_to_utc(self, events: Sequence[RawEvent], master: RawEvent) -> bool:
        """Whether a series repeats by UTC, whatever zone its calendar has."""
        zone = zone_named(master.calendar.zone)
        if zone is None or not master.value("DTSTART").endswith("Z"):
            return False
        listed = [
            value for line in master.lines.get("EXDATE", ()) for value in line.rpartition(":")[2].split(",")
        ]
        changed = [event.value("RECURRENCE-ID") for event in events]
        ends = [until_of(rule) for rule in master.lines.get("RRULE", ())]
        return keeps_to_utc(master.value("DTSTART"), [*listed, *changed, *ends], ZoneInfo(zone))

    def _begin(self, event: RawEvent) -> Begin:
        """How an event begins. Raises `UnknownZoneError`."""
        known = self._begins.get(event.number)
        if known is None:
            known = self._begins[event.number] = self._found_begin(event)
        return known

    def _found_begin(self, event: RawEvent) -> Begin:
        calendar = event.calendar
        value = event.value("DTSTART").upper()
        home = self._home(calendar)
        if not _TIME_OF_DAY.search(value):
            if not value.endswith("Z"):
                return Begin(self.floating(calendar), "", home, home)
            stated = zone_named(calendar.zone)
            clock: tzinfo = ZoneInfo(stated) if stated else UTC
            return Begin(UTC_NAME, in_zone(value, clock), clock, home)
        # A bare start beside an end that names a zone is by that clock too.
        named = next((zone for name in ("DTSTART", "DTEND") if (zone := self._named(event, name))), None)
        zone = named or self.floating(calendar)
        return Begin(zone, value[9:15], _clock(zone), home, named is not None)

    def _named(self, event: RawEvent, name: str) -> str | None:
        """The zone that a property names, by a name that is known. Raises `UnknownZoneError`."""
        line = event.lines.get(name, [""])[0]
        head, _, value = line.rpartition(":")
        found = _TZID.search(head)
        return self._known(found.group(1), value, event.calendar) if found else None

    def _known(self, stated: str, example: str, calendar: RawCalendar) -> str:
        stated = stated.strip('"').strip()
        zone = self._settle(stated, calendar) or self.answer
        if zone is None:
            raise UnknownZoneError(stated, example)
        self.used.setdefault(zone if not zone.startswith("defined-") else stated, None)
        return zone

    def _put_right(self, name: str, line: str, calendar: RawCalendar, begin: Begin) -> list[str]:
        head, _, text = line.rpartition(":")
        found = _TZID.search(head)
        rest = _AS_TIME.sub("", _TZID.sub("", head[len(name) :]))
        zone = None
        if found and _TIME_OF_DAY.search(text):
            stated = found.group(1)
            # Days need no zone, so none is asked for.
            zone = self._known(stated, text, calendar) if begin.at else zone_named(stated)
        by_head: dict[str, list[str]] = {}
        for value in text.split(","):
            form, right = begin.put_right(name, value.strip(), zone)
            by_head.setdefault(form, []).append(right)
            if right.endswith("Z"):
                self.used.setdefault(UTC_NAME, None)
            elif zone is None and form.startswith(";TZID="):
                self.used.setdefault(form.removeprefix(";TZID="), None)
        return [f"{name}{rest}{form}:{','.join(values)}" for form, values in by_head.items()]

    def _home(self, calendar: RawCalendar) -> tzinfo:
        """The clock by which a calendar's days are days: its own, that of the one zone it defines, else the
        manager's; UTC is where programs keep times, and nobody's days."""
        stated = calendar.zone
        if not stated and len(calendar.zones) == 1:
            stated = _property(calendar.zones[0], "TZID")
        zone = zone_named(stated)
        return ZoneInfo(zone if zone and zone != UTC_NAME else self.home)

    def _settle(self, stated: str, calendar: RawCalendar) -> str | None:
        key = (id(calendar), stated)
        if key not in self._settled:
            self._settled[key] = (
                zone_known(stated)
                or _located(stated, calendar)
                or _defined(stated, calendar)
                or zone_named(stated)
            )
        return self._settled[key]


def _clock(zone: str) -> tzinfo:
    """A zone by a name that `CalendarZones` gives."""
    if zone == UTC_NAME:
        return UTC
    if not zone.startswith("defined-"):
        return ZoneInfo(zone)
    from icalendar.timezone import tzp

    return tzp.timezone(zone) or UTC


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
