"""Which days are read of a file when nobody has chosen a period."""

from __future__ import annotations

from datetime import date

import pytest
from helpers.ics import notes, read, starts

TO_EXPORT = "What repeats without end is followed up to {day:date}, the day this file was exported."
TO_TODAY = (
    "What repeats without end is followed up to today, {day:date}: this file does not tell when it was "
    "exported. Choose a period if it is older."
)


@pytest.mark.parametrize("listed", ["20261016T140000Z,20261019T140000Z", "20261019T140000Z,20261016T140000Z"])
def test_dates_that_are_listed_are_part_of_the_file(listed: str) -> None:
    """A meeting in September with two more listed in October: three, the last on 19 October."""
    found, reading = read(f"UID:1\nDTSTART:20260907T090000Z\nRDATE:{listed}", window=None)
    assert starts(found) == ["09-07 11:00", "10-16 16:00", "10-19 16:00"]
    assert reading.last == date(2026, 10, 19)


def test_days_and_periods_that_are_listed_are_too() -> None:
    """As days, and as periods with a length of their own."""
    event = (
        "UID:1\nDTSTART:20260907T090000Z\nRDATE;VALUE=DATE:20261016\nRDATE;VALUE=PERIOD:20261019T140000Z/PT1H"
    )
    assert starts(read(event, window=None)[0]) == ["09-07 11:00", "10-16 11:00", "10-19 16:00"]


def test_the_last_of_a_series_of_days_until_a_midnight_in_utc_is_read() -> None:
    """The period reaches as far as the series."""
    event = "UID:1\nDTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;UNTIL=20261105T230000Z"
    assert read(event, window=None)[1].last == date(2026, 11, 6)


STAMPED = "DTSTAMP:20260101T080000Z\n"
WEEKLY = f"UID:1\n{STAMPED}DTSTART;TZID=Europe/Amsterdam:20251201T090000\nRRULE:FREQ=WEEKLY"
SINGLE = f"UID:2\n{STAMPED}DTSTART;TZID=Europe/Amsterdam:20251203T090000"


@pytest.mark.parametrize("changed", ["", "LAST-MODIFIED:20260101T080000Z\n"])
def test_a_series_that_goes_on_is_not_over_at_its_last_change(changed: str) -> None:
    """Stamps of 1 January, read in November: the series is followed to November, and the report says so."""
    events = (f"{WEEKLY}\n{changed}", f"{SINGLE}\n{changed}")
    _, reading = read(*events, window=None)
    assert reading.last == date(2026, 11, 23)
    assert TO_TODAY in notes(reading)


@pytest.mark.parametrize("changed", ["20251202T080000Z", "20260101T075500Z"])
def test_a_series_that_goes_on_ends_at_the_day_of_export_where_the_file_tells_it(changed: str) -> None:
    """All were written down on one day though one was changed before: that is the day of the export."""
    events = (f"{WEEKLY}\nLAST-MODIFIED:20260101T080000Z", f"{SINGLE}\nLAST-MODIFIED:{changed}")
    _, reading = read(*events, window=None)
    assert reading.last == date(2025, 12, 29)
    assert TO_EXPORT in notes(reading)


def test_a_count_of_five_thousand_digits_spoils_no_file() -> None:
    """The series is refused, and the others are read."""
    _, reading = read(f"{SINGLE}\nRRULE:FREQ=DAILY;COUNT={'9' * 5_000}", WEEKLY, window=None)
    assert reading.read
    assert [one.row for one in reading.refused] == [1]


def test_stamps_of_different_days_are_no_day_of_export() -> None:
    """They tell when each was changed."""
    events = (f"{WEEKLY}\nLAST-MODIFIED:20251130T080000Z", SINGLE.replace("20260101T", "20260301T"))
    assert read(*events, window=None)[1].last == date(2026, 11, 23)


def test_nothing_is_remarked_where_another_appointment_ends_the_period() -> None:
    """A calendar with appointments after today ends today anyway."""
    events = (WEEKLY, "UID:2\nDTSTART:20261130T090000Z")
    _, reading = read(*events, window=None)
    assert reading.last == date(2026, 11, 23)
    assert TO_TODAY not in notes(reading)


def test_nothing_is_remarked_where_a_period_was_chosen() -> None:
    """Then nothing has to be found out."""
    assert TO_TODAY not in notes(read(WEEKLY)[1])
