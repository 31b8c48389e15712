"""Whole days are days, by whatever clock a file was written and by whatever clock it is read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity import parcel
from workbook.activity.read import File, Loaded, read_files
from workbook.activity.records import Activity, Decisions
from workbook.activity.whole_days import by_clock
from workbook.evidence.measure import Period
from workbook.evidence.presence import leave_days, presence

ZONES = ("Europe/Amsterdam", "America/New_York", "Pacific/Auckland", "Asia/Kolkata")
TODAY = date(2026, 11, 23)
LEAVE = date(2026, 10, 14)

WAYS = {
    "a date": "DTSTART;VALUE=DATE:20261014\nDTEND;VALUE=DATE:20261015",
    "midnights of its zone": "DTSTART;TZID=Europe/Amsterdam:20261014T000000\nDTEND;TZID=Europe/Amsterdam:20261015T000000",
    "to the last minute": "DTSTART;TZID=Europe/Amsterdam:20261014T000000\nDTEND;TZID=Europe/Amsterdam:20261014T235900",
    "midnights in UTC": "DTSTART:20261013T220000Z\nDTEND:20261014T220000Z",
    "marked midnights": "DTSTART;TZID=Europe/Amsterdam:20261014T000000\nDTEND;TZID=Europe/Amsterdam:20261015T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    "marked, in UTC": "DTSTART:20261013T220000Z\nDTEND:20261014T220000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    "midnights of no zone": "DTSTART:20261014T000000\nDTEND:20261015T000000",
    "a day that repeats": "DTSTART;TZID=Europe/Amsterdam:20261014T000000\nDTEND;TZID=Europe/Amsterdam:20261015T000000\nRRULE:FREQ=DAILY;COUNT=1",
}


def calendar(*events: str, zone: str = "Europe/Amsterdam") -> bytes:
    """A calendar file of these events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"X-WR-TIMEZONE:{zone}"] if zone else [])]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@firm.example", *event.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(data: bytes, zone: str, name: str = "agenda.ics") -> Loaded:
    """A file as a manager in a zone reads it."""
    return read_files([File(name, data)], today=TODAY, decisions=Decisions(zone))


def days(activities: tuple[Activity, ...]) -> list[tuple[date, date]]:
    """The first of the whole days of each, and the day after the last."""
    assert all(one.all_day for one in activities)
    return [(one.start.date(), one.end.date()) for one in activities]


