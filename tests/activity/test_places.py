"""Where a meeting was, from what files really say: at the customer's, online, at one's own office, elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.calendars import read_calendar
from workbook.activity.locations import locations
from workbook.activity.matching import merge
from workbook.activity.people import People, confirm_domain
from workbook.activity.places import NO_PLACE, Place, PlaceSaid, place_key, where
from workbook.activity.records import Activity, Attendee
from workbook.activity.sorting import Rules, place_corrections, place_in, sort_activities
from workbook.activity.tables import read_table

ZONE = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 11, 23)
PEOPLE = confirm_domain(
    People(own=frozenset({"me@firma.example"}), own_domains=frozenset({"firma.example"})),
    "veldhof.example",
    "customer",
)
PIET = Attendee("piet@veldhof.example", "Piet")
BAS = Attendee("bas@firma.example", "Bas")


def meeting(location: str = "", subject: str = "Overleg", **more: Any) -> Activity:
    """A meeting with a customer."""
    made = Activity(
        id="1",
        source="a.ics",
        row=1,
        start=datetime(2026, 9, 8, 9, tzinfo=ZONE),
        end=datetime(2026, 9, 8, 10, tzinfo=ZONE),
        subject=subject,
        location=location,
        attendees=(Attendee("me@firma.example"), BAS, PIET),
    )
    return replace(made, **more)


@pytest.mark.parametrize(
    ("activity", "place"),
    [
        (meeting("Microsoft Teams-vergadering"), "online"),
        (meeting("Microsoft Teams Meeting", "Klantbezoek Veldhof"), None),
        (meeting("https://teams.microsoft.com/l/meetup-join/19%3ameeting"), "online"),
        (meeting("Zoom Meeting ID: 812 3456 7890"), "online"),
        (meeting("+31 6 12345678"), "online"),
        (meeting("", "Offertebespreking", online=True), "online"),
        (meeting("", "Bellen met Piet"), "online"),
        (meeting("", "Terugbellen", kind="call"), "online"),
        (meeting("Microsoft Teams-vergadering; Veldhof, Stationsweg 5"), "visit"),
        (meeting("Veldhof BV, Stationsweg 5, Zwolle"), "visit"),
        (meeting("Bij de klant"), "visit"),
        (meeting("", "Klantbezoek Veldhof"), "visit"),
        (meeting("Stationsweg 5, Zwolle", "Klantbezoek Veldhof"), "visit"),
        (meeting("Hoofdstraat 1", "Demo", categories=("Klantbezoek",)), "visit"),
        (meeting("Kruitmolen, Deventer", "Accountgesprek Kruitmolen", attendees=None), "visit"),
        (meeting("", "Klantbezoek Veldhof", online=True), None),
        (meeting("Zaal 2", "Overleg", rooms=(Attendee("zaal2@firma.example", "Zaal 2"),)), "office"),
        (meeting("Zaal 2", "Overleg", rooms=(Attendee("zaal@veldhof.example", "Zaal 2"),)), "visit"),
        (meeting("Kantoor Rotterdam", "Klantbezoek Veldhof"), None),
        (meeting("Kantoor Rotterdam"), None),
        (meeting("Op ons kantoor"), "office"),
        (meeting("", "Veldhof komt langs"), "office"),
        (meeting("Restaurant De Brug", "Lunch Veldhof"), "elsewhere"),
        (meeting("Jaarbeurs Utrecht, hal 3"), "elsewhere"),
        (meeting("Stationsweg 5, Zwolle"), None),
        (meeting(""), None),
        (meeting("Veldhof", "Klantbezoek", private=True), None),
    ],
)
def test_where_a_meeting_was(activity: Activity, place: Place | None) -> None:
    """Protects the word 'visit': a call is none, nor is a customer who came; what isn't told is unknown."""
    assert where(activity, PEOPLE, {}).place == place


def test_the_same_words_in_english() -> None:
    """Protects English calendars: the rules are data in both languages."""
    told = {
        "visit": meeting("At the customer", "Meeting"),
        "online": meeting("Microsoft Teams Meeting", "Meeting"),
        "office": meeting("Our office", "Meeting"),
        "elsewhere": meeting("Trade fair, hall 3", "Meeting"),
    }
    assert {place: where(one, PEOPLE, {}).place for place, one in told.items()} == {one: one for one in told}


def test_what_is_said_of_a_place_holds_for_all_meetings_there() -> None:
    """Protects one word from being asked twice: whatever the case, and beside a link."""
    said: dict[str, Place] = {place_key("Kantoor Rotterdam"): "office", NO_PLACE: "visit"}
    for location in ("kantoor rotterdam", "Microsoft Teams-vergadering; Kantoor  Rotterdam"):
        assert where(meeting(location, "Klantbezoek Veldhof"), PEOPLE, said).place == "office"
    assert where(meeting(""), PEOPLE, said).place == "visit"
    assert where(meeting("", "Bellen met Piet"), PEOPLE, said).place == "online"


