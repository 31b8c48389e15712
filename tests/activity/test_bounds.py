"""One row or event that repeats something thousands of times: it costs little, and what was not read is said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from unittest.mock import patch

import icalendar
import pytest

from workbook.activity import event_people, limits
from workbook.activity.read import File, Loaded, read_files
from workbook.words import translator

TODAY = date(2026, 11, 23)
_ = translator("en")


def read(data: str, name: str = "x") -> Loaded:
    """Read one file."""
    return read_files([File(name, data.encode())], today=TODAY)


def calendar(*events: Iterable[str]) -> str:
    """A calendar with these lines in its events, each on a day of its own."""
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//"]
    for day, lines in enumerate(events, 2):
        parts += ["BEGIN:VEVENT", f"UID:{day}@tests", f"DTSTART:202611{day:02}T090000Z"]
        parts += [f"DTEND:202611{day:02}T100000Z", "SUMMARY:Visit", *lines, "END:VEVENT"]
    return "\r\n".join([*parts, "END:VCALENDAR", ""])


def attendees(number: int) -> list[str]:
    return [f"ATTENDEE;CN=Person {n}:mailto:person{n}@firm.example" for n in range(number)]


def test_more_attendees_than_a_meeting_has_are_never_parsed() -> None:
    """Two hundred thousand lines with attendees held a processor for a minute: they are counted, and the event is
    refused by its number while the next one is read."""
    passed: list[int] = []
    plain = icalendar.Event.from_ical
    with patch("icalendar.Event.from_ical", lambda text: (passed.append(len(text)), plain(text))[1]):
        loaded = read(calendar(attendees(200_000), attendees(3)))
    (reading,) = loaded.readings
    assert sum(passed) < 10_000
    assert [(one.row, _(one.reason)) for one in reading.refused] == [
        (1, "It has 200,000 attendees, more than a meeting can have.")
    ]
    assert len(loaded.activities) == 1


def test_as_many_attendees_as_are_read() -> None:
    """At the limit nothing is refused."""
    (one,) = read(calendar(attendees(limits.PEOPLE))).activities
    assert len(one.attendees or ()) == limits.PEOPLE


def test_a_series_with_too_many_attendees_is_refused_once() -> None:
    """A daily event is refused as one, not on each of its days."""
    (reading,) = read(calendar([*attendees(3_000), "RRULE:FREQ=DAILY;COUNT=20"])).readings
    assert [one.row for one in reading.refused] == [1]


def test_the_people_of_a_series_are_looked_at_once() -> None:
    """Each instance has the same people, and shares what was read of them."""
    with patch.object(event_people, "people", wraps=event_people.people) as looked:
        loaded = read(calendar([*attendees(50), "RRULE:FREQ=DAILY;COUNT=20"]))
    assert looked.call_count == 1
    assert len(loaded.activities) == 20
    assert len({id(one.attendees) for one in loaded.activities}) == 1


@pytest.mark.parametrize("name", ["CATEGORIES", "LOCATION", "SUMMARY", "UID", "ORGANIZER", "STATUS", "DTSTAMP"])
def test_a_line_repeated_without_end_is_read_as_far_as_any_calendar_repeats_it(name: str) -> None:
    """An event with thirty thousand of one line is read by the first of them, and the reading says which event
    and which line."""
    said = {"DTSTAMP": "20261101T000000Z", "ORGANIZER": "mailto:o@firm.example"}.get(name, "Same")
    lines = [f"{name}:{said}"] * 30_000
    loaded = read(calendar([], lines, []))
    (reading,) = loaded.readings
    notes = [_(note) for note in reading.notes]
    assert len(loaded.activities) == 3
    assert any("event 2" in note and name in note and str(limits.REPEATED) in note for note in notes), notes


def test_more_categories_than_anybody_sorts_by() -> None:
    """One line may hold ten thousand categories: the first hundred are kept, and the reading says so."""
    line = "CATEGORIES:" + ",".join(f"c{n}" for n in range(10_000))
    loaded = read(calendar([], [line]))
    (reading,) = loaded.readings
    assert max(len(one.categories) for one in loaded.activities) == limits.CATEGORIES
    assert any("event 2" in _(note) and "categories" in _(note) for note in reading.notes)


def test_as_many_categories_as_are_read_need_no_remark() -> None:
    """At the limit nothing is left out, and nothing said."""
    (reading,) = read(calendar(["CATEGORIES:" + ",".join(f"c{n}" for n in range(limits.CATEGORIES))])).readings
    assert not any("categories" in _(note) for note in reading.notes)


@pytest.mark.parametrize("name", ["DESCRIPTION", "COMMENT", "ATTACH", "X-ANYTHING"])
def test_long_texts_nobody_reads_are_not_kept(name: str) -> None:
    """A description of megabytes is looked at for a link at its start, and costs nothing else."""
    text = f"{name}:" + "https://teams.example.test/" * 100_000
    loaded = read(calendar([text] * 3, [f"{name}:x"] * 50_000))
    assert len(loaded.activities) == 2
    assert not loaded.readings[0].refused


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("column", ["Required Attendees", "Optional Attendees", "Meeting Resources"])
def test_a_cell_with_more_people_than_a_meeting_has(column: str, separator: str) -> None:
    """A row whose cell names thousands of people is refused by its number and the name of what it is; the row
    below it is read."""
    many = separator.join(f"p{n}@f.example" for n in range(limits.PEOPLE + 1))
    rows = [f'Visit,2-11-2026,09:00,2-11-2026,10:00,"{many}"', "Visit,13-11-2026,09:00,13-11-2026,10:00,a@f.example"]
    heading = f"Subject,Start Date,Start Time,End Date,End Time,{column}"
    loaded = read("\n".join([heading, *rows, ""]), "x.csv")
    (reading,) = loaded.readings
    assert [one.row for one in reading.refused] == [2]
    assert "2,000" in _(reading.refused[0].reason)
    assert len(loaded.activities) == 1
