"""Who the manager is, said before a file is loaded or after: the same rows, readings and figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from helpers.goneby import TODAY
from helpers.search import examples
from helpers.visitor import Visitor
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity import parcel
from workbook.activity.people import with_own
from workbook.activity.read import File, for_manager, read_files, read_rows
from workbook.activity.records import Decisions
from workbook.store import Shelf, open_store
from workbook.ui.pages.start import StartPage
from workbook.ui.session import Session

ME, ALIAS, BO = "an@firm.example", "verkoop@firm.example", "bo@firm.example"
MONDAY: Final = date(2026, 10, 5)


def event(number: int, title: str, *people: str, day: int = 0, lines: str = "") -> str:
    """A meeting of an hour, with `address` or `address declined` for who was invited."""
    on = f"{MONDAY + timedelta(days=day):%Y%m%d}"
    there = "".join(
        f"ATTENDEE;PARTSTAT={(said or 'accepted').upper()}:mailto:{address}\n"
        for address, _, said in (one.partition(" ") for one in people)
    )
    return (
        f"BEGIN:VEVENT\nUID:{number}\nSUMMARY:{title}\nDTSTART:{on}T{9 + number % 8:02}0000\n"
        f"DTEND:{on}T{10 + number % 8:02}0000\n{there}{lines}END:VEVENT\n"
    )


def calendar(*events: str) -> bytes:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(events)}END:VCALENDAR\n".replace("\n", "\r\n").encode()


DECLINED = calendar(
    event(1, "Accountplan Veldhof", ME, BO),
    event(2, "Accountplan Bouwmij", f"{ME} declined", BO, day=1),
    event(3, "Geheim", f"{ME} declined", BO, day=2, lines="CLASS:PRIVATE\n"),
    event(4, "Teamoverleg", ME, f"{BO} declined", day=3),
    event(5, "Laatste dag", f"{ME} declined", BO, day=45),
)
TWICE = calendar(
    event(1, "Bezoek Veldhof", f"{ME} declined", BO),
    event(1, "Bezoek Veldhof", ME, BO),
    event(2, "Overleg", ME, BO, day=8),
)
DELEGATE = calendar(
    event(1, "Marketingoverleg", f"{ALIAS} declined", ME, BO),
    event(2, "Forecast", f"{ALIAS} declined", BO, day=1),
    event(3, "Segmentplan", ALIAS, BO, day=2),
)
OUTLOOK = (
    b"Subject,Start Date,Start Time,End Date,End Time,Required Attendees\n"
    b"Accountplan Bouwmij,2026-10-06,11:00,2026-10-06,12:00,bo@firm.example\n"
    b"Kick-off,2026-10-08,11:00,2026-10-08,12:00,bo@firm.example;an@firm.example\n"
)
CRM = (
    b"Record ID,Meeting name,Meeting start time,Meeting end time,Meeting outcome,Activity assigned to\n"
    b"1,Bezoek Veldhof,2026-10-05 10:00,2026-10-05 11:00,Completed,an@firm.example\n"
    b"2,Bezoek Bouwmij,2026-10-06 10:00,2026-10-06 11:00,Completed,bo@firm.example\n"
    b"3,Bezoek Kade,2026-11-03 10:00,2026-11-03 11:00,Completed,bo@firm.example\n"
)
SHAPES = {
    "declined": {"agenda.ics": DECLINED},
    "the same event twice, declined once": {"agenda.ics": TWICE},
    "a delegate's address": {"agenda.ics": DELEGATE},
    "a table": {"outlook.csv": OUTLOOK},
    "a team's table": {"agenda.ics": calendar(event(1, "Overleg", ME, BO)), "crm.csv": CRM},
    "a copy of what was declined": {"agenda.ics": DECLINED, "outlook.csv": OUTLOOK, "again.ics": DECLINED},
}


def page(folder: Path, *own: str) -> StartPage:
    """A start page of a manager's own, who said beforehand which addresses are theirs."""
    folder.mkdir()
    store = open_store(f"sqlite:///{folder / 'workbook.db'}")
    session = Session(store, Shelf(folder), folder, "en", today=lambda _zone: TODAY)
    if own:
        session.change(lambda doc: replace(doc, people=with_own(doc.people, own)))
    return StartPage("start", session)


def load(start: StartPage, files: dict[str, bytes]) -> Visitor:
    """All files, one after another."""
    visitor = Visitor(start.files())
    for name, data in files.items():
        assert visitor.brings("load", name, data)["saved"]
    return visitor


def told(start: StartPage) -> tuple[object, ...]:
    """Rows, readings and figures as they stand."""
    rows, document = start.session.rows, start.session.document
    assert rows is not None
    return rows.activities, rows.readings, document.period, document.evidence


