"""The times of one event in one form: bare ones run on its start's clock, those of days are days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from helpers.ics import days, left_out, notes, read, starts
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

HELSINKI = "UID:1\nDTSTART;TZID=Europe/Helsinki:20260908T090000\n"
BY_CLOCK = (
    "{n:number} repeating appointment ends on a day or a time without a zone. That was read by the clock of "
    "its start; the day itself counts too."
)


def test_a_bare_end_is_on_the_clock_of_its_start() -> None:
    """Nine to ten in Helsinki is an hour, not two because the end names no zone."""
    (one,), _ = read(f"{HELSINKI}DTEND:20260908T100000")
    assert (one.minutes, f"{one.start:%H:%M}") == (60, "08:00")


def test_thirteen_visits_with_bare_ends_are_thirteen_hours() -> None:
    """A series counts its customer time once, not twice."""
    found, _ = read(f"{HELSINKI}DTEND:20260908T100000\nRRULE:FREQ=WEEKLY;COUNT=13")
    assert sum(one.minutes for one in found) == 780


def test_a_bare_end_of_a_start_in_utc_is_in_utc() -> None:
    """Seven to eight o'clock UTC is an hour where the end forgot its Z."""
    (one,), _ = read("UID:1\nDTSTART:20260908T070000Z\nDTEND:20260908T080000")
    assert (one.minutes, f"{one.start:%H:%M}") == (60, "09:00")


def test_a_bare_start_is_on_the_clock_its_end_names() -> None:
    """The event names a zone once; both its times are in it."""
    (one,), _ = read("UID:1\nDTSTART:20260908T090000\nDTEND;TZID=Europe/Helsinki:20260908T100000")
    assert (one.minutes, f"{one.start:%H:%M}") == (60, "08:00")


def test_a_bare_extra_date_is_on_the_clock_of_its_start() -> None:
    """RDATE without a zone is nine o'clock in Helsinki too."""
    found, _ = read(f"{HELSINKI}DTEND:20260908T100000\nRDATE:20260910T090000")
    assert starts(found) == ["09-08 08:00", "09-10 08:00"]


def test_a_bare_extra_period_is_on_the_clock_of_its_start() -> None:
    """A period with a length of its own keeps it."""
    found, _ = read(f"{HELSINKI}DTEND:20260908T100000\nRDATE;VALUE=PERIOD:20260910T090000/PT30M")
    assert [(f"{one.start:%d %H:%M}", one.minutes) for one in found] == [("08 08:00", 60), ("10 08:00", 30)]


def test_a_bare_exception_is_on_the_clock_of_its_start() -> None:
    """EXDATE without a zone takes out the instance of that hour."""
    found, _ = read(f"{HELSINKI}RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260909T090000")
    assert starts(found) == ["09-08 08:00", "09-10 08:00"]


def test_a_bare_end_of_a_repetition_is_on_the_clock_of_its_start() -> None:
    """UNTIL nine o'clock includes the meeting at nine in Helsinki, and the report says so."""
    found, reading = read(f"{HELSINKI}RRULE:FREQ=DAILY;UNTIL=20260910T090000")
    assert starts(found) == ["09-08 08:00", "09-09 08:00", "09-10 08:00"]
    assert BY_CLOCK in notes(reading)


@pytest.mark.parametrize(
    "start",
    ["DTSTART;TZID=Europe/Amsterdam:20261102T233000", "DTSTART:20261102T223000Z", "DTSTART:20261102T233000"],
)
def test_until_a_day_includes_the_meetings_of_that_day(start: str) -> None:
    """A series of half past eleven in the evening until 5 November has one on 5 November."""
    found, reading = read(f"UID:1\n{start}\nRRULE:FREQ=DAILY;UNTIL=20261105")
    assert starts(found) == [f"11-{day:02} 23:30" for day in (2, 3, 4, 5)]
    assert BY_CLOCK in notes(reading)


def test_until_the_last_day_there_is_goes_on() -> None:
    """31 December 9999 is written for a series without end, also by a clock behind that of Greenwich."""
    found, _ = read("UID:1\nDTSTART;TZID=America/New_York:20261228T100000\nRRULE:FREQ=DAILY;UNTIL=99991231")
    assert starts(found)[:3] == ["12-28 16:00", "12-29 16:00", "12-30 16:00"]


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
        "DTSTART:20261102T090000Z\nDTEND:20261102T100000Z\nRRULE:FREQ=DAILY;UNTIL=99991231T235959Z",
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York"])
def test_a_moment_in_the_last_year_there_is_spoils_nothing(lines: str, zone: str) -> None:
    """The last second of 9999 in UTC has no day by a clock ahead of it; the series goes on all the same."""
    found, _ = read(f"UID:1\n{lines}", head=f"X-WR-TIMEZONE:{zone}\n")
    assert [f"{one.start:%m-%d}" for one in found][:3] == ["11-02", "11-03", "11-04"]


