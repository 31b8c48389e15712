"""iCalendar files: every trap that real exports hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity.calendars import read_calendar
from workbook.activity.ownership import rows_of_manager
from workbook.activity.records import Activity, Decisions, Reading
from workbook.activity.span import Span

TODAY = date(2026, 11, 23)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "calendars"


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar file around the lines of its events."""
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(
    data: bytes,
    own: frozenset[str] = frozenset(),
    decisions: Decisions | None = None,
    window: Span | None = YEAR,
) -> tuple[list[Activity], Reading]:
    """Read a calendar over the whole of 2026."""
    return rows_of_manager(*read_calendar("agenda.ics", data, window, decisions, today=TODAY), own, None)


def left_out(reading: Reading) -> dict[str, int]:
    """What was left out, by reason."""
    return {reason.id: times for reason, times in reading.left_out}


def starts(activities: list[Activity]) -> list[str]:
    """Local starts, short."""
    return [f"{one.start:%m-%d %H:%M}" for one in activities]


MEETING = "UID:1\nDTSTART;TZID=Europe/Amsterdam:20260304T100000\nDTEND;TZID=Europe/Amsterdam:20260304T110000"


@pytest.mark.parametrize(
    "name",
    [
        "W. Europe Standard Time",
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        "/mozilla.org/20050126_1/Europe/Amsterdam",
        "/Europe/Amsterdam",
        "europe/amsterdam",
        "Europe/Amsterdam",
    ],
)
def test_a_zone_by_any_of_its_names_gives_the_same_time(name: str) -> None:
    """Windows, menu and prefixed names may not turn into times without a zone."""
    found, reading = read(calendar(f"UID:1\nDTSTART;TZID={name}:20260704T100000\nSUMMARY:Overleg"))
    assert [one.start.isoformat() for one in found] == ["2026-07-04T10:00:00+02:00"]
    assert reading.undecided == ()


@pytest.mark.parametrize("name", ["Customized Time Zone", "tzone://Microsoft/Custom", "", "Nergens/Onbekend"])
def test_a_zone_nobody_knows_is_asked_once_and_not_guessed(name: str) -> None:
    """Events whose zone can't be told wait for an answer, the rest is read, and the answer settles it."""
    data = calendar(
        MEETING,
        f"UID:2\nDTSTART;TZID={name}:20260305T100000",
        f"UID:3\nDTSTART;TZID={name}:20260306T100000\nRRULE:FREQ=WEEKLY;COUNT=2",
    )
    found, reading = read(data)
    assert starts(found) == ["03-04 10:00"]
    assert left_out(reading)["waiting for the time zone to be chosen"] == 2
    (question,) = reading.undecided
    assert question.key == "zone"
    assert "Europe/Amsterdam" in question.options
    answered, after = read(data, decisions=Decisions().with_answer("agenda.ics", "zone", "America/New_York"))
    assert starts(answered) == ["03-04 10:00", "03-05 16:00", "03-06 16:00", "03-13 15:00"]
    assert after.undecided == ()


DEFINED = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def test_a_zone_the_file_defines_is_used_and_forgotten() -> None:
    """The file's own definition counts, and may not leak into the next file that lacks one."""
    event = "UID:1\nDTSTART;TZID=Customized Time Zone:20260704T100000"
    found, _ = read(calendar(event, head=DEFINED))
    assert starts(found) == ["07-04 16:00"]
    again, reading = read(calendar(event))
    assert again == []
    assert len(reading.undecided) == 1


def test_a_time_zone_without_a_name_costs_no_event() -> None:
    """One blank TZID in a VTIMEZONE makes the library fail on the whole file."""
    blank = DEFINED.replace("TZID:Customized Time Zone", "TZID:")
    found, reading = read(calendar(MEETING, head=blank))
    assert len(found) == 1
    assert reading.refused == ()


def test_a_definition_that_changes_the_clock_each_second_is_not_followed() -> None:
    """A hostile zone definition may not keep the reader busy for ever."""
    hostile = DEFINED.replace("FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11", "FREQ=SECONDLY")
    found, reading = read(calendar("UID:1\nDTSTART;TZID=Customized Time Zone:20260704T100000", head=hostile))
    assert found == []
    assert len(reading.undecided) == 1


