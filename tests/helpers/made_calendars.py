"""Ordinary calendars made up at random, and what is in them by plain wall-clock arithmetic.

Nothing here uses a calendar library: the days of a series are found by walking through the calendar day by
day, and moments are made with `zoneinfo` alone. So it can tell whether a reader of calendars is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from helpers.written_clocks import Clock, clocks
from hypothesis import strategies as st

DAY: Final = timedelta(days=1)
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST: Final = date(2027, 1, 4)
"""No series is followed beyond this day."""


@dataclass(frozen=True)
class Rule:
    """A repetition: the fields of an RRULE, of which `holds` knows the days."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int = 0
    nth: int = 0
    """Which of the month's Mondays, or other weekdays, it is; -1 for the last."""

    def holds(self, day: date, first: date) -> bool:
        """Whether a day is in it, of a series that begins on `first`."""
        if self.freq == "DAILY":
            return (day - first).days % self.interval == 0
        if self.freq == "WEEKLY":
            monday, begun = day - DAY * day.weekday(), first - DAY * first.weekday()
            wanted = self.weekdays or (first.weekday(),)
            return (monday - begun).days // 7 % self.interval == 0 and day.weekday() in wanted
        if self.freq == "YEARLY":
            return (day.year - first.year) % self.interval == 0 and day.timetuple()[1:3] == first.timetuple()[
                1:3
            ]
        months = (day.year - first.year) * 12 + day.month - first.month
        if months % self.interval:
            return False
        if not self.nth:
            return day.day == (self.month_day or first.day)
        if day.weekday() != first.weekday():
            return False
        return (day + 7 * DAY).month != day.month if self.nth < 0 else (day.day + 6) // 7 == self.nth

    def text(self, first: date) -> str:
        """As an RRULE says it, without an end."""
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(WEEKDAYS[number] for number in self.weekdays))
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.nth:
            parts.append(f"BYDAY={self.nth}{WEEKDAYS[first.weekday()]}")
        return "RRULE:" + ";".join(parts)


@dataclass(frozen=True)
class Change:
    """One instance of a series, by its wall-clock time: moved to another, or cancelled."""

    instance: datetime
    to: datetime | None
    length: timedelta
    in_utc: bool = False


@dataclass(frozen=True)
class Made:
    """An event, or a series, as it was made up. Times are those on the wall in its own zone.

    With `bare` its start alone says which zone that is: end, UNTIL, additions and exceptions do not.
    """

    number: int
    clock: Clock
    start: datetime
    length: timedelta
    ends_by: str = "DTEND"
    rule: Rule | None = None
    count: int = 0
    until: datetime | None = None
    extra: tuple[datetime, ...] = ()
    without: tuple[datetime, ...] = ()
    without_in_utc: bool = False
    changes: tuple[Change, ...] = ()
    bare: bool = False

    def walls(self) -> list[datetime]:
        """When it takes place by its rule, on the wall: before exceptions and additions."""
        return [datetime.combine(day, self.start.time()) for day in self._days()]

    def _days(self) -> Iterator[date]:
        first, found = self.start.date(), 0
        day = first
        while day <= LAST:
            if self.rule is None or self.rule.holds(day, first):
                wall = datetime.combine(day, self.start.time())
                if (self.until and wall > self.until) or (self.count and found == self.count):
                    return
                found += 1
                yield day
            if self.rule is None:
                return
            day += DAY

    def lines(self) -> list[str]:
        """The event and its changed instances as a file has them."""
        clock, title = self.clock, f"Overleg {self.number}"
        lines = ["BEGIN:VEVENT", f"UID:{self.number}@gemaakt.example", "DTSTAMP:20260101T000000Z"]
        lines += [clock.line("DTSTART", self.start), *self._end(self.start, self.length), f"SUMMARY:{title}"]
        if self.rule:
            lines.append(self.rule.text(self.start.date()) + self._rule_end())
        if self.extra:
            lines.append(self._line("RDATE", *self.extra))
        if self.without:
            lines.append(self._line("EXDATE", *self.without, in_utc=self.without_in_utc))
        lines.append("END:VEVENT")
        for change in self.changes:
            to = change.to or change.instance
            lines += ["BEGIN:VEVENT", f"UID:{self.number}@gemaakt.example", "DTSTAMP:20260102T000000Z"]
            lines.append(clock.line("RECURRENCE-ID", change.instance, in_utc=change.in_utc))
            lines += [clock.line("DTSTART", to), *self._end(to, change.length), f"SUMMARY:{title} verzet"]
            lines += ["STATUS:CANCELLED"] if change.to is None else []
            lines.append("END:VEVENT")
        return lines

    def _line(self, name: str, *walls: datetime, in_utc: bool = False) -> str:
        clock = Clock("floating") if self.bare and self.clock.name else self.clock
        return clock.line(name, *walls, in_utc=in_utc)

    def _end(self, start: datetime, length: timedelta) -> list[str]:
        if self.ends_by == "DTEND":
            return [self._line("DTEND", start + length)]
        if self.clock.form == "days":
            return [f"DURATION:P{length.days}D"]
        return [f"DURATION:PT{length // timedelta(minutes=1)}M"]

    def _rule_end(self) -> str:
        if self.count:
            return f";COUNT={self.count}"
        if self.until is None:
            return ""
        if self.clock.form == "days":
            return f";UNTIL={self.until:%Y%m%d}"
        if self.clock.form == "floating" or (self.bare and self.clock.name):
            return f";UNTIL={self.until:%Y%m%dT%H%M%S}"
        moment = self.until.replace(tzinfo=self.clock.zone(ZoneInfo("UTC"))).astimezone(UTC)
        return f";UNTIL={moment:%Y%m%dT%H%M%SZ}"

    def on_the_wall(self) -> Iterator[tuple[datetime, timedelta]]:
        """Start and length of each instance: first those of the series, then the changed ones."""
        changed = {change.instance for change in self.changes}
        for wall in dict.fromkeys([*self.walls(), *self.extra]):
            if wall not in self.without and wall not in changed:
                yield wall, self.length
        for change in self.changes:
            if change.to is not None:
                yield change.to, change.length

    def takes_place(self, home: ZoneInfo) -> Iterator[Instance]:
        """Each instance, for somebody who lives in `home`."""
        moved = sum(change.to is not None for change in self.changes)
        found = list(self.on_the_wall())
        for place, (wall, length) in enumerate(found):
            title = f"Overleg {self.number}" + (" verzet" if place >= len(found) - moved else "")
            yield self._instance(wall, length, title, home)

    def _instance(self, wall: datetime, length: timedelta, title: str, home: ZoneInfo) -> Instance:
        whole = self.clock.form == "days"
        zone = home if whole else self.clock.zone(home)
        start, end = _moment(wall, zone), _moment(wall + length, zone)
        if self.ends_by == "DURATION" and not whole:
            end = start + length
        return Instance(start, end, title, whole)


