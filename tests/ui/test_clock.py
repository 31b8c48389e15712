"""Whose clock: the browser tells the zone, the manager may change it, and days and figures follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from helpers.visitor import Open, Visitor

from workbook import document as documents
from workbook.document import Document
from workbook.journey import SCHEMA
from workbook.store import Shelf, open_store
from workbook.ui.pages.start import StartPage
from workbook.ui.parts.frame import Frame
from workbook.ui.session import Session

LEAVE = date(2026, 10, 14)


def calendar() -> bytes:
    """A leave of one day, a customer late on a Thursday, and twelve weeks of plan sessions."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    events = [
        ("20261013T220000Z", "20261014T220000Z", "Vakantie"),
        ("20261112T213000Z", "20261112T223000Z", "Accountplan Noord"),
        *((f"202610{day:02}T090000Z", f"202610{day:02}T100000Z", "Accountplan Zuid") for day in (5, 12, 19, 26)),
        ("20261120T090000Z", "20261120T100000Z", "Overleg"),
    ]
    for number, (start, end, title) in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@firm.example", f"DTSTART:{start}", f"DTEND:{end}"]
        lines += [f"SUMMARY:{title}", "ORGANIZER:mailto:me@firm.example", "ATTENDEE:mailto:bas@firm.example", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def begun(page: StartPage) -> None:
    """Begin a workbook of one's own."""
    Visitor(page.welcome()).does("begin")


def start_of(session: Session, title: str) -> list[datetime]:
    """When entries of a title begin, as they stand in memory."""
    rows = session.recall()
    assert rows is not None
    return [one.start for one in rows.activities if one.subject == title]


def test_the_browser_is_asked_once_and_what_it_says_is_kept(open_session: Open) -> None:
    """On first use the zone is the browser's; later the kept one counts, whatever a browser says."""
    page = StartPage("start", open_session())
    frame = Visitor(page.part(Frame))
    assert 'data-ask-zone="clock"' in frame.html
    assert not page.session.stored
    frame.does("clock", value="Pacific/Auckland")
    assert not page.session.stored, "nothing is kept before the manager begins"
    begun(page)
    assert "data-ask-zone" not in frame.html
    again = open_session()
    assert (again.document.decisions.zone, again.document.decisions.zone_known) == ("Pacific/Auckland", True)
    Visitor(StartPage("start", again).part(Frame)).does("clock", value="Asia/Kolkata")
    assert open_session().document.decisions.zone == "Pacific/Auckland"


@pytest.mark.parametrize("said", ["", "Nowhere/Else", "../../etc/passwd", "europe", 7, None, ["UTC"], "x" * 5000])
def test_what_is_no_zone_is_not_believed(said: object, open_session: Open) -> None:
    """A browser may send anything; a zone that is not known here changes nothing and breaks nothing."""
    page = StartPage("start", open_session())
    begun(page)
    assert Visitor(page.part(Frame)).does("clock", value=said)["saved"]
    assert not page.session.document.decisions.zone_known
    answer = Visitor(page.files()).does("set-clock", value=said)
    assert not answer["saved"]
    assert page.session.document.decisions.zone == "Europe/Amsterdam"


def test_the_start_page_shows_the_clock_and_lets_it_be_changed(open_session: Open) -> None:
    """Which zone it is stands there, with a labelled list of the others."""
    page = StartPage("start", open_session())
    begun(page)
    files = Visitor(page.files())
    assert "Times are by the clock of Europe/Amsterdam." in files.html
    files.does("choose-clock")
    assert '<label class="wb-field wb-short wb-zone"' in files.html
    assert '<option value="America/New_York">America/New York</option>' in files.html
    assert files.does("set-clock", value="America/New_York")["saved"]
    assert "Times are by the clock of America/New York." in files.html
    assert open_session().document.decisions.zone == "America/New_York"


def test_figures_follow_when_moments_are_on_another_day(open_session: Open) -> None:
    """The late meeting moves to Friday and the leave stays one day, at once and on the next page."""
    page = StartPage("start", open_session())
    begun(page)
    Visitor(page.part(Frame)).does("clock", value="Europe/Amsterdam")
    files = Visitor(page.files())
    files.brings("load", "agenda.ics", calendar())
    assert [one.date() for one in start_of(page.session, "Accountplan Noord")] == [date(2026, 11, 12)]
    before = page.session.document.evidence.measures
    files.does("set-clock", value="Pacific/Auckland")
    assert [one.date() for one in start_of(page.session, "Accountplan Noord")] == [date(2026, 11, 13)]
    assert [one.date() for one in start_of(page.session, "Vakantie")] == [LEAVE]
    after = page.session.document.evidence.measures
    assert [one.value for one in after] == [one.value for one in before], "a day later in one week"
    days = {one.id: one.denominator for one in after}
    assert days == {one.id: one.denominator for one in before}, "one day off, by either clock"


def test_a_file_without_zones_is_read_anew_by_the_new_clock(open_session: Open) -> None:
    """Ten o'clock in a file that tells no zone is ten o'clock where the manager lives."""
    page = StartPage("start", open_session())
    begun(page)
    files = Visitor(page.files())
    files.brings("load", "agenda.ics", calendar().replace(b"20261120T090000Z", b"20261120T090000").replace(b"20261120T100000Z", b"20261120T100000"))
    files.does("set-clock", value="America/New_York")
    assert start_of(page.session, "Overleg") == [datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("America/New_York"))]


