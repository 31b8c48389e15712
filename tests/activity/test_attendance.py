"""Attendance reports of Microsoft Teams and Zoom: who was there, and the calendar's meeting it goes with."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity import attendance_forms
from workbook.activity.matching import match_sources
from workbook.activity.people import People, with_own
from workbook.activity.read import File, Loaded, read_files
from workbook.activity.records import Activity, Decisions

TODAY = date(2026, 11, 23)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ME = "robin@firma.example"

TEAMS = (
    "1. Summary\nMeeting title\tAccountplan Veldhof\nAttended participants\t3\nStart time\t9/22/26, 9:58:11 AM\n"
    "End time\t9/22/26, 11:01:02 AM\nMeeting duration\t1h 2m 51s\nAverage attendance time\t55m 3s\n\n"
    "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    f"Robin Alvast\t9/22/26, 9:58:11 AM\t9/22/26, 11:01:02 AM\t1h 2m 51s\t{ME}\t{ME}\tOrganizer\n"
    "Bo Tak\t9/22/26, 10:00:40 AM\t9/22/26, 11:00:59 AM\t1h 19s\tbo@firma.example\tbo@firma.example\tPresenter\n"
    "Jan Kruik (Guest)\t9/22/26, 10:02:00 AM\t9/22/26, 10:47:00 AM\t45m\t\t\tAttendee\n\n"
    "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    f"Robin Alvast\t9/22/26, 9:58:11 AM\t9/22/26, 11:01:02 AM\t1h 2m 51s\t{ME}\tOrganizer\n"
    "Bo Tak\t9/22/26, 10:00:40 AM\t9/22/26, 10:20:00 AM\t19m 20s\tbo@firma.example\tPresenter\n"
    "Bo Tak\t9/22/26, 10:25:00 AM\t9/22/26, 11:00:59 AM\t35m 59s\tbo@firma.example\tPresenter\n"
)
DUTCH = (
    "1. Samenvatting\nTitel van vergadering\tAccountplan Veldhof\nDeelnemers aan vergadering\t3\n"
    "Begintijd\t9-10-2026 09:58:11\nEindtijd\t9-10-2026 11:01:02\nDuur van vergadering\t1 u 2 min 51 sec\n\n"
    "2. Deelnemers\nNaam\tEerste deelname\tLaatste vertrek\tDuur in vergadering\tE-mail\tDeelnemer-id (UPN)\tRol\n"
    f"Robin Alvast\t9-10-2026 09:58:11\t9-10-2026 11:01:02\t1 u 2 min 51 sec\t{ME}\t{ME}\tOrganisator\n"
    "Bo Tak\t9-10-2026 10:00:40\t9-10-2026 11:00:59\t1 u 19 sec\tbo@firma.example\tbo@firma.example\tPresentator\n"
    "Jan Kruik (Gast)\t9-10-2026 10:02:00\t9-10-2026 10:47:00\t45 min\t\t\tDeelnemer\n"
)
OLDER = (
    "Meeting Summary\nTotal Number of Participants\t3\nMeeting Title\tAccountplan Veldhof\n"
    "Meeting Start Time\t9/22/2026, 9:58:11 AM\nMeeting End Time\t9/22/2026, 11:01:02 AM\n"
    "Meeting Id\t4b3adbad-0000-4bde-92d0-6be3049eb379\n\n"
    "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n"
    f"Robin Alvast\t9/22/2026, 9:58:11 AM\t9/22/2026, 11:01:02 AM\t1h 2m\t{ME}\tOrganizer\t{ME}\n"
    "Bo Tak\t9/22/2026, 10:00:40 AM\t9/22/2026, 11:00:59 AM\t1h\tbo@firma.example\tPresenter\tbo@firma.example\n"
    "Jan Kruik (Guest)\t9/22/2026, 10:02:00 AM\t9/22/2026, 10:47:00 AM\t45m\t\tAttendee\t\n"
)
OLDEST = (
    "Full Name\tUser Action\tTimestamp\nRobin Alvast\tJoined\t9/22/2026, 9:58:11 AM\n"
    "Bo Tak\tJoined\t9/22/2026, 10:00:40 AM\nBo Tak\tLeft\t9/22/2026, 10:20:00 AM\n"
    "Jan Kruik (Guest)\tJoined before\t9/22/2026, 9:58:11 AM\nRobin Alvast\tLeft\t9/22/2026, 11:01:02 AM\n"
)
ZOOM = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,\n"
    f'"812 3456 7890",Accountplan Veldhof,09/22/2026 09:58:11 AM,09/22/2026 11:01:02 AM,{ME},63,3,\n\n'
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    f"Robin Alvast,{ME},09/22/2026 09:58:11 AM,09/22/2026 11:01:02 AM,63,No\n"
    "Bo (Bo Tak),bo@firma.example,09/22/2026 10:00:40 AM,09/22/2026 10:20:00 AM,20,No\n"
    "Bo (Bo Tak),bo@firma.example,09/22/2026 10:25:00 AM,09/22/2026 11:00:59 AM,36,No\n"
    "Jan Kruik,,09/22/2026 10:02:00 AM,09/22/2026 10:47:00 AM,45,Yes\n"
)
ZOOM_NEWER = (
    "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n"
    f'Accountplan Veldhof,81234567890,Robin Alvast ({ME}),63,"09/22/2026 09:58:11 AM","09/22/2026 11:01:02 AM",3\n\n'
    "Name (original name),Email,Total duration (minutes),Guest\n"
    f"Robin Alvast,{ME},63,No\nBo,bo@firma.example,56,No\nJan Kruik,,45,Yes\n"
)
ZOOM_ONE_TABLE = (
    "Topic,Meeting ID,User Name,User Email,Start Time,End Time,Duration (Minutes),Participants,Name (Original Name),"
    "User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    + "".join(
        f"Accountplan Veldhof,812,Robin,{ME},09/22/2026 09:58:11 AM,09/22/2026 11:01:02 AM,63,3,{name},{address},"
        "09/22/2026 10:00:00 AM,09/22/2026 10:30:00 AM,30,No\n"
        for name, address in (("Robin Alvast", ME), ("Bo", "bo@firma.example"), ("Jan Kruik", ""))
    )
)


def read(*texts: str | bytes, decisions: Decisions | None = None) -> Loaded:
    """Read reports, each in the encoding of its program where it is text."""
    files = [
        File(
            f"{n}.csv",
            text if isinstance(text, bytes) else text.encode("utf-16" if "\t" in text else "utf-8"),
        )
        for n, text in enumerate(texts)
    ]
    return read_files(files, decisions=decisions, today=TODAY)


def keys(activity: Activity) -> list[str]:
    """Who was there."""
    return sorted(person.key for person in activity.attendees or ())


@pytest.mark.parametrize(
    ("text", "day", "title", "product"),
    [
        (TEAMS, date(2026, 9, 22), "Accountplan Veldhof", "Microsoft Teams"),
        (DUTCH, date(2026, 10, 9), "Accountplan Veldhof", "Microsoft Teams"),
        (OLDER, date(2026, 9, 22), "Accountplan Veldhof", "Microsoft Teams"),
        (OLDEST, date(2026, 9, 22), "", "Microsoft Teams"),
        (ZOOM, date(2026, 9, 22), "Accountplan Veldhof", "Zoom"),
        (ZOOM_NEWER, date(2026, 9, 22), "Accountplan Veldhof", "Zoom"),
        (ZOOM_ONE_TABLE, date(2026, 9, 22), "Accountplan Veldhof", "Zoom"),
        (ZOOM.partition("\n\n")[2], date(2026, 9, 22), "", "Zoom"),
    ],
    ids=[
        "teams",
        "teams-dutch",
        "teams-2021",
        "teams-2020",
        "zoom",
        "zoom-newer",
        "zoom-one-table",
        "zoom-people",
    ],
)
def test_a_report_tells_who_was_there(text: str, day: date, title: str, product: str) -> None:
    """Each form: one meeting, its title and time, and three people once each, however often they joined."""
    loaded = read(text)
    (one,), (reading,) = loaded.activities, loaded.readings
    assert reading.format.values["product"] == product
    assert (one.subject, one.held, one.online, one.seen) == (title, "yes", True, True)
    assert one.start == datetime(day.year, day.month, day.day, 9, 58, 11, tzinfo=AMSTERDAM)
    assert one.end == datetime(day.year, day.month, day.day, 11, 1, 2, tzinfo=AMSTERDAM)
    told = (
        [ME, "bo@firma.example"]
        if "Email" in text or "E-mail" in text
        else ["name:robin alvast", "name:bo tak"]
    )
    assert keys(one) == sorted([*told, "name:jan kruik"])
    assert all(person.attendance == "accepted" for person in one.attendees or ())
    assert reading.refused == ()


def test_the_organiser_is_the_organiser() -> None:
    """By the role that Teams gives."""
    for text in (TEAMS, DUTCH, OLDER):
        (one,) = read(text).activities
        assert [person.address for person in one.attendees or () if person.organiser] == [ME]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig", "utf-8"])
def test_a_report_is_known_in_any_encoding(encoding: str) -> None:
    """UTF-16 as Teams writes it, or saved anew by another program."""
    marked = "\ufeff" + TEAMS if encoding == "utf-16-be" else TEAMS
    (one,) = read(marked.encode(encoding)).activities
    assert len(one.attendees or ()) == 3


def test_a_report_in_a_language_nobody_listed_is_read_by_its_shape() -> None:
    """Headings in Finnish: the same tables, day first."""
    text = DUTCH
    for word, other in (
        ("Samenvatting", "Yhteenveto"), ("Titel van vergadering", "Kokouksen nimi"), ("Begintijd", "Alkamisaika"),
        ("Eindtijd", "Päättymisaika"), ("Naam", "Nimi"), ("Eerste deelname", "Liittyi"), ("Laatste vertrek", "Lähti"),
        ("E-mail", "Sähköposti"), ("Rol", "Rooli"),
    ):  # fmt: skip
        text = text.replace(word, other)
    (one,) = read(text).activities
    assert (one.subject, one.start.date()) == ("Accountplan Veldhof", date(2026, 10, 9))
    assert keys(one) == ["bo@firma.example", "name:jan kruik", ME]


def test_day_and_month_that_nobody_can_tell_are_asked() -> None:
    """9/10/26 in an English report is September or October."""
    text = TEAMS.replace("9/22/26", "9/10/26")
    loaded = read(text)
    assert loaded.activities == ()
    (question,) = loaded.readings[0].undecided
    assert (question.key, question.options) == ("date_order", ("dmy", "mdy"))
    (one,) = read(text, decisions=Decisions().with_answer("0.csv", "date_order", "dmy")).activities
    assert one.start.date() == date(2026, 10, 9)


def test_a_report_without_a_time_says_so() -> None:
    """Zoom's list of participants alone may have lengths and no moments."""
    (reading,) = read(ZOOM_NEWER.partition("\n\n")[2]).readings
    assert reading.read == 0
    assert "does not tell when" in reading.refused[0].reason.id


CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a1\r\nDTSTART;TZID=Europe/Amsterdam:20260922T100000\r\n"
    "DTEND;TZID=Europe/Amsterdam:20260922T110000\r\nSUMMARY:Accountplan Veldhof\r\n{people}END:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)


@pytest.mark.parametrize(
    "text", [TEAMS, OLDER, ZOOM, ZOOM_NEWER], ids=["teams", "teams-2021", "zoom", "zoom-newer"]
)
def test_it_goes_with_the_meeting_in_the_calendar(text: str) -> None:
    """A calendar that doesn't tell who was there: one meeting, when and what the calendar says, with its people."""
    loaded = read(CALENDAR.format(people="").encode(), text)
    matched = match_sources(loaded.activities, with_own(People(), [ME]))
    (one,) = matched.activities
    calendars = next(entry for entry in loaded.activities if not entry.seen)
    assert (one.id, one.start, one.minutes, one.source) == (calendars.id, calendars.start, 60, "0.csv")
    assert keys(one) == ["bo@firma.example", "name:jan kruik", ME]
    assert not one.seen


def test_who_was_seen_was_there_whatever_they_answered() -> None:
    """Somebody who had not answered the invitation and came, was there; who was not seen stays as they answered."""
    people = (
        "ATTENDEE;CN=Bo Tak;PARTSTAT=NEEDS-ACTION:mailto:bo@firma.example\r\n"
        "ATTENDEE;CN=An Vries;PARTSTAT=TENTATIVE:mailto:an@firma.example\r\n"
    )
    loaded = read(CALENDAR.format(people=people).encode(), TEAMS)
    (one,) = match_sources(loaded.activities, with_own(People(), [ME])).activities
    answers = {person.key: person.attendance for person in one.attendees or ()}
    assert (answers["bo@firma.example"], answers["an@firma.example"]) == ("accepted", "tentative")
    assert len(answers) == 4


