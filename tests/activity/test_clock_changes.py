"""The night in spring that skips an hour and the one in autumn that has one twice: 29 March and 25 October."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from helpers.ics import TODAY, YEAR, read
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.clock_changes import as_lived, in_order
from workbook.activity.read import File, read_files

ZONE = "TZID=Europe/Amsterdam"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPRING, AUTUMN = "20260329", "20261025"

CASES = {
    "skipped to the end of the gap": (SPRING, "0230", "0300", "03:30", 30),
    "skipped to beyond it": (SPRING, "0230", "0330", "03:30", 60),
    "the skipped hour itself": (SPRING, "0200", "0300", "03:00", 60),
    "within the skipped hour": (SPRING, "0215", "0245", "03:15", 30),
    "into the skipped hour": (SPRING, "0130", "0230", "01:30", 60),
    "across the skipped hour": (SPRING, "0130", "0330", "01:30", 60),
    "from the double hour": (AUTUMN, "0230", "0300", "02:30", 30),
    "from the double hour on": (AUTUMN, "0230", "0330", "02:30", 60),
    "within the double hour": (AUTUMN, "0215", "0245", "02:15", 30),
    "into the double hour": (AUTUMN, "0130", "0230", "01:30", 60),
    "first to second of the double hour": (AUTUMN, "0245", "0215", "02:45", 30),
    "across the double hour": (AUTUMN, "0130", "0330", "01:30", 180),
}


@pytest.mark.parametrize("case", CASES)
def test_a_calendars_appointment_is_as_long_as_it_was(case: str) -> None:
    """None is negative, none an hour too long or too short."""
    day, begins, ends, start, minutes = CASES[case]
    (one,), reading = read(f"UID:1\nDTSTART;{ZONE}:{day}T{begins}00\nDTEND;{ZONE}:{day}T{ends}00")
    assert (f"{one.start:%H:%M}", one.minutes) == (start, minutes)
    assert reading.refused == ()


OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Onze tijd
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize("case", CASES)
def test_it_is_so_in_a_zone_of_the_files_own(case: str) -> None:
    """icalendar 7.3.0 makes a zone of a definition that knows nothing of times that are skipped."""
    day, begins, ends, start, minutes = CASES[case]
    zone = 'TZID="Onze tijd"'
    (one,), reading = read(f"UID:1\nDTSTART;{zone}:{day}T{begins}00\nDTEND;{zone}:{day}T{ends}00", head=OWN_ZONE)
    assert (f"{one.start:%H:%M}", one.minutes) == (start, minutes)
    assert reading.refused == ()


@pytest.mark.parametrize("case", CASES)
def test_a_tables_appointment_is_as_long_as_a_calendars(case: str) -> None:
    """The same times in a table, which names no zone."""
    day, begins, ends, start, minutes = CASES[case]
    row = f"{day[:4]}-{day[4:6]}-{day[6:]};{begins[:2]}:{begins[2:]};{day[:4]}-{day[4:6]}-{day[6:]};{ends[:2]}:{ends[2:]}"
    table = f"Onderwerp;Begindatum;Begintijd;Einddatum;Eindtijd\nOverleg;{row}\n".encode()
    loaded = read_files([File("agenda.csv", table)], window=YEAR, today=TODAY)
    (one,) = loaded.activities
    assert (f"{one.start:%H:%M}", one.minutes) == (start, minutes)


@pytest.mark.parametrize(
    ("day", "begins"), [(SPRING, "0130"), (SPRING, "0230"), (AUTUMN, "0130"), (AUTUMN, "0230")]
)
@pytest.mark.parametrize("repeats", ["", "\nRRULE:FREQ=DAILY;COUNT=1"])
def test_a_length_is_that_length_on_any_night(day: str, begins: str, repeats: str) -> None:
    """DURATION of hours is time that passes, not hands of a clock (RFC 5545, 3.3.6)."""
    (one,), _ = read(f"UID:1\nDTSTART;{ZONE}:{day}T{begins}00\nDURATION:PT3H{repeats}")
    assert one.minutes == 180


@pytest.mark.parametrize("begins", ["02:30", "01:30"])
@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_length_in_a_table_is_that_length(day: str, begins: str) -> None:
    """A meeting of 45 minutes has 45 minutes, in the skipped and in the double hour."""
    table = f"Subject,Start,Duration (minutes)\nOverleg,{day} {begins},45\n".encode()
    (one,) = read_files([File("agenda.csv", table)], window=YEAR, today=TODAY).activities
    assert one.minutes == 45


def test_a_nightly_half_hour_is_half_an_hour_every_night() -> None:
    """Also on the night on which its time is skipped."""
    found, _ = read(
        f"UID:1\nDTSTART;{ZONE}:20260327T023000\nDTEND;{ZONE}:20260327T030000\nRRULE:FREQ=DAILY;COUNT=4"
    )
    assert [one.minutes for one in found] == [30] * 4


@pytest.mark.parametrize(
    "length", ["DTEND;TZID=Europe/Amsterdam:20260329T235900", "DTEND;TZID=Europe/Amsterdam:20260329T235959"]
)
def test_the_shortest_day_of_the_year_is_a_whole_day(length: str) -> None:
    """From midnight to the last minute of the day of 23 hours."""
    (one,), _ = read(f"UID:1\nDTSTART;{ZONE}:20260329T000000\n{length}")
    assert (one.all_day, one.start.date(), one.end.date()) == (True, date(2026, 3, 29), date(2026, 3, 30))


def test_a_deal_of_that_night_keeps_its_days() -> None:
    """Made and won within the skipped and the double hour."""
    table = (
        "Deal Name,Deal Stage,Create Date,Close Date,Amount\n"
        "Veldhof,Closed Won,2026-03-29 02:30,2026-03-29 03:00,100\n"
        "Kruitmolen,Closed Won,2026-10-25 02:45,2026-10-25 02:15,200\n"
    )
    deals = read_files([File("deals.csv", table.encode())], today=TODAY).deals
    assert deals is not None
    assert deals["created"].to_list() == deals["closed"].to_list() == [date(2026, 3, 29), date(2026, 10, 25)]


@given(
    spring=st.booleans(),
    before=st.integers(-300, 300),
    minutes=st.integers(0, 600),
)
@settings(max_examples=examples(100))
def test_two_times_in_order_stay_in_order_and_as_far_apart(spring: bool, before: int, minutes: int) -> None:
    """The length is that of the clock, but where the hour that was skipped or double lies within."""
    change = (
        datetime(2026, 3, 29, 2, tzinfo=AMSTERDAM) if spring else datetime(2026, 10, 25, 2, tzinfo=AMSTERDAM)
    )
    begins = change - timedelta(minutes=before)
    ends = begins + timedelta(minutes=minutes)
    first, last = as_lived(begins, ends)
    assert in_order(first, last)
    length = (last.astimezone(UTC) - first.astimezone(UTC)) / timedelta(minutes=1)
    assert length in (minutes, minutes - 60, minutes + 60)
    assert length == minutes or 0 < before <= minutes
