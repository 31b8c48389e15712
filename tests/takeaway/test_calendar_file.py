"""The plan in a calendar: read back with two libraries that did not write it, and loaded twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import vobject
from helpers.goneby import STARTS, walked_through
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook import journey
from workbook.activity.calendars import read_calendar
from workbook.activity.own_entries import CATEGORY
from workbook.activity.read import File, read_files
from workbook.activity.records import Decisions
from workbook.journey import Workbook, look_back
from workbook.takeaway.calendar_file import NoStep, plan_calendar
from workbook.words import LANGUAGES, translator

MADE = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def written(
    book: Workbook | None = None, made: datetime = MADE, zone: str = "Europe/Amsterdam", language: str = "nl"
) -> bytes:
    """A plan's calendar file."""
    return plan_calendar(book or walked_through(), "a1b2", zone, translator(language), made)


def events(data: bytes) -> dict[str, Any]:
    """The events by id, as icalendar reads them."""
    read = icalendar.Calendar.from_ical(data)
    return {str(event["uid"]): event for event in read.walk("VEVENT")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_the_plan_is_in_it(language: str) -> None:
    """Three steps on their days, the weekly check-in, the buddy, the new export, and the look back."""
    found = events(written(language=language))
    keys = {uid.split("-a1b2@")[0]: event for uid, event in found.items()}
    assert set(keys) == {
        "step-plan",
        "step-marketing",
        "step-field",
        "check-in",
        "day-14",
        "day-42",
        "day-90",
    }
    for key, day in zip(("step-plan", "step-marketing", "step-field"), STARTS, strict=True):
        assert keys[key].start == datetime(day.year, day.month, day.day, 8, 30, tzinfo=AMSTERDAM)
        assert "Mei" in str(keys[key]["summary"])
        assert [alarm["trigger"].dt for alarm in keys[key].walk("VALARM")] == [
            timedelta(days=-1),
            timedelta(minutes=-5),
        ]
    assert all(list(event.walk("VALARM")) for event in keys.values())
    assert keys["day-90"].start.date() == date(2027, 3, 1), "the look back was a Sunday"


def test_the_check_in_comes_every_friday_at_four_whatever_the_clock_does() -> None:
    """Thirteen Fridays at four in the afternoon on the wall, over the new year."""
    calendar = icalendar.Calendar.from_ical(written())
    found = recurring_ical_events.of(calendar).between(date(2026, 11, 1), date(2027, 12, 1))
    series = sorted(event.start for event in found if str(event["uid"]).startswith("check-in"))
    assert len(series) == 13
    assert {(moment.weekday(), moment.hour, moment.minute) for moment in series} == {(4, 16, 0)}
    end = look_back(walked_through())
    assert end
    assert series[-1].date() <= end < series[-1].date() + timedelta(days=7)


def test_a_second_library_reads_the_same() -> None:
    """vobject, which shares no code with the one that wrote it, finds the same days and series."""
    data = written()
    read = vobject.readOne(data.decode())
    other = {event.uid.value: event for event in read.vevent_list}
    ours = events(data)
    assert set(other) == set(ours)
    for uid, event in ours.items():
        assert other[uid].dtstart.value.astimezone(UTC) == event.start.astimezone(UTC)
        assert other[uid].summary.value == str(event["summary"])
        assert len(other[uid].valarm_list) == len(event.walk("VALARM"))
    check_in = next(event for uid, event in other.items() if uid.startswith("check-in"))
    assert len(list(check_in.rruleset)) == 13


def test_our_own_reader_reads_it_and_knows_it_is_ours() -> None:
    """The program reads the calendar it wrote, and takes nothing in it for evidence."""
    activities, reading = read_calendar(
        "plan.ics", written(), None, Decisions(), today=date(2027, 6, 1)
    )
    assert reading.refused == ()
    assert len(activities) == 6 + 13
    assert all(CATEGORY in activity.categories for activity in activities)
    loaded = read_files([File("plan.ics", written())], today=date(2027, 6, 1))
    assert loaded.activities == ()
    (reading,) = loaded.readings
    assert (reading.read, [count for _, count in reading.left_out]) == (0, [19])


def test_a_second_file_moves_what_changed_and_doubles_nothing() -> None:
    """Same ids, a higher sequence: a calendar takes it as news of the same entries."""
    before = events(written())
    moved = journey.resolve(walked_through(), "plan", first_on=date(2026, 12, 7), act="the new act")
    after = events(written(moved, MADE + timedelta(days=3)))
    assert set(after) == set(before)
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)
    step = next(uid for uid in before if uid.startswith("step-plan"))
    assert after[step].start.date() == date(2026, 12, 7)


def test_two_workbooks_do_not_overwrite_each_other() -> None:
    """Entries of another workbook have other ids."""
    other = plan_calendar(walked_through(), "ffff", "Europe/Amsterdam", translator("nl"), MADE)
    assert not set(events(other)) & set(events(written()))


def test_without_a_step_there_is_no_calendar() -> None:
    """A plan of nothing says so instead of filling a calendar with check-ins."""
    with pytest.raises(NoStep):
        written(Workbook())


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Europe/London", "America/New_York", "Asia/Tokyo"])
def test_another_zone_is_written_out(zone: str) -> None:
    """Half past eight is half past eight where the manager lives."""
    data = written(zone=zone)
    assert f"TZID:{zone}".encode() in data
    step = next(event for uid, event in events(data).items() if uid.startswith("step-plan"))
    assert step.start.astimezone(ZoneInfo(zone)).strftime("%H:%M") == "08:30"


@settings(max_examples=examples(40))
@given(act=st.text(min_size=1, max_size=80), person=st.text(min_size=1, max_size=40))
def test_what_is_written_in_a_step_breaks_no_calendar(act: str, person: str) -> None:
    """No text ends a line early or adds a property or an event of its own."""
    book = walked_through()
    inquiry = book.inquiry("plan")
    step = replace(inquiry.step, act=act + "\r\nEND:VEVENT\r\nX-EVIL:1", person=person)
    book = replace(book, inquiries={**book.inquiries, "plan": replace(inquiry, step=step)})
    found = events(written(book))
    assert len(found) == 7
    assert not [event for event in found.values() if "x-evil" in event]
