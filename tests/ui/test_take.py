"""Taking along: chosen, seen, handed over in four forms, quickly."""

from __future__ import annotations

import io
from dataclasses import replace

import icalendar
import pptx
import pytest
from helpers.goneby import finished
from helpers.visitor import Open, Visitor
from pypdf import PdfReader

from workbook.takeaway.report import PARTS, TO_SHARE
from workbook.ui.page import Page
from workbook.ui.pages.balance import BalancePage


def balance(open_session: Open, language: str = "en") -> BalancePage:
    """The balance of a manager who is through."""
    session = open_session(language)
    session.change(lambda _doc: replace(finished(), calendar_id=""))
    return BalancePage("balance", session)


def taken(visitor: Visitor, do: str) -> tuple[str, bytes]:
    """The name and content of the file that a click hands over."""
    assert visitor.does(do)["saved"], visitor.html
    offer, buffers = next((said, data) for said, data in reversed(visitor.heard) if "offer" in said)
    return str(offer["offer"]["name"]), bytes(buffers[0])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_four_forms_are_each_what_they_say(open_session: Open, language: str) -> None:
    """PDF, slides, one page and a calendar, each what it says it is. How long they take is for the bench."""
    visitor = Visitor(balance(open_session, language).take())
    made = {}
    for do in ("paper", "slides", "file", "calendar"):
        name, made[do] = taken(visitor, do)
        assert name.startswith("gewetensvragen-")
    assert len(PdfReader(io.BytesIO(made["paper"])).pages) >= 6
    assert len(pptx.Presentation(io.BytesIO(made["slides"])).slides) >= 8
    assert made["file"].startswith(b"<!doctype html>")
    assert len(icalendar.Calendar.from_ical(made["calendar"]).walk("VEVENT")) == 7


def test_what_is_chosen_is_seen_taken_and_remembered(open_session: Open) -> None:
    """A part left out is out of the look inside and of every form, also after a reload."""
    words = "Tuesday, with two of sales and a service engineer."
    page = balance(open_session)
    visitor = Visitor(page.take())
    visitor.does("look")
    assert words in visitor.html
    assert visitor.does("choose", key="words", value="false")["saved"]
    assert words not in visitor.html
    assert words.encode() not in taken(visitor, "file")[1]
    again = Visitor(BalancePage("balance", open_session()).take())
    assert open_session().document.taken_along == tuple(part for part in PARTS if part != "words")
    assert 'id="take-words" type="checkbox"' in again.html or "take-words" in again.html
    assert words.encode() not in taken(again, "file")[1]


def test_to_show_to_somebody_leaves_out_what_is_private(open_session: Open) -> None:
    """One click leaves out private words and names."""
    visitor = Visitor(balance(open_session).take())
    assert visitor.does("preset", value="share")["saved"]
    assert frozenset(open_session().document.taken_along or ()) == TO_SHARE


@pytest.mark.parametrize(("do", "key", "value"), [("choose", "rows", "true"), ("preset", "", "all")])
def test_a_forged_choice_is_refused(open_session: Open, do: str, key: str, value: str) -> None:
    """Nothing gets into a report that is not one of its parts."""
    visitor = Visitor(balance(open_session).take())
    assert not visitor.does(do, key=key, value=value)["saved"]
    assert open_session().document.taken_along is None


def test_entries_keep_their_ids(open_session: Open) -> None:
    """A calendar file taken tomorrow, from another page, updates the one of today."""
    first = taken(Visitor(balance(open_session).take()), "calendar")[1]
    second = taken(Visitor(BalancePage("balance", open_session()).take()), "calendar")[1]
    ids = [
        sorted(str(event["uid"]) for event in icalendar.Calendar.from_ical(data).walk("VEVENT"))
        for data in (first, second)
    ]
    assert ids[0] == ids[1]


def test_nothing_kept_nothing_to_take(open_session: Open) -> None:
    """Before anything is kept the part says so instead of handing over an empty report."""
    page: Page = BalancePage("balance", open_session())
    assert isinstance(page, BalancePage)
    assert "<button" not in Visitor(page.take()).html


def test_without_a_step_the_calendar_says_why_not(open_session: Open) -> None:
    """A disabled button says why, and a forged click gets the same words."""
    session = open_session()
    session.change(lambda doc: doc)
    visitor = Visitor(BalancePage("balance", session).take())
    assert "There is no step with a day yet" in visitor.html
    assert not visitor.does("calendar")["saved"]