def test_another_meeting_at_another_time_stays_apart() -> None:
    """The same title a day later is another meeting."""
    later = CALENDAR.format(people="").replace("20260922", "20260923")
    loaded = read(later.encode(), TEAMS)
    assert len(match_sources(loaded.activities, with_own(People(), [ME])).activities) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Naam;Start;Eind;Onderwerp\nBo;2026-03-04 09:00;2026-03-04 10:00;Overleg\n",
        "Name\tJoin time\tLeave time\nBo\t2026-03-04 09:00\t2026-03-04 10:00\n",
        "Verkoop per kwartaal\n\nDeal ID,Stage,Close date,Amount,Owner\n1,Won,2026-03-04,5,Bo\n",
        "Export\nFrom,2026-03-04 09:00\nTo,2026-03-05 10:00\n\nDeal ID,Stage,Close date,Amount,Owner\n1,Won,2026-03-04,5,Bo\n",
        "Agenda\nVan;2026-03-01 09:00\nTot;2026-03-31 09:00\nNaam;Bo\n\nOnderwerp;Begin;Einde;Locatie;Categorieën\n"
        "Bezoek;2026-03-04 09:00;2026-03-04 10:00;Zaal;A\n",
    ],
)
def test_other_tables_are_no_report(text: str) -> None:
    """Names and times, or a heading with a period above a table of deals, make no attendance report."""
    (reading,) = read(text.encode()).readings
    assert "product" not in reading.format.values or reading.format.values["product"] not in (
        "Microsoft Teams",
        "Zoom",
    )


