"""Whose a place is, said once on the start page or in the list under a figure; figures follow at once."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from helpers.visitor import Open, Visitor

from workbook.activity.people import confirm, with_own
from workbook.evidence.measure import Measure
from workbook.ui.pages.question import QuestionPage
from workbook.ui.pages.start import StartPage
from workbook.ui.session import Session

ME, ANOUK, BAS = "me@firma.example", "anouk@firma.example", "bas@firma.example"
PETRA = "petra@veldhof.example"
PLACES = (
    ("Klantbezoek Veldhof", "Veldhof BV, Stationsweg 5"),
    ("Offertebespreking Veldhof", "Microsoft Teams-vergadering"),
    ("Rondleiding Veldhof", ""),
    ("Overleg Veldhof", "Kade 7, Hoorn"),
    ("Overleg Veldhof", "Kade 7, Hoorn"),
    ("Demo Veldhof", ""),
)


def calendar() -> bytes:
    """Six meetings with Anouk and a customer, each on a Monday and somewhere else, and one of colleagues each
    Friday."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]

    def add(number: str, day: date, title: str, place: str, guest: str) -> None:
        lines.extend(["BEGIN:VEVENT", f"UID:{number}", f"DTSTART:{day:%Y%m%d}T090000Z"])
        lines.extend(
            [f"DTEND:{day:%Y%m%d}T100000Z", f"SUMMARY:{title}", "LOCATION:" + place.replace(",", "\\,")]
        )
        lines.extend(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{who}" for who in (ME, ANOUK, guest))
        lines.append("END:VEVENT")

    for week, (title, place) in enumerate(PLACES):
        monday = date(2026, 10, 5) + timedelta(weeks=week)
        add(f"m{week}", monday, title, place, PETRA)
        add(f"f{week}", monday + timedelta(days=4), "Werkoverleg", "", BAS)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


@pytest.fixture
def session(open_session: Open) -> Session:
    """The calendar loaded, and everybody placed."""
    session = open_session()
    Visitor(StartPage("start", session).files()).brings("load", "agenda.ics", calendar())

    def placed(people):  # type: ignore[no-untyped-def]
        people = with_own(people, {"me@firma.example"})
        roles = {
            "anouk@firma.example": "team",
            "bas@firma.example": "technical",
            "petra@veldhof.example": "customer",
        }
        return confirm(people, roles, {})

    session.settle(lambda doc: replace(doc, people=placed(doc.people)))
    return session


def visits(session: Session) -> Measure:
    """The measure of visits together."""
    return next(one for one in session.document.evidence.measures if one.id == "field.ride_alongs")


def test_only_what_was_at_the_customers_is_a_visit(session: Session) -> None:
    """Protects the central figure: one visit, one call, one reception, and three of which it isn't known."""
    found = visits(session)
    assert (found.numerator, found.unknown) == (1, 3)
    assert {one.id: sum(sum(bar.values) for bar in one.rows) for one in found.beside} == {
        "online": 1,
        "office": 1,
    }
    said = session.translate(found.sentence)
    assert "you joined **1 visit**" in said
    assert "Of 3 more meetings it isn't known" in said.replace("’", "'")
    assert "1 call or online meeting and 1 meeting at your own office" in said


def test_one_word_settles_a_place(session: Session) -> None:
    """Protects from a hundred questions: whose a place is, and where all without a place were, takes one click
    each; figures follow at once, and the same click takes it back."""
    places = Visitor(StartPage("start", session).places())
    assert "Kade 7, Hoorn" in places.html
    assert "2 meetings with a customer" in places.html
    assert places.does("place", key="kade 7, hoorn", value="visit")["saved"]
    assert (visits(session).numerator, visits(session).unknown) == (3, 1)
    assert places.does("place", key="", value="office")["saved"]
    assert (visits(session).numerator, visits(session).unknown) == (3, 0)
    assert places.does("place", key="kade 7, hoorn", value="visit")["saved"]
    assert (visits(session).numerator, visits(session).unknown) == (1, 2)
    assert not places.does("place", key="nowhere", value="visit")["saved"]
    assert not places.does("place", key="", value="moon")["saved"]


def test_all_meetings_like_this_are_placed_under_the_figure(session: Session) -> None:
    """Protects a wrong guess of the rules: under the figure, all with the same title are said to have been
    elsewhere, and the picture's table says so."""
    page = QuestionPage("field", session)
    asked = Visitor(page.question())
    asked.does("choose", value="b")
    asked.does("count", value="few")
    evidence = Visitor(page.evidence())
    evidence.does("look")
    evidence.does("review", key="field.ride_alongs")
    assert "Where was it?" in evidence.html
    key = next(
        html.unescape(one)
        for one in re.findall(r'data-do="place" data-key="([^"]*klantbezoek[^"]*)"', evidence.html)
    )
    assert evidence.does("place", key=key, value="online")["saved"]
    found = visits(session)
    assert found.numerator == 0
    assert {one.id: sum(sum(bar.values) for bar in one.rows) for one in found.beside}["online"] == 2
    assert not evidence.does("place", key="title:no such", value="online")["saved"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_place_is_asked_about_before_a_calendar_is_there(open_session: Open, language: str) -> None:
    """Protects an empty list: it says what would fill it."""
    assert "wb-later" in Visitor(StartPage("start", open_session(language)).places()).html
