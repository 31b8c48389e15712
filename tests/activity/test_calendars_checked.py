"""Calendars made up at random come out as they were made, and a second reader sees the same in them.

`helpers.made_calendars` knows what is in them by counting days on a wall calendar. `ical` (the library of Home
Assistant) shares no parser with ours and follows series by itself; where it differs, it is listed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from helpers.made_calendars import Change, Instance, Made, Rule, file_of, made_events
from helpers.search import examples
from helpers.written_clocks import Clock
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError

from workbook.activity.calendars import read_calendar
from workbook.activity.records import Decisions
from workbook.activity.span import Span

TODAY = date(2026, 11, 23)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOMES = st.sampled_from(["Europe/Amsterdam", "America/New_York"]).map(ZoneInfo)
CALENDARS = st.integers(1, 3).flatmap(
    lambda size: st.tuples(*(made_events(number) for number in range(1, size + 1)))
)


@dataclass(frozen=True)
class Different:
    """A kind of event that a reader is known to read otherwise: which ones, why, and the smallest of them."""

    why: str
    applies: Callable[[Made, ZoneInfo], bool]
    example: Made
    home: ZoneInfo = AMSTERDAM


def at(text: str) -> datetime:
    """A time on the wall."""
    return datetime.fromisoformat(text)


def is_long_by_the_wall(made: Made, home: ZoneInfo) -> bool:
    """Whether the clock changes during an instance of a series whose length is that of its DTEND."""
    return made.ends_by == "DTEND" and made.rule is not None and _lasts_over_a_change(made, home)


def lasts_over_a_change(made: Made, home: ZoneInfo) -> bool:
    """Whether the clock changes during an instance with a DURATION."""
    return made.ends_by == "DURATION" and _lasts_over_a_change(made, home)


def starts_at_a_skipped_time(made: Made, home: ZoneInfo) -> bool:
    """Whether an instance with a DTEND starts at a time the clock skips."""
    zone = made.clock.zone(home)
    return (
        made.ends_by == "DTEND"
        and made.clock.form != "days"
        and any(_skipped(wall, zone) for wall, _ in made.on_the_wall())
    )


def _skipped(wall: datetime, zone: ZoneInfo) -> bool:
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall


def meets_itself(made: Made, home: ZoneInfo) -> bool:
    """Whether a moved instance of a series starts when another one does."""
    starts = [wall for wall, _ in made.on_the_wall()]
    return len(starts) > len(set(starts))


def _lasts_over_a_change(made: Made, home: ZoneInfo) -> bool:
    zone = made.clock.zone(home)
    return made.clock.form != "days" and any(
        wall.replace(tzinfo=zone).utcoffset() != (wall + length).replace(tzinfo=zone).utcoffset()
        for wall, length in made.on_the_wall()
    )


LEFT_OPEN = (
    Different(
        "of an event from 02:30, which the clock skips, to 04:30 an hour is left by RFC 5545, 3.3.5, and two were "
        "meant",
        starts_at_a_skipped_time,
        Made(1, Clock("iana", "Europe/Amsterdam"), at("2026-03-29 02:30"), timedelta(hours=2)),
    ),
    Different(
        "RFC 5545, 3.8.5.3, gives each instance the exact length of the first; calendar programs end it at the "
        "same time on the wall. Nobody meets at that hour.",
        is_long_by_the_wall,
        Made(
            1, Clock("iana", "Europe/Amsterdam"), at("2026-03-27 23:30"), timedelta(hours=4), rule=Rule("DAILY"),
            count=3,
        ),
    ),
    Different(
        "two instances of one series at the same moment are one appointment: they have one id",
        meets_itself,
        Made(
            1, Clock("days"), at("2026-03-04 00:00"), timedelta(days=1), rule=Rule("DAILY"), count=3,
            changes=(Change(at("2026-03-04 00:00"), at("2026-03-05 00:00"), timedelta(days=1)),),
        ),
    ),
)  # fmt: skip
"""What is not compared: where standard and programs differ, and where the question is what one appointment is."""

OTHERS = (
    Different(
        "ical 14.3.1 takes EST for the zone of that name, whatever the file defines",
        lambda made, _home: made.clock.name == "EST",
        Made(1, Clock("defined", "EST"), at("2026-07-06 09:00"), timedelta(hours=1)),
    ),
    Different(
        "ical 14.3.1 measures a DURATION in hours and minutes on the wall",
        lasts_over_a_change,
        Made(1, Clock("iana", "Europe/Amsterdam"), at("2026-03-29 01:30"), timedelta(hours=2), "DURATION"),
    ),
    Different(
        "ical 14.3.1 refuses a file in which an end, or what else belongs to a start with a zone, has none",
        lambda made, _home: made.bare and bool(made.clock.name),
        Made(1, Clock("iana", "Europe/Helsinki"), at("2026-09-08 09:00"), timedelta(hours=1), bare=True),
    ),
    Different(
        "ical 14.3.1 knows no Windows names of zones, and refuses the file",
        lambda made, _home: made.clock.form == "windows",
        Made(1, Clock("windows", "W. Europe Standard Time"), at("2026-03-04 09:00"), timedelta(hours=1)),
    ),
    Different(
        "ical 14.3.1 does not find the instance that a RECURRENCE-ID in UTC names: both are there",
        lambda made, _home: any(change.in_utc or made.clock.form == "utc" for change in made.changes),
        Made(
            1, Clock("utc"), at("2026-03-04 09:00"), timedelta(hours=1), rule=Rule("DAILY"), count=3,
            changes=(Change(at("2026-03-05 09:00"), at("2026-03-05 15:00"), timedelta(hours=1)),),
        ),
    ),
)  # fmt: skip
"""Where the second reader is wrong, or more strict."""


def made_as(made: Iterable[Made], home: ZoneInfo) -> Counter[Instance]:
    """What was made up and touches the year."""
    first, last = YEAR.bounds(home)
    instances = (instance for one in made for instance in one.takes_place(home))
    return Counter(one for one in instances if one.start < last and one.end > first)


def read_by_us(made: Iterable[Made], home: ZoneInfo) -> Counter[Instance]:
    """What our reader finds; nothing may be refused or asked."""
    found, reading = read_calendar(
        "agenda.ics", file_of(list(made)), YEAR, Decisions(zone=home.key), today=TODAY
    )
    assert reading.refused == ()
    assert reading.undecided == ()
    return Counter(
        Instance(one.start.astimezone(UTC), one.end.astimezone(UTC), one.subject, one.all_day)
        for one in found
    )


def read_by_ical(made: Iterable[Made], home: ZoneInfo) -> Counter[Instance]:
    """What the second reader finds, without what was cancelled."""
    calendar = IcsCalendarStream.calendar_from_ics(file_of(list(made)).decode())
    found: Counter[Instance] = Counter()
    for event in calendar.timeline_tz(home).overlapping(*YEAR.bounds(home)):
        if event.status == "CANCELLED":
            continue
        whole = not isinstance(event.dtstart, datetime)
        moments = [
            (datetime.combine(value, time()) if whole else value) for value in (event.dtstart, event.end)
        ]
        start, end = (
            (moment if moment.tzinfo else moment.replace(tzinfo=home)).astimezone(UTC) for moment in moments
        )
        found[Instance(start, end, event.summary or "", whole)] += 1
    return found


def without(made: Iterable[Made], home: ZoneInfo, *known: Different) -> list[Made]:
    """The events that none of the known differences is about."""
    return [one for one in made if not any(each.applies(one, home) for each in known)]


@given(CALENDARS, HOMES)
@settings(max_examples=examples(80))
def test_a_made_up_calendar_is_read_as_it_was_made(made: tuple[Made, ...], home: ZoneInfo) -> None:
    """Rules, ends, exceptions, additions, moved and cancelled instances, in zones of every form."""
    plain = without(made, home, *LEFT_OPEN)
    assume(plain)
    assert read_by_us(plain, home) == made_as(plain, home)


@given(made_events())
@settings(max_examples=examples(60))
def test_a_second_reader_finds_what_was_made_up(made: Made) -> None:
    """The generator can't be wrong in the same way as our reader, for a library it doesn't know agrees."""
    assume(without([made], AMSTERDAM, *LEFT_OPEN, *OTHERS))
    assert read_by_ical([made], AMSTERDAM) == made_as([made], AMSTERDAM)


@pytest.mark.parametrize("known", OTHERS, ids=lambda one: one.why)
def test_the_second_reader_still_differs(known: Different) -> None:
    """A difference that is gone leaves the list, so that it is compared again."""
    try:
        found = read_by_ical([known.example], known.home)
    except CalendarParseError:
        return
    assert found != made_as([known.example], known.home)


@pytest.mark.parametrize("known", [*LEFT_OPEN, *OTHERS], ids=lambda one: one.why)
def test_a_known_difference_is_about_its_example(known: Different) -> None:
    """What is left out of the comparison is what the list says, and not something else."""
    assert known.applies(known.example, known.home)
