"""The period: the last weeks move on with a newer file, chosen days stay, the demo keeps its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from helpers.goneby import TODAY
from helpers.visitor import Open, Visitor

from workbook.demo import Demo
from workbook.evidence.measure import Period
from workbook.ui.pages.start import StartPage

QUARTER = Period(TODAY - timedelta(weeks=13), TODAY - timedelta(days=1))


@pytest.fixture
def wall() -> list[date]:
    """The calendar on the manager's wall: its last day is today."""
    return [TODAY]


def load(page: StartPage, day: date) -> None:
    """Load the calendar as it is exported on a day."""
    calendar = Demo(today=day).files[0]
    Visitor(page.files()).brings("load", calendar.name, calendar.data)


def test_a_newer_file_moves_the_last_weeks_on(wall: list[date], open_session: Open) -> None:
    """What was never chosen is no choice: six weeks later the last weeks are others."""
    page = StartPage("start", open_session("en", lambda: wall[-1]))
    load(page, wall[-1])
    assert page.session.document.period == QUARTER
    wall.append(TODAY + timedelta(weeks=6))
    load(page, wall[-1])
    moved = Period(QUARTER.first + timedelta(weeks=6), QUARTER.last + timedelta(weeks=6))
    assert page.session.document.period == moved
    assert "A newer file moves them on." in Visitor(page.period()).html


def test_chosen_days_stay_and_the_last_weeks_count_from_the_newest(
    wall: list[date], open_session: Open
) -> None:
    """Chosen days stay with a newer file, the page tells of newer weeks, and a span leads there."""
    page = StartPage("start", open_session("en", lambda: wall[-1]))
    load(page, wall[-1])
    period = Visitor(page.period())
    period.does("move", key="first", value=(QUARTER.first + timedelta(days=3)).isoformat())
    assert "They stay when you load a newer file." in period.html
    wall.append(TODAY + timedelta(weeks=6))
    load(page, wall[-1])
    chosen = Period(QUARTER.first + timedelta(days=3), QUARTER.last)
    assert page.session.document.period == chosen
    assert "Your files tell about newer weeks" in period.html
    assert period.does("span", value="26")["saved"]
    newest = QUARTER.last + timedelta(weeks=6)
    assert page.session.document.period == Period(newest - timedelta(weeks=26, days=-1), newest)
    assert page.session.document.last_weeks == 26


def test_the_demo_stays_as_it_was_made(wall: list[date], open_session: Open) -> None:
    """Opened again next month, the demo has the same rows and so the same figures for the same period."""
    session = open_session("en", lambda: wall[-1])
    session.open_demo()
    was = session.document
    wall.append(TODAY + timedelta(days=30))
    again = open_session("en", lambda: wall[-1])
    rows = again.recall()
    assert rows is not None
    first = session.recall()
    assert first is not None
    assert rows.activities == first.activities
    again.settle(lambda doc: doc)
    assert again.document.period == was.period == QUARTER
    assert again.document.evidence.measures == was.evidence.measures
