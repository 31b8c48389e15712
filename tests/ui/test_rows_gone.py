"""After a restart: rows are gone, figures stay, and the start page says so."""

from __future__ import annotations

import pytest
from helpers.goneby import TODAY
from helpers.visitor import Open, Visitor

from workbook.demo import Demo
from workbook.ui.pages.start import StartPage

PARTS = ("welcome", "files", "matches", "people", "sorting", "period")


@pytest.fixture
def after_a_restart(open_session: Open) -> StartPage:
    """The start page of a workbook with figures, by a program that holds no rows."""
    page = StartPage("start", open_session())
    Visitor(page.welcome()).does("begin")
    for file in Demo(today=TODAY).files:
        Visitor(page.files()).brings("load", file.name, file.data)
    assert page.session.document.evidence.measures
    return StartPage("start", open_session())


def test_no_part_asks_for_a_first_load(after_a_restart: StartPage) -> None:
    """What was loaded and counted is not asked for as if it had never been."""
    shown = {name: Visitor(getattr(after_a_restart, name)()).html for name in PARTS}
    assert "Load a calendar first" not in "".join(shown.values())
    assert "Load your calendar below" not in shown["welcome"]
    for name in ("files", "matches", "people", "sorting"):
        assert "no longer in memory" in shown[name], name
    assert "figures are kept" in shown["files"]
    assert "Load your files again" in shown["period"]


def test_with_rows_nothing_is_said_to_be_gone(open_session: Open) -> None:
    """Neither before the first load nor while the rows are there."""
    page = StartPage("start", open_session())
    Visitor(page.welcome()).does("begin")
    assert all("no longer in memory" not in Visitor(getattr(page, name)()).html for name in PARTS)
    assert "Load a calendar first" in Visitor(page.sorting()).html
    file = Demo(today=TODAY).files[0]
    Visitor(page.files()).brings("load", file.name, file.data)
    assert all("no longer in memory" not in Visitor(getattr(page, name)()).html for name in PARTS)


def test_loading_again_brings_them_back(after_a_restart: StartPage) -> None:
    """The same file once more, and everything can be changed again."""
    file = Demo(today=TODAY).files[0]
    Visitor(after_a_restart.files()).brings("load", file.name, file.data)
    assert all("no longer in memory" not in Visitor(getattr(after_a_restart, name)()).html for name in PARTS)