def test_a_change_of_a_day_that_never_comes_spoils_no_file() -> None:
    """One that names the last day of 9999 in UTC stands beside the series."""
    found, _ = read(
        "UID:1\nDTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;COUNT=2",
        "UID:1\nRECURRENCE-ID:99991231T233000Z\nDTSTART;VALUE=DATE:20261105\nDTEND;VALUE=DATE:20261106",
    )
    assert [f"{one.start:%d}" for one in found] == ["02", "03", "05"]


SERIES = "UID:1\nDTSTART;VALUE=DATE:20261102\nDTEND;VALUE=DATE:20261103\n"


@pytest.mark.parametrize(
    "until",
    [
        "20261105T230000Z",
        "20261106T000000Z",
        "20261106T235959Z",
        "20261106T225959Z",
        "20261106T000000",
        "20261106",
    ],
)
def test_days_until_a_midnight_in_utc_are_those_days(until: str) -> None:
    """Exchange ends a series of days at the local midnight of the last, written in UTC."""
    found, reading = read(f"{SERIES}RRULE:FREQ=DAILY;UNTIL={until}")
    assert days(found) == [f"11-{day:02}/11-{day:02}" for day in (2, 3, 4, 5, 6)]
    assert BY_CLOCK not in notes(reading)


@pytest.mark.parametrize(
    "taken_out",
    [
        "EXDATE:20261103T230000Z",
        "EXDATE:20261104T000000Z",
        "EXDATE;TZID=Europe/Amsterdam:20261104T000000",
        "EXDATE:20261104T000000",
    ],
)
def test_a_day_taken_out_as_a_midnight_is_that_day(taken_out: str) -> None:
    """4 November is out, whether as local midnight in UTC, as midnight in UTC or as a bare midnight."""
    found, _ = read(f"{SERIES}RRULE:FREQ=DAILY;COUNT=4\n{taken_out}")
    assert days(found) == ["11-02/11-02", "11-03/11-03", "11-05/11-05"]


def test_a_day_added_as_a_midnight_in_utc_is_that_day() -> None:
    """RDATE of 23:00 UTC is the day that begins then in Amsterdam."""
    found, _ = read(f"{SERIES}RDATE:20261109T230000Z")
    assert days(found) == ["11-02/11-02", "11-10/11-10"]


@pytest.mark.parametrize(
    "change", ["STATUS:CANCELLED\nDTSTART:20261103T230000Z", "STATUS:CANCELLED\nDTSTART;VALUE=DATE:20261104"]
)
def test_a_day_named_as_a_midnight_in_utc_is_called_off(change: str) -> None:
    """RECURRENCE-ID in UTC names the day of a series of days."""
    found, reading = read(
        f"{SERIES}RRULE:FREQ=DAILY;COUNT=4", f"UID:1\nRECURRENCE-ID:20261103T230000Z\n{change}"
    )
    assert days(found) == ["11-02/11-02", "11-03/11-03", "11-05/11-05"]
    assert left_out(reading) == {"cancelled": 1}


def test_a_day_named_in_an_unknown_zone_is_that_day() -> None:
    """A midnight of a zone nobody knows names a day all the same; nothing is asked."""
    gone = "UID:1\nRECURRENCE-ID;TZID=Customized Time Zone:20261103T000000\nDTSTART;VALUE=DATE:20261103\nSTATUS:CANCELLED"
    found, reading = read(f"{SERIES}RRULE:FREQ=DAILY;COUNT=3", gone)
    assert days(found) == ["11-02/11-02", "11-04/11-04"]
    assert reading.undecided == ()


def test_a_calendar_in_utc_has_the_days_of_the_manager() -> None:
    """Its zone is where the program keeps times; midnights in Amsterdam are midnights."""
    found, _ = read(f"{SERIES}RRULE:FREQ=DAILY;UNTIL=20261105T230000Z", head="X-WR-TIMEZONE:UTC\n")
    assert days(found) == [f"11-{day:02}/11-{day:02}" for day in (2, 3, 4, 5, 6)]


def test_a_day_with_an_end_in_utc_is_a_day() -> None:
    """A day from 8 September to 22:00 UTC, which is midnight here, is no meeting of 22 hours."""
    found, _ = read("UID:1\nDTSTART;VALUE=DATE:20260908\nDTEND:20260908T220000Z")
    assert days(found) == ["09-08/09-08"]


def test_a_day_with_an_end_within_a_day_touches_that_day() -> None:
    """A start without a time of day has no hours; the day of the end is part of it."""
    found, _ = read("UID:1\nDTSTART;VALUE=DATE:20260908\nDTEND;TZID=Europe/Amsterdam:20260909T170000")
    assert days(found) == ["09-08/09-09"]


def test_the_days_of_a_file_are_by_the_clock_of_the_file() -> None:
    """Where the calendar names a zone, midnights in UTC are those of that zone."""
    new_york = "UID:1\nDTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;UNTIL=20261105T050000Z"
    found, _ = read(new_york, head="X-WR-TIMEZONE:America/New_York\n")
    assert days(found) == [f"11-{day:02}/11-{day:02}" for day in (2, 3, 4, 5)]