def test_times_without_a_zone_are_by_the_calendars_own_clock() -> None:
    """Floating times follow X-WR-TIMEZONE, else the zone the manager lives in."""
    event = "UID:1\nDTSTART:20260704T100000"
    assert starts(read(calendar(event))[0]) == ["07-04 10:00"]
    assert starts(read(calendar(event, head="X-WR-TIMEZONE:Europe/London\n"))[0]) == ["07-04 11:00"]


def test_a_weekly_meeting_keeps_its_hour_when_the_clock_changes() -> None:
    """Summer time begins on 29 March 2026; a meeting at nine stays at nine."""
    found, _ = read(
        calendar(
            "UID:1\nDTSTART;TZID=W. Europe Standard Time:20260325T090000\n"
            "DTEND;TZID=W. Europe Standard Time:20260325T100000\nRRULE:FREQ=WEEKLY;COUNT=2"
        )
    )
    assert [one.start.isoformat() for one in found] == [
        "2026-03-25T09:00:00+01:00",
        "2026-04-01T09:00:00+02:00",
    ]
    assert [one.minutes for one in found] == [60, 60]


def test_cancelled_instances_and_events_are_left_out_and_counted() -> None:
    """The library returns cancelled instances as if they took place."""
    series = "UID:1\nDTSTART:20260304T100000Z\nRRULE:FREQ=WEEKLY;COUNT=3"
    gone = "UID:1\nRECURRENCE-ID:20260311T100000Z\nDTSTART:20260311T100000Z\nSTATUS:CANCELLED"
    alone = "UID:2\nDTSTART:20260305T100000Z\nSTATUS:CANCELLED"
    named = "UID:3\nDTSTART:20260306T100000Z\nSUMMARY:Geannuleerd: Klantbezoek"
    found, reading = read(calendar(series, gone, alone, named))
    assert starts(found) == ["03-04 11:00", "03-18 11:00"]
    assert left_out(reading) == {"cancelled": 2, "cancelled, by their title": 1}


def test_a_cancellation_sent_later_calls_off_the_invitation() -> None:
    """METHOD:CANCEL in a second calendar of the file withdraws the event of the first."""
    invitation = calendar("UID:1\nSEQUENCE:0\nDTSTART:20260304T100000Z", head="METHOD:REQUEST\n")
    cancellation = calendar("UID:1\nSEQUENCE:1\nDTSTART:20260304T100000Z", head="METHOD:CANCEL\n")
    found, reading = read(invitation + cancellation)
    assert found == []
    assert left_out(reading) == {"cancelled": 1, "an older version of an event that is also in the file": 1}


def test_several_calendars_in_one_file_are_all_read() -> None:
    """Only the first calendar is read by default; each has its own name."""
    first = calendar("UID:1\nDTSTART:20260304T100000Z", head="X-WR-CALNAME:Werk\n")
    second = calendar("UID:2\nDTSTART:20260305T100000Z", head="X-WR-CALNAME:Beurs\n")
    found, _ = read(first + second)
    assert [one.calendar for one in found] == ["Werk", "Beurs"]
    assert [one.row for one in found] == [1, 2]


def test_what_the_manager_declined_is_left_out() -> None:
    """An own PARTSTAT of declined means not there; somebody else's does not."""
    declined = (
        MEETING + "\nATTENDEE;PARTSTAT=DECLINED:MAILTO:Ik@Voorbeeld.nl\nATTENDEE:mailto:klant@elders.nl"
    )
    found, reading = read(calendar(declined), own=frozenset({"ik@voorbeeld.nl"}))
    assert found == []
    assert left_out(reading) == {"declined by you": 1}
    assert len(read(calendar(declined), own=frozenset({"klant@elders.nl"}))[0]) == 1


def test_rooms_resources_and_people_informed_only_are_nobody() -> None:
    """A meeting room is not a colleague; a single attendee is no list."""
    people = (
        "\nORGANIZER;CN=Baas:mailto:baas@voorbeeld.nl"
        "\nATTENDEE;CUTYPE=ROOM:mailto:zaal@voorbeeld.nl"
        "\nATTENDEE;CUTYPE=RESOURCE:mailto:beamer@voorbeeld.nl"
        "\nATTENDEE;ROLE=NON-PARTICIPANT:mailto:cc@voorbeeld.nl"
        '\nATTENDEE;CN="Vries, An de";PARTSTAT=TENTATIVE:invalid:nomail'
    )
    (one,) = read(calendar(MEETING + people))[0]
    assert one.attendees is not None
    assert [(who.key, who.attendance, who.organiser) for who in one.attendees] == [
        ("name:vries, an de", "tentative", False),
        ("baas@voorbeeld.nl", "accepted", True),
    ]
    (single,) = read(calendar(MEETING + "\nATTENDEE;CN=A:mailto:a@elders.nl"))[0]
    assert single.attendees is not None
    assert [who.address for who in single.attendees] == ["a@elders.nl"]