@dataclass(frozen=True, order=True)
class Instance:
    """What takes place: start and end in UTC (of whole days the midnights where the manager lives), title."""

    start: datetime
    end: datetime
    title: str
    all_day: bool


def _moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a time on the wall. One that the clock skips has the offset from before the change, of one
    that comes twice it is the first (RFC 5545, 3.3.5)."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def file_of(made: list[Made]) -> bytes:
    """The calendar file."""
    zones: dict[str, list[str]] = {}
    for one in made:
        if one.clock.form == "defined":
            zones[one.clock.name] = one.clock.definition()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gemaakt//NL"]
    lines += [line for definition in zones.values() for line in definition]
    lines += [line for one in made for line in one.lines()]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@st.composite
def rules(draw: st.DrawFn, first: date) -> Rule:
    """A repetition that has its own first day in it, as programs write them."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"]))
    interval = draw(st.integers(1, 3 if freq != "YEARLY" else 1))
    if freq == "WEEKLY" and draw(st.booleans()):
        others = draw(st.sets(st.integers(0, 6), max_size=3))
        return Rule(freq, interval, tuple(sorted(others | {first.weekday()})))
    if freq == "MONTHLY":
        how = draw(st.sampled_from(["plain", "day", "nth", "last"]))
        if how == "day":
            return Rule(freq, interval, month_day=first.day)
        if how == "nth" and first.day <= 28:
            return Rule(freq, interval, nth=(first.day + 6) // 7)
        if how == "last" and (first + 7 * DAY).month != first.month:
            return Rule(freq, interval, nth=-1)
    return Rule(freq, interval)


@st.composite
def made_events(draw: st.DrawFn, number: int = 1) -> Made:
    """An ordinary event: once, or a series with an end of any kind, exceptions, additions and changes."""
    clock = draw(clocks())
    whole = clock.form == "days"
    minute = 0 if whole else draw(st.integers(0, 24 * 12 - 1)) * 5
    start = datetime.combine(draw(st.dates(date(2025, 11, 1), date(2026, 11, 30))), time()) + timedelta(
        minutes=minute
    )

    def length() -> timedelta:
        return DAY * draw(st.integers(1, 4)) if whole else timedelta(minutes=draw(st.integers(1, 96)) * 5)

    made = Made(number, clock, start, length(), draw(st.sampled_from(["DTEND", "DTEND", "DURATION"])))
    if not draw(st.integers(0, 3)):
        return made
    rule = draw(rules(start.date()))
    ends = draw(st.sampled_from(["count", "until", "until between", "never"]))
    endless = Made(number, clock, start, made.length, made.ends_by, rule)
    walls = endless.walls()
    last = draw(st.integers(0, min(len(walls) - 1, 40)))
    count = last + 1 if ends == "count" else 0
    until = walls[last] if ends == "until" else None
    if ends == "until between":
        until = walls[last] + (DAY if whole else timedelta(minutes=5)) * draw(st.integers(0, 1))
    walls = (
        walls
        if ends == "never"
        else Made(number, clock, start, made.length, made.ends_by, rule, count, until).walls()
    )
    picked = draw(st.lists(st.sampled_from(walls[1:]), unique=True, max_size=5)) if len(walls) > 1 else []
    cut = draw(st.integers(0, len(picked)))

    def elsewhere(wall: datetime) -> datetime:
        by = DAY * draw(st.integers(-20, 20))
        return wall + by if whole else wall + by + timedelta(minutes=5 * draw(st.integers(1, 60)) + 1)

    changes = tuple(
        Change(wall, elsewhere(wall) if draw(st.booleans()) else None, length(), draw(st.booleans()))
        for wall in picked[cut:]
    )
    extra = tuple(dict.fromkeys(elsewhere(start) for _ in range(draw(st.integers(0, 2)))))
    return Made(
        number, clock, start, made.length, made.ends_by, rule, count, until,
        tuple(wall for wall in extra if wall > start and wall not in walls),
        tuple(picked[:cut]), draw(st.booleans()), changes, draw(st.integers(0, 7)) == 0,
    )  # fmt: skip