def test_a_new_clock_without_the_files_asks_for_them(open_session: Open) -> None:
    """Protects the hours of a file that tells no zone: where it is no longer on the page, the page asks for it
    once more instead of turning its times without a word."""
    page = StartPage("start", open_session())
    begun(page)
    Visitor(page.files()).brings("load", "agenda.ics", calendar())
    later = Visitor(StartPage("start", page.session).files())
    later.does("set-clock", value="America/New_York")
    assert 'id="old-clock"' in later.html
    later.brings("load", "agenda.ics", calendar())
    assert 'id="old-clock"' not in later.html


def test_rows_in_memory_are_shown_by_the_new_clock(open_session: Open) -> None:
    """Rows that were loaded before are turned as well, where their files are no longer at hand."""
    session = open_session()
    page = StartPage("start", session)
    begun(page)
    Visitor(page.files()).brings("load", "agenda.ics", calendar())
    session.set_zone("Asia/Kolkata")
    moment = datetime(2026, 11, 13, 3, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert start_of(session, "Accountplan Noord") == [moment]
    assert [one.tzinfo for one in start_of(session, "Vakantie")] == [ZoneInfo("Asia/Kolkata")]


def test_today_is_the_managers(tmp_path: Path) -> None:
    """The same moment is another day in another zone; before any is known, the machine's counts."""
    moment = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    def today(zone: str) -> date:
        return moment.astimezone(ZoneInfo(zone or "America/New_York")).date()

    store = open_store(f"sqlite:///{tmp_path / 'workbook.db'}")
    session = Session(store, Shelf(tmp_path), tmp_path, "en", today=today)
    assert session.today == date(2026, 11, 23)
    session.set_browser_zone("Asia/Kolkata")
    assert session.today == date(2026, 11, 24)
    session.set_zone("America/New_York")
    assert session.today == date(2026, 11, 23)


def test_the_demo_stays_where_it_is_made(open_session: Open) -> None:
    """The made-up manager lives in the Netherlands: another browser moves none of their meetings."""
    session = open_session()
    session.open_demo()
    page = StartPage("start", session)
    was = session.document
    Visitor(page.part(Frame)).does("clock", value="Pacific/Auckland")
    assert session.document == was
    files = Visitor(page.files())
    assert "Times are by the clock of Europe/Amsterdam." in files.html
    assert "choose-clock" not in files.html


def test_a_document_of_before_is_asked_for_and_one_with_no_zone_opens() -> None:
    """Documents that were kept when there was one zone still open, and so does one of another machine."""
    kept = documents.encode(Document()).replace(b'"zone_known":false', b'"unknown_before":0')
    assert not documents.decode(kept, SCHEMA).decisions.zone_known
    odd = replace(Document(), decisions=Document().decisions.with_zone("Mars/Olympus"))
    opened = documents.decode(documents.encode(odd), SCHEMA)
    assert (opened.decisions.zone, opened.decisions.zone_known) == ("Europe/Amsterdam", False)
