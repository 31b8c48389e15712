"""Sorting by the manager: groups over all questions, few clicks, and nothing told is overruled."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

from helpers.goneby import TODAY
from helpers.messy import messy_year
from helpers.visitor import Open, Visitor

from workbook.activity.settling import unknown_shares
from workbook.evidence.measure import Period
from workbook.ui.pages.start import StartPage
from workbook.ui.session import Session

CLICKS = 75
"""Five minutes at four seconds a click."""


def loaded(open_session: Open, data: bytes, days: int = 364) -> StartPage:
    """A start page with a calendar loaded, its last year looked at."""
    page = StartPage("start", open_session())
    Visitor(page.files()).brings("load", "agenda.ics", data)
    today = page.session.today
    page.session.settle(lambda doc: replace(doc, period=Period(today - timedelta(days=days), today)))
    return page


def test_deals_beside_a_calendar_leave_the_groups_alone(open_session: Open) -> None:
    """Protects the groups from a table of deals that is loaded, twice, after the calendar they come from."""
    page = loaded(open_session, messy_year(TODAY)[0])
    visitor, files = Visitor(page.sorting()), Visitor(page.files())
    deals = b"Deal ID,Owner,Status,Created,Closed,Amount\n1,Mei A,Open,2026-03-20,,12\n"
    assert files.brings("load", "deals.csv", deals)["saved"]
    before = groups(visitor)
    assert before
    assert page.session.rows is not None
    assert page.session.rows.deals is not None
    assert files.brings("load", "more.csv", deals.replace(b"12", b"13"))["saved"]
    assert groups(visitor) == before


def shares(session: Session) -> dict[str, float]:
    rows = session.recall()
    assert rows is not None
    return {one: found.share for one, found in unknown_shares(rows.activities, session.sorted()).items()}


def groups(visitor: Visitor) -> list[tuple[str, str]]:
    """The groups on the screen: key, and the title that stands over it."""
    found = re.findall(
        r'<li id="heap-\d+"><span class="wb-who"[^>]*>([^<]*)</span>.*?data-key="([^"]*)"', visitor.html
    )
    return [(html.unescape(key), html.unescape(title)) for title, key in found]


def test_five_minutes_of_clicks_settle_a_messy_year(open_session: Open) -> None:
    """A year of vague titles comes below 15 % unknown for every question in at most 75 clicks, the
    'next' ones counted."""
    data, about = messy_year(TODAY)
    page = loaded(open_session, data)
    before = shares(page.session)
    assert min(before.values()) > 0.5
    kinds = {title.casefold(): kind for title, kind in about.items()}
    visitor = Visitor(page.sorting())
    clicks, asked = 0, 0
    while max(shares(page.session).values()) >= 0.15:
        for key, _ in groups(visitor):
            start = key.partition("…")[0].strip()
            kind = kinds.get(key) or next(
                (k for title, k in kinds.items() if start and title.startswith(start)), "none"
            )
            assert visitor.does("settle", key=key, value=kind)["saved"]
            clicks += 1
            if max(shares(page.session).values()) < 0.15:
                break
        else:
            assert visitor.does("next-groups")["saved"]
            clicks += 1
        asked += 1
        assert asked < 40, "no end to it"
    print(f"unknown {before} -> {shares(page.session)} in {clicks} clicks")
    assert clicks <= CLICKS


def test_a_group_shows_what_is_in_it(open_session: Open) -> None:
    """Titles that differ in a name only are one group, and the titles themselves are shown."""
    visitor = Visitor(loaded(open_session, messy_year(TODAY)[0]).sorting())
    assert "lunch …" in visitor.html
    assert "more titles" in visitor.html
    assert "What belongs nowhere yet" in visitor.html


def test_the_same_word_again_takes_it_back(open_session: Open) -> None:
    """A click can be undone where it was made; the group stays in its place meanwhile."""
    page = loaded(open_session, messy_year(TODAY)[0])
    visitor = Visitor(page.sorting())
    before, order = page.session.sorted(), groups(visitor)
    key = order[0][0]
    visitor.does("settle", key=key, value="customer")
    assert page.session.sorted() != before
    assert groups(visitor) == order
    visitor.does("settle", key=key, value="customer")
    assert page.session.sorted() == before
    assert page.session.document.corrections == ()


def test_what_a_browser_makes_up_settles_nothing(open_session: Open) -> None:
    """Only groups and choices on the screen can be settled."""
    page = loaded(open_session, messy_year(TODAY)[0])
    visitor = Visitor(page.sorting())
    for key, value in (("no such", "plan"), (groups(visitor)[0][0], "boss")):
        assert not visitor.does("settle", key=key, value=value)["saved"]
    assert page.session.document.corrections == ()