def test_a_day_taken_out_of_a_series_of_hours_is_that_days_meeting() -> None:
    """EXDATE, RDATE and RECURRENCE-ID as days mean the meeting of that day."""
    found, _ = read(
        f"{HELSINKI}DTEND:20260908T100000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260909\nRDATE;VALUE=DATE:20260914",
        "UID:1\nRECURRENCE-ID;VALUE=DATE:20260910\nDTSTART;TZID=Europe/Helsinki:20260911T150000",
    )
    assert starts(found) == ["09-08 08:00", "09-11 14:00", "09-14 08:00"]


def test_a_series_in_utc_keeps_to_utc_where_its_exceptions_do() -> None:
    """Nine o'clock UTC taken out after the clocks change, too: the series is not that of the calendar's zone."""
    series = "UID:1\nDTSTART:20261019T090000Z\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261102T090000Z"
    found, _ = read(series, head="X-WR-TIMEZONE:Europe/Amsterdam\n")
    assert starts(found) == ["10-19 11:00", "10-26 10:00", "11-09 10:00"]


def test_a_series_in_utc_keeps_to_utc_where_its_end_does() -> None:
    """The last one is at nine o'clock UTC, as the first."""
    series = "UID:1\nDTSTART:20261019T090000Z\nRRULE:FREQ=WEEKLY;UNTIL=20261102T090000Z"
    found, _ = read(series, head="X-WR-TIMEZONE:Europe/Amsterdam\n")
    assert starts(found) == ["10-19 11:00", "10-26 10:00", "11-02 10:00"]


def test_a_series_in_utc_repeats_by_the_clock_of_its_calendar_otherwise() -> None:
    """Google means eleven o'clock on the wall, and says so by its exceptions or not at all."""
    series = "UID:1\nDTSTART:20261019T090000Z\nRRULE:FREQ=WEEKLY;COUNT=4"
    for exception in ("", "\nEXDATE:20261102T100000Z"):
        found, _ = read(series + exception, head="X-WR-TIMEZONE:Europe/Amsterdam\n")
        assert {f"{one.start:%H:%M}" for one in found} == {"11:00"}
        assert len(found) == (3 if exception else 4)


@pytest.mark.parametrize(
    ("event", "last"),
    [
        ("DTSTART;TZID=Europe/Amsterdam:20261102T100000\nRRULE:FREQ=DAILY;UNTIL=20261105", 4),
        ("DTSTART;VALUE=DATE:20261102\nRRULE:FREQ=DAILY;UNTIL=20261105T230000Z", 5),
    ],
)
def test_recurring_ical_events_still_loses_the_last_of_such_series(event: str, last: int) -> None:
    """recurring-ical-events 3.8.2: when this fails, `Begin.rule` in `workbook.activity.time_lines` may be left to
    it."""
    lines = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{event}\nEND:VEVENT\nEND:VCALENDAR\n"
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(lines)).between("20261101", "20261201")
    assert max(one["DTSTART"].dt.day for one in found) == last


def test_icalendar_still_takes_a_bare_end_by_itself() -> None:
    """icalendar 7.3.0: when this fails, `Begin.put_right` need not give an end the zone of its start."""
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\n{HELSINKI}DTEND:20260908T100000\nEND:VEVENT\n")
    assert event["DTEND"].dt.tzinfo is None


@given(
    day=st.dates(date(2026, 1, 5), date(2026, 11, 30)),
    hour=st.integers(5, 20),
    times=st.integers(1, 6),
    skipped=st.integers(0, 5),
    zone=st.sampled_from(["Europe/Helsinki", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata"]),
    bare=st.sets(st.sampled_from(["DTEND", "EXDATE", "UNTIL"])),
)
@settings(max_examples=examples(60))
def test_bare_times_are_read_as_those_with_the_zone(
    day: date, hour: int, times: int, skipped: int, zone: str, bare: set[str]
) -> None:
    """Which of the times of a series name its zone makes no difference."""

    def event(bare: set[str]) -> str:
        def at(name: str, on: date, hour: int) -> str:
            told = "" if name in bare else f";TZID={zone}"
            return f"{name}{told}:{on:%Y%m%d}T{hour:02}0000"

        last = day + timedelta(days=times)
        ends = datetime(last.year, last.month, last.day, hour, tzinfo=ZoneInfo(zone))
        until = f"{ends:%Y%m%dT%H%M%S}" if "UNTIL" in bare else f"{ends.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return "\n".join(
            (
                "UID:1",
                at("DTSTART", day, hour),
                at("DTEND", day, hour + 1),
                at("EXDATE", day + timedelta(days=skipped), hour),
                f"RRULE:FREQ=DAILY;UNTIL={until}",
            )
        )

    assert read(event(bare))[0] == read(event(set()))[0]
