"""24 hours of a calendar that are a day, by whatever clock they were written."""

from __future__ import annotations

import pytest
from helpers.ics import days, read

from workbook.activity.records import Decisions


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART;TZID=America/New_York:20260908T000000\nDTEND;TZID=America/New_York:20260909T000000",
        "DTSTART;TZID=America/New_York:20260907T180000\nDTEND;TZID=America/New_York:20260908T180000",
        "DTSTART;TZID=Europe/London:20260907T230000\nDTEND;TZID=Europe/London:20260908T230000",
        "DTSTART:20260907T220000Z\nDTEND:20260908T220000Z",
        "DTSTART:20260908T040000Z\nDTEND:20260909T040000Z",
        "DTSTART;TZID=Europe/Amsterdam:20260908T000000\nDTEND:20260908T220000Z",
        "DTSTART;TZID=America/New_York:20260908T000000\nDTEND;TZID=America/New_York:20260908T235900",
        "DTSTART;TZID=Europe/Amsterdam:20260908T000000\nDTEND;TZID=Europe/Amsterdam:20260908T235959",
        "DTSTART:20260908T000000\nDTEND:20260908T235900",
        "DTSTART:20260908T000000Z\nDTEND:20260908T235959Z",
        "DTSTART;TZID=Europe/London:20260907T230000\nDTEND;TZID=Europe/London:20260908T225900",
    ],
)
@pytest.mark.parametrize("repeats", ["", "\nRRULE:FREQ=DAILY;COUNT=1"])
def test_a_day_by_another_clock_is_one_whole_day(times: str, repeats: str) -> None:
    """Midnight to midnight of its own clock, of the manager's or of nobody's known is 8 September."""
    found, _ = read(f"UID:1\n{times}{repeats}")
    assert days(found) == ["09-08/09-08"]


def test_a_day_by_the_clock_of_the_calendar_is_one_whole_day() -> None:
    """Midnights of the calendar's zone, written in another one."""
    times = "DTSTART;TZID=Europe/Amsterdam:20260908T060000\nDTEND;TZID=Europe/Amsterdam:20260909T060000"
    found, _ = read(f"UID:1\n{times}", head="X-WR-TIMEZONE:America/New_York\n")
    assert days(found) == ["09-08/09-08"]


def test_a_night_shift_is_no_whole_day() -> None:
    """Twenty-three hours that begin at midnight nowhere are hours."""
    found, _ = read(
        "UID:1\nDTSTART;TZID=Europe/Amsterdam:20260908T010000\nDTEND;TZID=Europe/Amsterdam:20260908T235900",
        decisions=Decisions("Europe/Amsterdam"),
    )
    assert days(found) == ["hours"]
