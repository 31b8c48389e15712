"""A store to hold rounds on, and answers of every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from workbook.mirrors import desk
from workbook.mirrors.records import Round
from workbook.mirrors.rounds import planned
from workbook.store import open_store
from workbook.store.rounds import Rounds
from workbook.wording import WORDING

TODAY = date(2026, 11, 23)
OpenRound = Callable[..., Round]


@pytest.fixture
def rounds(tmp_path: Path) -> Rounds:
    """The sheets of a store of its own."""
    return open_store(f"sqlite:///{tmp_path / 'data' / 'workbook.db'}").rounds


@pytest.fixture
def open_round(rounds: Rounds) -> OpenRound:
    """Opens a round: `open_round('team', seats=8)`."""

    def opened(whom: str = "team", **given: object) -> Round:
        plan = planned(whom, today=TODAY, language="nl", wording=WORDING, **given)  # type: ignore[arg-type]
        return desk.lay_out(rounds, plan, TODAY)

    return opened
