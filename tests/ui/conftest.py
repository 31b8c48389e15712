"""A session on a real store in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from helpers.goneby import TODAY
from helpers.visitor import Open

from workbook.store import Shelf, open_store
from workbook.ui.session import Session


@pytest.fixture
def open_session(tmp_path: Path) -> Open:
    """Opens a session as a page does; each call is a page of its own on the same data. The day is
    `TODAY` unless the test says otherwise."""

    def opened(language: str = "en", today: Callable[[], date] = lambda: TODAY) -> Session:
        store = open_store(f"sqlite:///{tmp_path / 'workbook.db'}")
        return Session(store, Shelf(tmp_path), tmp_path, language, today=lambda _zone: today())

    return opened
