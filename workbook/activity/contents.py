"""An iCalendar file taken apart: its calendars, and in each the text of its events.

Events are kept as text lines until one is wanted. So an event with a broken line costs that event
and no other, and an event that cannot touch the period is never parsed. A description is looked through for a link
to join a meeting online, and not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from workbook.activity import limits
from workbook.activity.dialect import decode
from workbook.activity.limits import UnreadableError
from workbook.activity.places import has_join_link
from workbook.words import say

_NAME: Final = re.compile(r"([A-Za-z0-9-]+)[;:]")
_FOLD: Final = re.compile(rb"(?:\r\n|\r|\n)[ \t]")
_WANTED: Final = frozenset(
    [
        "UID",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "STATUS",
        "CLASS",
        "ATTENDEE",
        "ORGANIZER",
        "CATEGORIES",
        "LOCATION",
        "SEQUENCE",
        "DTSTAMP",
        "LAST-MODIFIED",
        "X-MICROSOFT-CDO-ALLDAYEVENT",
    ]
)
TIMES: Final = frozenset(("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"))
"""Properties whose values are dates and times. None of those has a colon, whereas the name of a zone before it
may: "(UTC+01:00) Amsterdam, Berlin", in quotes or not."""

_KEPT: Final = {"ATTENDEE": limits.PEOPLE, "RDATE": limits.LISTED_DATES, "EXDATE": limits.LISTED_DATES}
"""How many lines of a name are kept of an event, where it is not `limits.REPEATED`."""


@dataclass(slots=True)
class RawEvent:
    """The lines of one event, by property name. `number` counts events in the file from 1; `whole`
    is False where the file stops in the middle of it, `online` whether one of the lines that are not kept
    tells of a way to join from anywhere."""

    number: int
    calendar: RawCalendar
    lines: dict[str, list[str]] = field(default_factory=dict)
    whole: bool = False
    size: int = 0
    online: bool = False
    beyond: dict[str, int] = field(default_factory=dict)
    """How many lines of a name were not kept, since there are more than any calendar writes."""

    def keep(self, name: str, line: str) -> None:
        """Keep a line, as far as an event may repeat it."""
        kept = self.lines.setdefault(name, [])
        if len(kept) < _KEPT.get(name, limits.REPEATED):
            kept.append(line)
            self.size = max(self.size, len(line))
        else:
            self.beyond[name] = self.beyond.get(name, 0) + 1

    def value(self, name: str) -> str:
        """What stands behind the colon of the first such line, '' without one."""
        line = self.lines.get(name, [""])[0]
        if name in TIMES:
            return line.rpartition(":")[2].strip()
        return split_line(line)[1].strip()

    def all_lines(self) -> list[str]:
        return [line for lines in self.lines.values() for line in lines]


@dataclass(slots=True)
class RawCalendar:
    """One VCALENDAR: what is said once for all its events, and its time zone definitions."""

    method: str = "PUBLISH"
    name: str = ""
    zone: str = ""
    zones: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """All of a file: `others` counts tasks, notes and free/busy blocks, which are no events."""

    encoding: str
    calendars: list[RawCalendar]
    events: list[RawEvent]
    others: int = 0


_CONFERENCES: Final = frozenset(
    [
        "CONFERENCE",
        "X-GOOGLE-CONFERENCE",
        "X-GOOGLE-HANGOUT",
        "X-MICROSOFT-ISONLINEMEETING",
        "X-MICROSOFT-ONLINEMEETINGCONFLINK",
        "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
        "X-MICROSOFT-ONLINEMEETINGINFORMATION",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "X-MICROSOFT-SKYPETEAMSPROPERTIES",
    ]
)
_TEXTS: Final = frozenset(["DESCRIPTION", "URL", "X-ALT-DESC"])


def split_line(line: str) -> tuple[str, str]:
    """Name with parameters, and value: cut at the first colon outside quotes."""
    if '"' not in line:
        name, _, value = line.partition(":")
        return name, value
    quoted = False
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:place], line[place + 1 :]
    return line, ""


def unescape(value: str) -> str:
    """A text value as people read it, on one line."""
    plain = re.sub(r"\\([nN])", " ", value)
    return " ".join(re.sub(r"\\(.)", r"\1", plain).split())


def with_plain_quotes(line: str) -> str:
    """A line whose quotation marks are not escaped. Programs write `\\"` in texts, which RFC 5545 (3.3.11) does
    not know, and icalendar 7.3.0 leaves the backslash in."""
    return re.sub(r"\\([\\\"])", _plain_quote, line) if '\\"' in line else line


def _plain_quote(found: re.Match[str]) -> str:
    return '"' if found.group(1) == '"' else found.group()


def looks_like_calendar(data: bytes) -> bool:
    """Whether a file is iCalendar, by what it starts with and whatever its name."""
    start = data[:4096].replace(b"\x00", b"").upper()
    return b"BEGIN:VCALENDAR" in start or b"BEGIN:VEVENT" in start


def take_apart(data: bytes) -> Contents:
    """The calendars and events of a file.

    Long lines are joined on bytes: a producer may fold in the middle of a letter. Raises
    `UnreadableError` where no calendar is found.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = decode(data).text.encode()
    decoded = decode(_FOLD.sub(b"", data))
    contents = Contents(decoded.encoding, [], [])
    stack: list[str] = []
    event: RawEvent | None = None
    zone: list[str] | None = None
    for line in re.split(r"\r\n|\r|\n", decoded.text):
        found = _NAME.match(line)
        if found is None:
            continue
        name = found.group(1).upper()
        if name == "BEGIN":
            kind = line[found.end() :].strip().upper()
            if len(stack) < limits.NESTED:
                stack.append(kind)
            if kind == "VCALENDAR":
                contents.calendars.append(RawCalendar())
                stack, event, zone = ["VCALENDAR"], None, None
            elif kind == "VEVENT":
                if not contents.calendars:
                    contents.calendars.append(RawCalendar())
                event = RawEvent(len(contents.events) + 1, contents.calendars[-1])
                contents.events.append(event)
                stack, zone = ["VCALENDAR", "VEVENT"], None
            elif kind == "VTIMEZONE":
                zone = [line]
            elif kind in ("VTODO", "VJOURNAL", "VFREEBUSY") and event is None:
                contents.others += 1
            elif zone is not None:
                zone.append(line)
        elif name == "END":
            kind = line[found.end() :].strip().upper()
            if kind in stack:
                del stack[len(stack) - 1 - stack[::-1].index(kind) :]
            if zone is not None:
                zone.append(line)
            if kind == "VTIMEZONE" and zone is not None and contents.calendars:
                contents.calendars[-1].zones.append(zone)
                zone = None
            elif kind == "VEVENT" and event is not None:
                event.whole = True
                event = None
        elif event is not None:
            if stack[-1:] == ["VEVENT"] and name in _WANTED:
                event.keep(name, line)
            elif not event.online and stack[-1:] == ["VEVENT"]:
                event.online = _tells_online(name, line)
        elif zone is not None:
            zone.append(line)
        elif stack == ["VCALENDAR"] and contents.calendars:
            _say_once(contents.calendars[-1], name, line[found.end() - 1 :])
    if not contents.calendars:
        raise UnreadableError(
            say("There is no calendar in this file. Export your calendar again as an .ics file.")
        )
    return contents


def _tells_online(name: str, line: str) -> bool:
    """Whether a line says that one can join from anywhere: a conference (RFC 7986, 5.11; Google's and
    Microsoft's own), or a link to join in a text. The line is looked at and not kept."""
    if name in _CONFERENCES:
        return split_line(line)[1].strip().upper() not in ("", "FALSE", "0")
    return name in _TEXTS and has_join_link(line[: limits.FIELD])


def _say_once(calendar: RawCalendar, name: str, rest: str) -> None:
    value = unescape(split_line(rest)[1])
    if name == "METHOD":
        calendar.method = value.upper()
    elif name in ("X-WR-CALNAME", "NAME"):
        calendar.name = calendar.name or value
    elif name == "X-WR-TIMEZONE":
        calendar.zone = value
