"""Meetings in two files: shown as one, with the reason, and taken apart by a click that is kept."""

from __future__ import annotations

import html
import re
from datetime import timedelta

from helpers.visitor import Open, Visitor

from workbook.ui.pages.start import StartPage


def page_with_two_files(open_session: Open) -> StartPage:
    """A start page with a calendar and a CRM's list that both know one visit."""
    page = StartPage("start", open_session())
    day = page.session.today - timedelta(days=10)
    agenda = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nSUMMARY:Bezoek Veldhof\nSTATUS:TENTATIVE\n"
        f"DTSTART:{day:%Y%m%d}T100000\nDTEND:{day:%Y%m%d}T110000\nEND:VEVENT\n"
        f"BEGIN:VEVENT\nUID:2\nSUMMARY:Overleg\nDTSTART:{day:%Y%m%d}T130000\nDTEND:{day:%Y%m%d}T140000\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    crm = (
        f"Subject,Start Date,Start Time,End Date,End Time\nVeldhof <b>kwartaal</b>,{day},10:15,{day},11:00\n"
    )
    files = Visitor(page.files())
    files.brings("load", "agenda.ics", agenda.replace("\n", "\r\n").encode())
    files.brings("load", "crm.csv", crm.encode())
    return page


def test_a_visit_in_two_files_counts_once_and_can_be_taken_apart(open_session: Open) -> None:
    """Put together with a reason; taken apart and put together again by a click, and kept by the store."""
    page = page_with_two_files(open_session)
    visitor = Visitor(page.matches())
    assert "1 meeting stands in two of your files" in visitor.html
    assert "both titles say ‘veldhof’" in visitor.html
    assert "<b>" not in visitor.html
    rows = page.session.rows
    assert rows is not None
    assert len(rows.activities) == 2
    assert rows.activities[0].held == "yes", "the calendar did not know, the other file did"
    assert sum(one.read for one in rows.readings) == 3, "each file tells how much was read of it"

    key = html.unescape(re.findall(r'data-key="([^"]+)"', visitor.html)[0])
    assert visitor.does("keep-apart", key=key)["saved"]
    assert len(page.session.rows.activities) == 3  # type: ignore[union-attr]
    assert "Kept apart by you" in visitor.html
    assert len(open_session().document.separated) == 1

    assert visitor.does("put-together", key=key)["saved"]
    assert len(page.session.rows.activities) == 2  # type: ignore[union-attr]
    assert open_session().document.separated == ()


def test_only_pairs_on_the_screen_can_be_taken_apart(open_session: Open) -> None:
    """What a browser makes up changes nothing."""
    visitor = Visitor(page_with_two_files(open_session).matches())
    assert not visitor.does("keep-apart", key="a b")["saved"]
    assert open_session().document.separated == ()


def test_one_file_says_what_would_stand_here(open_session: Open) -> None:
    """Without a second file the part explains itself."""
    visitor = Visitor(StartPage("start", open_session("nl")).matches())
    assert "je agenda én in het CRM" in visitor.html
