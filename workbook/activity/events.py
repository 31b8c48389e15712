"""One iCalendar event turned into what the records hold: times and marks.

Every value of a parsed event may be broken, and says so only when it is touched. So each is touched
here, once, and an event that can't be told is refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, cast
from zoneinfo import ZoneInfo

from workbook.activity import whole_days
from workbook.activity.caught import tell_fault
from workbook.activity.clock_changes import as_lived, in_order
from workbook.activity.event_titles import clean
from workbook.words import Text, say

if TYPE_CHECKING:
    from icalendar import Event

_DAY: Final = timedelta(days=1)
TIME_NAMES: Final = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE")


BROKEN: Final = say("It can't be read. Save it once more in your calendar and export again.")


class BadEventError(Exception):
    """An event that can't be read, with the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.id)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Times:
    """When an event is, in the manager's zone; an all-day one from midnight to midnight."""

    start: datetime
    end: datetime
    all_day: bool
    long: bool = False


def parsed(lines: list[str]) -> Event:
    """An event from its lines; raises `BadEventError` where the library can make nothing of them."""
    import icalendar

    try:
        event: Any = icalendar.Event.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""]))
    except Exception as problem:
        tell_fault(problem)
        raise BadEventError(BROKEN) from problem
    return cast("Event", event)


def check(event: Event) -> None:
    """Touch what the times are made of; raises `BadEventError` for a missing or broken one."""
    from icalendar.prop import vBroken

    for name in TIME_NAMES:
        values = event.get(name)
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, vBroken):
                raise BadEventError(
                    say(
                        "Its {property} says “{value}”, which is no date, time or repetition. Correct it "
                        "in your calendar and export again.",
                        property=name,
                        value=clean(str(value))[:80],
                    )
                )
    if event.get("DTSTART") is None:
        raise BadEventError(
            say("It has no start. Open it in your calendar, give it a date, and export again.")
        )
    start, end = raw_times(event)
    first, last = _comparable(start, end), _comparable(end, start)
    if last < first and (last.tzinfo is None or not in_order(*as_lived(first, last))):
        raise BadEventError(say("It ends before it starts. Correct it in your calendar and export again."))


def raw_times(event: Event) -> tuple[date | datetime, date | datetime]:
    """Start and end as the file has them; raises `BadEventError` where they can't be told.

    Without an end or a duration, a day is a day and a time is a moment (RFC 5545, 3.6.1).
    """
    try:
        start = _one(event.get("DTSTART")).dt
        end_value, duration = _one(event.get("DTEND")), _one(event.get("DURATION"))
        if end_value is not None:
            end = end_value.dt
        elif duration is not None:
            if not isinstance(start, datetime) and duration.dt % _DAY:
                start = datetime.combine(start, time())
            end = start + duration.dt
        else:
            end = start if isinstance(start, datetime) else start + _DAY
    except (ValueError, TypeError, AttributeError, OverflowError) as problem:
        raise BadEventError(
            say("Its date or time can't be read. Correct it in your calendar and export again.")
        ) from problem
    if not isinstance(start, date) or not isinstance(end, date):
        raise BadEventError(
            say("Its date or time can't be read. Correct it in your calendar and export again.")
        )
    return start, end


def times(
    event: Event, zone: ZoneInfo, calendar: ZoneInfo | None = None, by_length: bool = False
) -> Times:
    """When an event is, in `zone`; `calendar` is the zone its calendar says it is in, and `by_length` whether
    it has a length instead of an end.

    A last day is exclusive in iCalendar; one equal to the first is taken as that day. Exchange marks
    whole days by a property of its own. An event of 24 hours or more is taken as whole days too:
    nobody meets for 24 hours on end. Which days those are is told by the clock of the file.
    """
    start, end = raw_times(event)
    if not isinstance(start, datetime) and not isinstance(end, datetime):
        return Times(*whole_days.midnights(start, max(end, start + _DAY), zone), True)
    marked = str(event.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).strip().upper() == "TRUE"
    first, last = _comparable(start, end), _comparable(end, start)
    if marked and first.time() == time() and last.time() == time():
        return Times(*whole_days.midnights(first.date(), max(last.date(), first.date() + _DAY), zone), True)
    if first.tzinfo is None:
        first, last = first.replace(tzinfo=zone), last.replace(tzinfo=zone)
    written = whole_days.clock_of(first, zone, calendar)
    days = whole_days.days_spanned(first, last, written, calendar or zone, zone)
    if days is not None:
        return Times(*whole_days.midnights(*days, zone), True)
    if last.astimezone(UTC) - first.astimezone(UTC) >= _DAY:
        return Times(
            *whole_days.midnights(*whole_days.days_touched(first, last, written), zone), all_day=True, long=True
        )
    first, last = as_lived(first, last, by_length)
    return Times(first.astimezone(zone), last.astimezone(zone), False)


def _comparable(value: date | datetime, other: date | datetime) -> datetime:
    whole = value if isinstance(value, datetime) else datetime.combine(value, time())
    if whole.tzinfo is None and isinstance(other, datetime) and other.tzinfo is not None:
        return whole.replace(tzinfo=other.tzinfo)
    return whole


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def text_of(event: Event, name: str) -> str:
    """A text property on one line, '' where it is missing."""
    value = _one(event.get(name))
    return clean(str(value)) if value is not None else ""


def categories(event: Event) -> tuple[str, ...]:
    """The categories of an event, in the order of the file."""
    values = event.get("CATEGORIES")
    found: list[str] = []
    for value in values if isinstance(values, list) else [values]:
        found.extend(clean(str(item)) for item in getattr(value, "cats", []))
    return tuple(dict.fromkeys(item for item in found if item))