@pytest.mark.parametrize("home", ZONES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("written_in", ["Europe/Amsterdam", ""])
def test_a_leave_of_one_day_is_one_day_in_every_zone(way: str, home: str, written_in: str) -> None:
    """However a file writes one whole day, it is that day and no other, wherever it is read."""
    found = read(calendar(f"{WAYS[way]}\nSUMMARY:Vakantie", zone=written_in), home).activities
    assert days(found) == [(LEAVE, LEAVE + timedelta(days=1))]
    assert leave_days(found) == {LEAVE}


@pytest.mark.parametrize("home", ZONES)
def test_days_on_which_the_clock_changes_are_one_day_too(home: str) -> None:
    """A day of 25 or 23 hours, in UTC or by its own clock, is a day, also after the rows were handed on."""
    events = (
        "DTSTART:20261024T220000Z\nDTEND:20261025T230000Z\nSUMMARY:Vakantie",
        "DTSTART;VALUE=DATE:20261025\nDTEND;VALUE=DATE:20261026\nSUMMARY:Verlof",
        "DTSTART;TZID=Europe/Amsterdam:20260329T000000\nDTEND;TZID=Europe/Amsterdam:20260330T000000\nSUMMARY:Vrij",
        "DTSTART;TZID=America/New_York:20261101T000000\nDTEND;TZID=America/New_York:20261102T000000\nSUMMARY:Vrij",
    )
    rows = read(calendar(*events), home)
    expected = {date(2026, 10, 25), date(2026, 3, 29), date(2026, 11, 1)}
    assert leave_days(rows.activities) == expected
    handed_on = parcel.decode(parcel.encode(rows, home))
    assert handed_on.activities == rows.activities
    assert leave_days(handed_on.activities) == expected


@pytest.mark.parametrize("home", ZONES)
def test_days_that_are_no_whole_days_are_those_of_the_file(home: str) -> None:
    """A training from Monday nine o'clock to Wednesday five is three days, by the clock it was written by."""
    event = "DTSTART;TZID=Europe/Amsterdam:20261012T090000\nDTEND;TZID=Europe/Amsterdam:20261014T170000\nSUMMARY:Training"
    assert days(read(calendar(event), home).activities) == [(date(2026, 10, 12), date(2026, 10, 15))]


TABLE = "Onderwerp;Begindatum;Begintijd;Einddatum;Eindtijd;Duurt hele dag\n"


@pytest.mark.parametrize("home", ZONES)
@pytest.mark.parametrize(
    ("cells", "after"),
    [
        ("Vakantie;14-10-2026;0:00:00;15-10-2026;0:00:00;Waar", LEAVE + timedelta(days=1)),
        ("Vakantie;14-10-2026;0:00:00;15-10-2026;0:00:00;Onwaar", LEAVE + timedelta(days=1)),
        ("Vakantie;14-10-2026;0:00:00;16-10-2026;0:00:00;Waar", LEAVE + timedelta(days=2)),
    ],
)
def test_a_table_of_appointments_has_the_same_days(cells: str, after: date, home: str) -> None:
    """Outlook's table tells a day by two midnights, marked or not."""
    found = read((TABLE + cells + "\n").encode(), home, "agenda.csv").activities
    assert days(found) == [(LEAVE, after)]


@pytest.mark.parametrize("home", ZONES)
def test_the_days_of_deals_are_the_same(home: str) -> None:
    """A day in a table of deals, alone or with midnight behind it, is no moment."""
    table = (
        "Deal Name,Deal Stage,Create Date,Close Date,Amount\n"
        "Veldhof,Closed Won,2026-09-01,2026-10-14,100\n"
        "Kruitmolen,Closed Lost,2026-09-02 00:00,2026-10-15 00:00,200\n"
    )
    deals = read(table.encode(), home, "deals.csv").deals
    assert deals is not None
    assert deals["closed"].to_list() == [date(2026, 10, 14), date(2026, 10, 15)]


def test_a_meeting_near_midnight_is_on_the_day_of_the_managers_clock() -> None:
    """A moment is one, and which day it is on depends on where the manager lives."""
    event = "DTSTART:20261014T213000Z\nDTEND:20261014T223000Z\nSUMMARY:Laat overleg"
    found = {home: read(calendar(event), home).activities[0].start.date().day for home in ZONES}
    assert found == dict(zip(ZONES, (14, 14, 15, 15), strict=True))


@settings(max_examples=examples(60))
@given(
    day=st.dates(date(2025, 12, 1), date(2026, 11, 1)),
    number=st.integers(1, 9),
    written=st.sampled_from(ZONES),
    home=st.sampled_from(ZONES),
    other=st.sampled_from(ZONES),
    utc=st.booleans(),
)
def test_whole_days_stay_whatever_the_zones(
    day: date, number: int, written: str, home: str, other: str, utc: bool
) -> None:
    """Any number of days, written by one clock, read by a second and shown by a third, are those days, and
    have the same id."""
    moments = [datetime(d.year, d.month, d.day, tzinfo=ZoneInfo(written)) for d in (day, day + timedelta(number))]
    if utc:
        lines = [f"{name}:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for name, at in zip(("DTSTART", "DTEND"), moments, strict=True)]
    else:
        lines = [f"{name};TZID={written}:{at:%Y%m%dT%H%M%S}" for name, at in zip(("DTSTART", "DTEND"), moments, strict=True)]
    data = calendar("\n".join([*lines, "SUMMARY:Verlof"]), zone=written)
    (one,) = read(data, home).activities
    turned = by_clock(one, ZoneInfo(other))
    assert days((one, turned)) == [(day, day + timedelta(number))] * 2
    assert one.id == read(data, other).activities[0].id
    period = Period(day - timedelta(7), day + timedelta(number + 7))
    assert presence(period, "NL", [one]) == presence(period, "NL", [turned])
