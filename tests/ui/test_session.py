"""The session: two tabs on one shelf, and changes that are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from helpers.visitor import Open, Visitor

from workbook.evidence.measure import Period
from workbook.journey import Shut, answer, see_evidence
from workbook.store import vault
from workbook.ui.pages.start import StartPage
from workbook.ui.session import Session

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//EN\r
BEGIN:VEVENT\r
UID:one@firm.example\r
DTSTART:20261110T090000Z\r
DTEND:20261110T103000Z\r
SUMMARY:Accountplan\r
ORGANIZER:mailto:me@firm.example\r
ATTENDEE:mailto:me@firm.example\r
ATTENDEE:mailto:anouk@firm.example\r
ATTENDEE:mailto:bas@firm.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's vault, so that each page finds the rows of the one before."""
    parcels: dict[str, bytes] = {}
    monkeypatch.setattr(vault, "put", lambda secret, data: bool(parcels.update({secret: data})) or True)
    monkeypatch.setattr(vault, "get", parcels.get)


def answered(session: Session) -> None:
    session.change_workbook(answer, "plan", choice="b", often="few", on=date(2026, 11, 1))


def test_deleting_deletes_what_is_open_here(open_session: Open) -> None:
    """A tab whose neighbour has turned to the demo deletes its own workbook, and forgets that secret alone."""
    here = open_session()
    answered(here)
    there = open_session()
    there.open("demo")
    answered(there)
    mine = here.secret
    here.delete()
    assert here.secret != mine
    assert not here.document.demo
    assert open_session().shelf.secret("demo") == there.secret
    assert there.store.load(there.secret) is not None


def test_a_workbook_deleted_elsewhere_is_begun_where_it_is_found_again(open_session: Open) -> None:
    """A page opened before anything was kept does not write under a secret that another tab forgot."""
    early, other = open_session(), open_session()
    answered(other)
    other.delete()
    answered(early)
    assert open_session().document.workbook.inquiry("plan").first.choice == "b"


def test_a_refused_change_keeps_nothing(open_session: Open) -> None:
    """Before the manager begins nothing is kept, not even an empty workbook."""
    session = open_session()
    with pytest.raises(Shut):
        session.change_workbook(see_evidence, "plan")
    assert not session.stored
    assert session.store.load(session.secret) is None


@pytest.mark.usefixtures("held")
def test_people_placed_in_two_tabs_are_both_kept(open_session: Open) -> None:
    """Two pages give roles in turn; neither takes the other's back."""
    first = StartPage("start", open_session())
    Visitor(first.files()).brings("load", "calendar.ics", CALENDAR)
    Visitor(first.people()).does("own", key="me@firm.example", value="true")
    second = StartPage("start", open_session())
    Visitor(first.people()).does("role", key="anouk@firm.example", value="team")
    Visitor(second.people()).does("role", key="bas@firm.example", value="technical")
    assert open_session().document.people.roles == {
        "anouk@firm.example": "team",
        "bas@firm.example": "technical",
    }


@pytest.mark.usefixtures("held")
def test_figures_stand_on_what_the_store_holds(open_session: Open) -> None:
    """A tab with an older period in memory neither measures by it nor puts it back."""
    first = StartPage("start", open_session())
    Visitor(first.files()).brings("load", "calendar.ics", CALENDAR)
    second = open_session()
    second.recall()
    chosen = Period(date(2026, 11, 2), date(2026, 11, 15))
    first.session.settle(lambda doc: replace(doc, period=chosen))
    second.settle(lambda doc: replace(doc, country="BE"))
    kept = open_session().document
    assert (kept.period, kept.country) == (chosen, "BE")
    assert {m.period for m in kept.evidence.measures if not m.id.endswith(".days")} == {chosen}


def test_the_demo_is_shown_with_its_figures_or_not_yet(open_session: Open) -> None:
    """Protects who goes on as soon as the demo is seen open: the page they leave must not take the figures along."""
    session = open_session()
    seen: list[bool] = []
    session.observe(lambda change: seen.append(bool(change["new"].evidence.measures)), names="document")
    session.open_demo()
    assert seen == [True]