def test_no_attendees_means_unknown_and_not_nobody() -> None:
    """Published calendars leave attendees out: with whom is then unknown."""
    found, reading = read(calendar(MEETING, MEETING.replace("UID:1", "UID:2") + "\nORGANIZER:mailto:a@b.nl"))
    assert [one.attendees for one in found] == [None, None]
    assert len(reading.notes) == 1


@pytest.mark.parametrize("mark", ["CLASS:PRIVATE", "CLASS:CONFIDENTIAL", "X:1\nSUMMARY:Privé-afspraak"])
def test_private_events_count_their_time_and_tell_nothing_else(mark: str) -> None:
    """The hours count; title, place, categories and people stay out."""
    event = f"{MEETING}\n{mark}\nSUMMARY:Huisarts\nLOCATION:Utrecht\nCATEGORIES:Zorg\nATTENDEE:mailto:arts@elders.nl"
    (one,) = read(calendar(event))[0]
    assert (one.private, one.subject, one.location, one.categories, one.attendees) == (True, "", "", (), None)
    assert one.minutes == 60


@pytest.mark.parametrize("word", ["Busy", "Bezet", "BUSY"])
def test_free_or_busy_alone_is_no_title(word: str) -> None:
    """A calendar shared as free/busy has a word where its titles would be."""
    (one,) = read(calendar(f"{MEETING}\nSUMMARY:{word}"))[0]
    assert (one.subject, one.private) == ("", False)


def test_the_last_day_of_an_all_day_event_is_not_part_of_it() -> None:
    """DTEND is exclusive; where it equals the start, or is missing, the event is one day."""
    found, _ = read(
        calendar(
            "UID:1\nDTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260815",
            "UID:2\nDTSTART;VALUE=DATE:20260903\nDTEND;VALUE=DATE:20260903",
            "UID:3\nDTSTART;VALUE=DATE:20260904",
            "UID:4\nDTSTART:20260905T000000\nDTEND:20260906T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        )
    )
    assert [(one.end.date() - one.start.date()).days for one in found] == [12, 1, 1, 1]
    assert all(one.all_day and one.minutes == 0 for one in found)


def test_an_event_of_days_on_end_is_taken_as_whole_days() -> None:
    """A fair from Monday nine to Wednesday five is no meeting of 56 hours."""
    found, reading = read(calendar("UID:1\nDTSTART:20260302T090000\nDTEND:20260304T170000\nSUMMARY:Beurs"))
    assert [(one.all_day, (one.end - one.start).days) for one in found] == [(True, 3)]
    assert len(reading.notes) == 2


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("DTSTART:gisteren", "{property}"),
        ("DTSTART:20260304T100000Z\nDTEND:later", "{property}"),
        ("DTSTART:20260304T100000Z\nRRULE:FREQ=SOMS", "{property}"),
        ("DTSTART:20260304T100000Z\nRRULE:FREQ=WEEKLY;UNTIL=ooit", "{property}"),
        ("DTSTART:20260304T100000Z\nDTEND:20260304T090000Z", "before it starts"),
        ("SUMMARY:Zonder begin", "no start"),
        ("DTSTART:20260304T100000Z\nRRULE:FREQ=SECONDLY", "more often"),
        ("DTSTART:20200101T100000Z\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "more often"),
        ("DTSTART:20260101T100000Z\nRRULE:FREQ=DAILY;INTERVAL=0", ""),
        ("DTSTART:20260304T100000Z\nRRULE:FREQ=HOURLY", "more often"),
        (
            "DTSTART:20260304T100000Z\nRRULE:FREQ=DAILY;BYMINUTE="
            + ",".join(map(str, range(60)))
            + ";BYHOUR="
            + ",".join(map(str, range(24))),
            "more often",
        ),
    ],
)
def test_a_broken_event_is_refused_by_number_and_the_rest_is_read(broken: str, says: str) -> None:
    """One bad property costs one event, with the reason, and never the file."""
    found, reading = read(calendar(MEETING, f"UID:2\n{broken}", MEETING.replace("UID:1", "UID:3")))
    assert len(found) == 2
    (refusal,) = reading.refused
    assert (refusal.file, refusal.row) == ("agenda.ics", 2)
    assert says in refusal.reason.id


