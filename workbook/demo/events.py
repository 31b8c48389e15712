"""What stands in the demo's calendar: single events and repeating ones, and who is asked to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workbook.activity.records import Activity, Attendance, Attendee
from workbook.demo.cast import DOMAIN, ME, Person

ZONE: Final = ZoneInfo("Europe/Amsterdam")
ROOM_ADDRESS: Final = f"zaal@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody asked to an event, and what they answered."""

    person: Person
    answer: Attendance = "accepted"


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `start` is local time without a zone; `days` over 0 makes it all-day. `guests` is
    None where no list of people goes with it; the manager is never among them. `room` is a room of the
    firm's own that is booked, `place` any other place as it is written, `link` where one joins online."""

    uid: str
    start: datetime
    minutes: int
    subject: str
    guests: tuple[Guest, ...] | None = None
    organiser: Person = ME
    days: int = 0
    private: bool = False
    cancelled: bool = False
    declined: bool = False
    category: str = ""
    room: str = ""
    place: str = ""
    link: str = ""

    @property
    def end(self) -> datetime:
        """Local end; of an all-day event the midnight after its last day."""
        return self.start + (timedelta(days=self.days) if self.days else timedelta(minutes=self.minutes))


@dataclass(frozen=True, slots=True)
class Series:
    """A weekly series: from `first` on the weekdays given, every `interval` weeks, up to `until`.

    `skipped` days are left out, `cancelled` ones kept as cancelled, `moved` ones take place at another
    time."""

    event: Event
    weekdays: tuple[int, ...]
    interval: int
    until: date
    skipped: set[date] = field(default_factory=set)
    cancelled: set[date] = field(default_factory=set)
    moved: dict[date, datetime] = field(default_factory=dict)

    def days(self) -> Iterator[date]:
        """Every day the rule gives, those skipped, cancelled or moved with it."""
        first = self.event.start.date()
        monday = first - timedelta(days=first.weekday())
        while monday <= self.until:
            for weekday in self.weekdays:
                day = monday + timedelta(days=weekday)
                if first <= day <= self.until:
                    yield day
            monday += timedelta(weeks=self.interval)

    def start(self, day: date) -> datetime:
        """When the occurrence of a day really starts."""
        return self.moved.get(day) or datetime.combine(day, self.event.start.time())

    def takes_place(self) -> Iterator[datetime]:
        """The starts of all occurrences that are neither skipped nor cancelled."""
        return (
            self.start(day) for day in self.days() if day not in self.skipped and day not in self.cancelled
        )


def attendees(event: Event) -> tuple[Attendee, ...] | None:
    """The people of an event as a reader of the file finds them."""
    if event.guests is None:
        return None
    found = [
        Attendee(ME.address, ME.name, "declined" if event.declined else "accepted", event.organiser == ME)
    ]
    found += [
        Attendee(one.person.address, one.person.name, one.answer, one.person == event.organiser)
        for one in event.guests
    ]
    return tuple(found)


def activity(event: Event, start: datetime, source: str, calendar: str) -> Activity:
    """The activity that reading one occurrence gives, but for its id and row, which go by the file."""
    length = event.end - event.start
    return Activity(
        id=f"{event.uid}/{start.isoformat()}",
        source=source,
        row=0,
        start=start.replace(tzinfo=ZONE),
        end=(start + length).replace(tzinfo=ZONE),
        subject="" if event.private else event.subject,
        all_day=bool(event.days),
        private=event.private,
        calendar=calendar,
        categories=(event.category,) if event.category and not event.private else (),
        location="" if event.private else event.room or event.place,
        online=bool(event.link),
        rooms=(Attendee(ROOM_ADDRESS, event.room),) if event.room and not event.private else (),
        attendees=None if event.private else attendees(event),
    )


def midnight(day: date) -> datetime:
    """The start of a day, local time."""
    return datetime.combine(day, time())
