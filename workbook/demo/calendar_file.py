"""The demo's calendar written as an iCalendar file (RFC 5545), as a calendar program exports it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from workbook.demo.cast import CALENDAR_NAME, ME, Person
from workbook.demo.events import ROOM_ADDRESS, Event, Guest, Series

if TYPE_CHECKING:
    from workbook.demo.year import Year

_ZONE: Final = "Europe/Amsterdam"
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ANSWERS: Final = {
    "accepted": "ACCEPTED",
    "declined": "DECLINED",
    "tentative": "TENTATIVE",
    "unanswered": "NEEDS-ACTION",
}
_VTIMEZONE: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_file(year: Year, today: date) -> bytes:
    """The whole calendar as bytes, lines folded at 75 octets and ended by CRLF."""
    stamp = f"DTSTAMP:{today:%Y%m%d}T060000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gewetensvragen//Demo//NL", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{CALENDAR_NAME}", f"X-WR-TIMEZONE:{_ZONE}", *_VTIMEZONE]
    for series in year.series:
        lines += _series(series, stamp)
    for event in year.events:
        lines += _event(event, event.start, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_fold(line) for line in lines)


def _series(series: Series, stamp: str) -> Iterator[str]:
    event = series.event
    rule = f"RRULE:FREQ=WEEKLY;INTERVAL={series.interval};BYDAY=" + ",".join(
        _WEEKDAYS[day] for day in series.weekdays
    )
    extra = [f"{rule};UNTIL={series.until:%Y%m%d}T215959Z"]
    extra += [f"EXDATE;{_local(_at(series, day))}" for day in series.days() if day in series.skipped]
    yield from _event(event, event.start, stamp, extra)
    for day in series.days():
        original = f"RECURRENCE-ID;{_local(_at(series, day))}"
        if day in series.skipped:
            continue
        if day in series.cancelled:
            yield from _event(event, _at(series, day), stamp, [original], cancelled=True)
        elif day in series.moved:
            yield from _event(event, series.moved[day], stamp, [original])


def _event(
    event: Event, start: datetime, stamp: str, extra: list[str] | None = None, cancelled: bool = False
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield stamp
    if event.days:
        yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{start + timedelta(days=event.days):%Y%m%d}"
    else:
        yield f"DTSTART;{_local(start)}"
        yield f"DTEND;{_local(start + timedelta(minutes=event.minutes))}"
    yield from extra or ()
    yield f"SUMMARY:{_text(event.subject)}"
    if cancelled or event.cancelled:
        yield "STATUS:CANCELLED"
    if event.private:
        yield "CLASS:PRIVATE"
    if event.category:
        yield f"CATEGORIES:{_text(event.category)}"
    if event.room or event.place:
        yield f"LOCATION:{_text(event.room or event.place)}"
    if event.link:
        yield f"X-MICROSOFT-SKYPETEAMSMEETINGURL:{event.link}"
    yield from _people(event)
    yield "END:VEVENT"


def _people(event: Event) -> Iterator[str]:
    if event.guests is None:
        return
    yield f'ORGANIZER;CN="{event.organiser.name}":mailto:{event.organiser.address}'
    mine = Guest(ME, "declined" if event.declined else "accepted")
    for guest in (mine, *event.guests):
        yield _attendee(guest.person, _ANSWERS[guest.answer])
    if event.room:
        yield f'ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED;CN="{event.room}":mailto:{ROOM_ADDRESS}'


def _attendee(person: Person, answer: str) -> str:
    return f'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN="{person.name}":mailto:{person.address}'


def _at(series: Series, day: date) -> datetime:
    return datetime.combine(day, series.event.start.time())


def _local(moment: datetime) -> str:
    return f"TZID={_ZONE}:{moment:%Y%m%dT%H%M%S}"


def _text(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> bytes:
    """One content line in pieces of at most 75 octets, never inside a character."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > (75 if not pieces else 74):
            pieces.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join((*pieces, piece)) + b"\r\n"