def test_a_broken_instance_does_not_bring_back_the_one_it_replaced() -> None:
    """A moved meeting with an impossible end is refused, and not shown at its old time."""
    found, reading = read(
        calendar(
            "UID:1\nDTSTART:20260304T100000Z\nRRULE:FREQ=DAILY;COUNT=3",
            "UID:1\nRECURRENCE-ID:20260305T100000Z\nDTSTART:20260305T150000Z\nDTEND:20260305T140000Z",
        )
    )
    assert starts(found) == ["03-04 11:00", "03-06 11:00"]
    assert [refusal.row for refusal in reading.refused] == [2]


def test_moved_and_shifted_instances_stand_where_they_went() -> None:
    """RECURRENCE-ID moves one instance, THISANDFUTURE all that follow; EXDATE takes one out."""
    found, _ = read(
        calendar(
            "UID:1\nDTSTART:20260301T120000Z\nDTEND:20260301T130000Z\nRRULE:FREQ=DAILY;UNTIL=20260308T120000Z\n"
            "EXDATE:20260303T120000Z",
            "UID:1\nRECURRENCE-ID:20260302T120000Z\nDTSTART:20260302T150000Z\nDTEND:20260302T160000Z",
            "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260306T120000Z\nDTSTART:20260306T080000Z\n"
            "DTEND:20260306T083000Z",
        )
    )
    assert starts(found) == [
        "03-01 13:00",
        "03-02 16:00",
        "03-04 13:00",
        "03-05 13:00",
        "03-06 09:00",
        "03-07 09:00",
        "03-08 09:00",
    ]


def test_the_older_version_of_an_event_gives_way() -> None:
    """Of two versions the higher SEQUENCE counts, whichever comes first in the file."""
    old, new = (f"UID:1\nSEQUENCE:{n}\nDTSTART:2026030{n + 4}T100000Z" for n in (0, 1))
    for data in (calendar(old, new), calendar(new, old)):
        found, reading = read(data)
        assert starts(found) == ["03-05 11:00"]
        assert left_out(reading) == {"an older version of an event that is also in the file": 1}


def test_answers_to_invitations_are_no_meetings() -> None:
    """A REPLY or a COUNTER is mail about a meeting."""
    found, reading = read(calendar(MEETING, head="METHOD:REPLY\n"))
    assert found == []
    assert left_out(reading) == {"answers to invitations, which are no events": 1}


@pytest.mark.parametrize(
    ("encode", "shown"),
    [
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "utf-8"),
        (lambda text: text.encode("cp1252"), "windows-1252"),
        (lambda text: text.encode("utf-16"), "utf-8"),
        (lambda text: text.replace("\r\n", "\n").encode(), "utf-8"),
    ],
)
def test_encodings_and_line_ends_do_not_change_a_title(encode: object, shown: str) -> None:
    """A byte-order mark, Latin bytes or bare line feeds leave `Müller` what it is."""
    text = calendar(f"{MEETING}\nSUMMARY:Bezoek Müller\\, café").decode()
    found, reading = read(encode(text))  # type: ignore[operator]
    assert [one.subject for one in found] == ["Bezoek Müller, café"]
    assert reading.encoding == shown


def test_a_line_folded_inside_a_letter_is_joined() -> None:
    """Producers fold after 75 bytes, letters of two bytes or not."""
    data = calendar(f"{MEETING}\nSUMMARY:Bezoek Müller")
    data = data.replace("ü".encode(), b"\xc3\r\n \xbc")
    assert [one.subject for one in read(data)[0]] == ["Bezoek Müller"]


def test_a_file_that_stops_halfway_gives_what_is_whole() -> None:
    """A download cut off costs its last event, and says so."""
    data = calendar(MEETING, MEETING.replace("UID:1", "UID:2"))
    found, reading = read(data[: data.rindex(b"END:VEVENT")])
    assert [one.row for one in found] == [1]
    assert [refusal.row for refusal in reading.refused] == [2]