def left_on_the_way(start: StartPage) -> StartPage:
    """The page after it, which has the rows and not the files."""
    session = start.session
    later = Session(session.store, Shelf(session.folder), session.folder, "en", today=lambda _zone: TODAY)
    assert session._loaded is not None
    later.rows = parcel.decode(parcel.encode(session._loaded, session.document.decisions.zone))
    return StartPage("start", later)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_me_before_and_after_loading_is_the_same(shape: str, tmp_path: Path) -> None:
    """Ticked after loading, on that page: what a manager sees who was known beforehand."""
    known, asked = page(tmp_path / "known", ME, ALIAS), page(tmp_path / "asked")
    before, after = load(known, SHAPES[shape]), load(asked, SHAPES[shape])
    people = Visitor(asked.people())
    for address in (ME, ALIAS):
        assert people.does("own", key=address, value="true")["saved"]
    assert told(asked) == told(known)
    assert after.html == before.html


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_an_address_unticked_gives_the_meetings_back(shape: str, tmp_path: Path) -> None:
    """The other way round: as if it had never been said."""
    known, never = page(tmp_path / "known", ME, ALIAS), page(tmp_path / "never")
    load(known, SHAPES[shape])
    load(never, SHAPES[shape])
    people = Visitor(known.people())
    for address in (ME, ALIAS):
        assert people.does("own", key=address, value="false")["saved"]
    assert told(known) == told(never)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_me_is_said_after_the_files_are_gone(shape: str, tmp_path: Path) -> None:
    """On a later page there are rows and no files: both ways all the same."""
    known, asked = page(tmp_path / "known", ME), page(tmp_path / "asked")
    load(known, SHAPES[shape])
    load(asked, SHAPES[shape])
    never = told(asked)
    later = left_on_the_way(asked)
    people = Visitor(later.people())
    assert people.does("own", key=ME, value="true")["saved"]
    seen = told(left_on_the_way(known))
    assert told(later)[1:] == told(known)[1:]
    assert told(later)[0] == seen[0]
    assert people.does("own", key=ME, value="false")["saved"]
    assert told(later)[1:] == never[1:]


def test_what_was_declined_is_in_no_reading_and_no_figure(tmp_path: Path) -> None:
    """The case that was found: five read at first, three of them left out once it is known who declined."""
    start = page(tmp_path / "one")
    files = load(start, SHAPES["declined"])
    assert "5 read" in files.html
    Visitor(start.people()).does("own", key=ME, value="true")
    assert "2 read" in files.html
    assert "left out: declined by you (3)" in files.html
    period = start.session.document.period
    assert period is not None
    assert period.last < MONDAY + timedelta(days=14), "the last day told of was a declined one"


def test_an_address_that_only_declined_can_be_unticked(tmp_path: Path) -> None:
    """Once it is ticked no row is left that it stands in."""
    start = page(tmp_path / "one")
    load(start, {"agenda.ics": calendar(event(1, "Een", f"{ALIAS} declined", BO), event(2, "Twee", ME, BO))})
    people = Visitor(start.people())
    people.does("own", key=ALIAS, value="true")
    assert f'data-key="{ALIAS}" type="checkbox" checked' in people.html


def test_a_colleagues_rows_are_asked_about_on_a_later_page_too(tmp_path: Path) -> None:
    """Whose rows they are can be answered where the file is gone."""
    start = page(tmp_path / "one")
    load(start, SHAPES["a team's table"])
    later = left_on_the_way(start)
    files = Visitor(later.files())
    assert "Which are you?" in files.html
    assert files.does("decide", key="crm.csv\nowner", value=BO)["saved"]
    assert later.session.rows is not None
    assert [one.subject for one in later.session.rows.activities] == [
        "Overleg",
        "Bezoek Bouwmij",
        "Bezoek Kade",
    ]


ADDRESSES = (ME, ALIAS, BO, "klant@elders.example")


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 6),
            st.lists(st.tuples(st.sampled_from(ADDRESSES), st.booleans()), unique_by=lambda one: one[0]),
            st.booleans(),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.sets(st.sampled_from(ADDRESSES)),
    st.sets(st.sampled_from(ADDRESSES)),
)
def test_any_calendar_gives_the_same_whoever_one_was_before(
    drawn: list[tuple[int, list[tuple[str, bool]], bool, bool]], one: set[str], other: set[str]
) -> None:
    """Rows read once serve every 'me': the step depends on nothing that was said earlier."""
    events: dict[bool, list[str]] = {False: [], True: []}
    for number, people, private, second in drawn:
        there = (f"{address} declined" if declined else address for address, declined in people)
        events[second].append(event(number, "Overleg", *there, lines="CLASS:PRIVATE\n" if private else ""))
    files = [File("a.ics", calendar(*events[False])), File("b.ics", calendar(*events[True]))]
    rows = read_rows(files, today=TODAY)
    for own in (one, other, one):
        mine = for_manager(rows, frozenset(own), Decisions())
        assert mine == read_files(files, own=frozenset(own), today=TODAY)
        assert not any(own.intersection(it.declined_by) for it in mine.activities)
        assert [it.read for it in mine.readings] == [
            sum(row.source == it.file for row in mine.activities) for it in mine.readings
        ]