@pytest.mark.parametrize(
    "body", ['"' * 400_000, "a" + " " * 200_000 + "(\t22-9-2026 9:58\t22-9-2026 9:59\tx\n"]
)
def test_a_report_that_goes_wrong_further_down_says_so(body: str) -> None:
    """A cell longer than any program writes: refused with a reason that helps."""
    (reading,) = read((TEAMS.partition("Robin")[0] + body).encode()).readings
    assert reading.read == 0
    assert all("not clear why" not in one.reason.id for one in reading.refused)


def test_a_long_table_without_moments_is_looked_at_in_its_first_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that begins where the first look ends, of words with a number in them: few are tried as moments."""
    tried: list[str] = []
    is_moment = attendance_forms._is_moment
    monkeypatch.setattr(
        attendance_forms, "_is_moment", lambda cell: not tried.append(cell) and is_moment(cell)
    )
    summary = "1. Summary\nTitle\tOverleg\nStart\t9/22/26, 9:58 AM\nEnd\t9/22/26, 11:01 AM\n"
    table = "Name\tA\tB\tC\tD\n" + "".join(f"Bo\t{n}x\t{n}y\t\t\n" for n in range(1_000))
    assert not attendance_forms.reports_in(summary + "\n" * 25 + table)
    assert 0 < len(tried) < 200


LINES = st.sampled_from(
    ["1. Summary", "2. Participants", "Start time\t9/22/26, 9:58 AM", "End\t22-9-2026 11:01", "Name\tA\tB\tC\tD",
     "Name (Original Name),Email,Join Time", "Topic,Start time,End time", "Full Name\tUser Action\tTimestamp",
     "Bo\t9:58\t22-9-2026 11:01\t\tx@y.example", "", "\t\t\t", '"', "(a" * 50, " " * 3000 + "(", ",,,"]
)  # fmt: skip


@given(lines=st.lists(LINES, max_size=12), ending=st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=examples(80), deadline=None)
def test_nothing_in_a_report_is_an_error(lines: list[str], ending: str) -> None:
    """Parts of reports in any order, cut off anywhere: read, or refused with a reason."""
    (reading,) = read(ending.join(lines).encode()).readings
    assert reading.read or reading.refused or reading.undecided or reading.notes or reading.left_out
    assert all("not clear why" not in one.reason.id for one in reading.refused)