def test_an_id_is_the_same_in_each_export() -> None:
    """Corrections hang on ids: they follow UID and start, not the file or its order."""
    one, two = MEETING, MEETING.replace("UID:1", "UID:2")
    first = {activity.id for activity in read(calendar(one, two))[0]}
    again, _ = read_calendar("later.ics", calendar(two, one), YEAR, None, today=TODAY)
    assert {activity.id for activity in again} == first
    assert len(first) == 2


def test_without_a_period_a_file_gives_its_own_last_four_hundred_days() -> None:
    """An endless series of an old export is followed to the day of the export, not to today."""
    data = calendar(
        "UID:1\nDTSTAMP:20200601T000000Z\nLAST-MODIFIED:20100105T000000Z\nDTSTART:20100106T090000Z\n"
        "RRULE:FREQ=WEEKLY"
    )
    found, reading = read(data, window=None)
    assert reading.last == date(2020, 5, 27)
    assert reading.first is not None
    assert date(2020, 6, 1) - reading.first < timedelta(days=400)
    ahead, _ = read(calendar("UID:1\nDTSTART:20270106T090000Z"), window=None)
    assert len(ahead) == 1
    assert len(found) == 57


@given(
    day=st.dates(date(2025, 12, 20), date(2027, 1, 10)),
    hour=st.integers(0, 23),
    minutes=st.integers(0, 3000),
    zone=st.sampled_from(["Europe/Amsterdam", "America/New_York", "Pacific/Auckland", "UTC"]),
)
@settings(max_examples=examples(60))
def test_a_single_event_is_read_as_a_series_of_one(day: date, hour: int, minutes: int, zone: str) -> None:
    """The short way for events that do not repeat gives what the library gives."""
    event = f"UID:1\nDTSTART;TZID={zone}:{day:%Y%m%d}T{hour:02}0000\nDURATION:PT{minutes}M\nSUMMARY:x"
    alone, _ = read(calendar(event))
    repeated, _ = read(calendar(event + "\nRRULE:FREQ=DAILY;COUNT=1"))
    assert alone == repeated


@given(
    day=st.dates(date(2025, 11, 1), date(2027, 1, 10)),
    length=st.integers(0, 40),
    times=st.integers(1, 8),
    rule=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
)
@settings(max_examples=examples(60))
def test_a_series_passed_over_at_a_glance_has_nothing_in_the_period(
    day: date, length: int, times: int, rule: str
) -> None:
    """A series that ended before the period is not followed, and none that reaches into it is missed."""
    until = day + timedelta(days=31 * times)
    event = (
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}\nDTEND;VALUE=DATE:{day + timedelta(days=length + 1):%Y%m%d}\n"
        f"RRULE:FREQ={rule};UNTIL={until:%Y%m%d}"
    )
    glanced, _ = read(calendar(f"UID:1\n{event}"))
    followed, _ = read(calendar(f"UID:1\n{event}\nRDATE;VALUE=DATE:{day:%Y%m%d}"))
    assert glanced == followed


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
@pytest.mark.parametrize(
    ("name", "read_count", "refused"),
    [
        ("ical4j-Standup.ics", 287, 0),
        ("ical4j-incoming.ics", 1, 0),
        ("icalendar-big_bad_calendar.ics", 0, 20),
        ("icalendar-bom_calendar.ics", 0, 1),
        ("icalendar-issue_466_convert_tzid_with_slash.ics", 57, 0),
        ("node-ical-bad_ms_tz.ics", 34, 0),
        ("node-ical-biweekly-exdate-until.ics", 57, 0),
        ("node-ical-daily-count-exdate-recurrence-id.ics", 7, 1),
        ("node-ical-exchange_whole_day_moved_recurrence.ics", 52, 0),
        ("recurring-issue_62_moved_event.ics", 2, 0),
        ("recurring-issue_75_range_parameter.ics", 193, 0),
    ],
)
def test_real_calendars_are_read_or_refused_with_a_reason(name: str, read_count: int, refused: int) -> None:
    """Files of real programs, each with a trap of its own."""
    found, reading = read_calendar(name, (REAL / name).read_bytes(), today=TODAY)
    assert (reading.read, len(reading.refused)) == (read_count, refused)
    assert len(found) == read_count
    assert all((refusal.row or not read_count) and refusal.reason.id for refusal in reading.refused)
