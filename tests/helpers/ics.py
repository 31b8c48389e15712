"""Calendar files made for a test, and what was read from them in short."""

from __future__ import annotations

from datetime import date

from workbook.activity.calendars import read_calendar
from workbook.activity.ownership import rows_of_manager
from workbook.activity.records import Activity, Decisions, Reading
from workbook.activity.span import Span

TODAY = date(2026, 11, 23)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def ics(*events: str, head: str = "") -> bytes:
    """A calendar file around the lines of its events, those of one event divided by line feeds."""
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(
    *events: str,
    head: str = "",
    own: frozenset[str] = frozenset(),
    decisions: Decisions | None = None,
    window: Span | None = YEAR,
    today: date = TODAY,
) -> tuple[list[Activity], Reading]:
    """What a manager in Amsterdam reads of these events over the whole of 2026."""
    found, reading = read_calendar("agenda.ics", ics(*events, head=head), window, decisions, today=today)
    return rows_of_manager(found, reading, own, None)


def starts(activities: list[Activity]) -> list[str]:
    """Local starts, short."""
    return [f"{one.start:%m-%d %H:%M}" for one in activities]


def days(activities: list[Activity]) -> list[str]:
    """First and last of the whole days of each, short; `hours` for what is none."""
    return [
        f"{one.start:%m-%d}/{date.fromordinal(one.end.toordinal() - 1):%m-%d}" if one.all_day else "hours"
        for one in activities
    ]


def left_out(reading: Reading) -> dict[str, int]:
    """What was left out, by reason."""
    return {reason.id: times for reason, times in reading.left_out}


def notes(reading: Reading) -> list[str]:
    """What the report remarks."""
    return [note.id for note in reading.notes]