def test_a_correction_goes_before_the_rules() -> None:
    """Protects the manager's own word, of one meeting and of all with a title like this."""
    activity = meeting("Microsoft Teams-vergadering", "Overleg Veldhof")
    rules = Rules()
    assert place_in(sort_activities([activity], PEOPLE, rules)["1"]) == "online"
    for place in ("visit", "office", "elsewhere", "online"):
        by_title = rules.corrected(*place_corrections(place, title="overleg veldhof"))
        assert place_in(sort_activities([activity], PEOPLE, by_title)["1"]) == place
        by_one = by_title.corrected(*place_corrections("visit", activity="1"))
        assert place_in(sort_activities([activity], PEOPLE, by_one)["1"]) == "visit"


def test_two_files_that_tell_of_one_meeting_tell_its_place_together() -> None:
    """Protects a CRM's address beside a calendar's link."""
    bare, full = meeting("", online=True), meeting("Veldhof BV", attendees=None)
    assert where(merge(bare, full), PEOPLE, {}).place == "visit"


def calendar(*lines: str) -> bytes:
    """A calendar with one event."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "DTSTART:20260908T080000Z"]
    tail = ["DTEND:20260908T090000Z", "SUMMARY:Overleg", "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join([*head, *lines, *tail]).encode()


@pytest.mark.parametrize(
    "line",
    [
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.example/7",
        "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij",
        "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/19",
        "X-MICROSOFT-ISONLINEMEETING:TRUE",
        "DESCRIPTION:Hallo\\n\\nDeelnemen: https://eu01web.zoom.us/j/812345\\, code 1",
        "DESCRIPTION:Klik hier <https://teams.microso\r\n ft.com/l/meetup-join/19>",
        "URL:https://firma.webex.com/meet/piet",
        "LOCATION:https://whereby.com/piet",
    ],
)
def test_a_way_to_join_is_seen_and_not_kept(line: str) -> None:
    """Protects the reading of online meetings, and the text of an appointment, which stays in the file."""
    (one,), _ = read_calendar("a.ics", calendar(line), today=TODAY)
    assert one.online
    assert "Hallo" not in repr(one)


@pytest.mark.parametrize(
    "line",
    ["X-MICROSOFT-ISONLINEMEETING:FALSE", "DESCRIPTION:zie zoom.us en https://firma.example/route", "URL:"],
)
def test_what_is_no_way_to_join(line: str) -> None:
    """Protects visits from a word in passing."""
    (one,), _ = read_calendar("a.ics", calendar(line), today=TODAY)
    assert not one.online


def test_rooms_are_told_by_calendars_and_tables() -> None:
    """Protects one's own office: a room that is booked is no person and says where it was."""
    room = "ATTENDEE;CUTYPE=ROOM;CN=Zaal 2:mailto:zaal2@firma.example"
    (one,), _ = read_calendar("a.ics", calendar(room, "ATTENDEE:mailto:piet@veldhof.example"), today=TODAY)
    assert [each.name for each in one.rooms] == ["Zaal 2"]
    assert where(one, PEOPLE, {}).place == "office"
    table = (
        "Subject,Start Date,Start Time,End Date,End Time,Required Attendees,Meeting Resources,Location\n"
        "Overleg,2026-09-08,9:00,2026-09-08,10:00,Piet Kruik;Zaal 2,Zaal 2,Zaal 2\n"
    )
    (row,), _, _ = read_table("a.csv", table.encode(), today=TODAY)
    assert [each.name for each in row.rooms] == ["Zaal 2"]
    assert [each.name for each in row.attendees or ()] == ["Piet Kruik"]


def test_only_places_that_need_the_manager_are_asked_about() -> None:
    """Protects from a hundred questions: one for each unknown place where a customer was met, one for all without
    any; a place where only colleagues met is proposed as one's own."""
    inside = [
        meeting("Kantoor Rotterdam", f"Intern {n}", id=f"i{n}", attendees=(Attendee("me@firma.example"), BAS))
        for n in range(2)
    ]
    outside = [
        meeting("Kantoor Rotterdam", id="a"),
        meeting("Stationsweg 5", id="b"),
        meeting("Stationsweg 5", id="c"),
        meeting("", id="d"),
        meeting("Microsoft Teams-vergadering", id="e"),
        meeting("Veldhof BV", id="f"),
    ]
    activities = [*inside, *outside]
    verdicts = sort_activities(activities, PEOPLE, Rules())
    found = locations(activities, verdicts, PEOPLE, {})
    assert [(one.shown, one.meetings, one.place, one.confirmed) for one in found] == [
        ("Stationsweg 5", 2, None, False),
        ("Kantoor Rotterdam", 1, "office", False),
        ("", 1, None, False),
    ]
    said = (PlaceSaid(found[0].key, "visit"),)
    settled = sort_activities(activities, PEOPLE, Rules(places=said))
    again = locations(activities, settled, PEOPLE, {one.location: one.place for one in said})
    assert (again[0].place, again[0].confirmed) == ("visit", True)


@settings(max_examples=examples(200))
@given(location=st.text(max_size=60), subject=st.text(max_size=60), online=st.booleans())
def test_any_text_has_a_place_or_none(location: str, subject: str, online: bool) -> None:
    """Protects the page from what people write: always an answer, and the same for the same place."""
    one = meeting(location, subject, online=online)
    found = where(one, PEOPLE, {})
    assert found.place in ("visit", "online", "office", "elsewhere", None)
    if key := place_key(one.location):
        assert where(one, PEOPLE, {key: "elsewhere"}).place == "elsewhere"
