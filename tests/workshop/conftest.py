"""A store to hold rooms on, and a room that is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from workbook.store import new_secret, open_store
from workbook.store.rooms import Rooms
from workbook.workshop import desk
from workbook.workshop.planning import planned
from workbook.workshop.records import Room

TODAY = date(2026, 11, 23)
OpenRoom = Callable[..., Room]


@pytest.fixture
def rooms(tmp_path: Path) -> Rooms:
    """The sheets of a store of its own."""
    return open_store(f"sqlite:///{tmp_path / 'data' / 'workbook.db'}").rooms


@pytest.fixture
def coach() -> str:
    """A coach's secret."""
    return new_secret()


@pytest.fixture
def open_room(rooms: Rooms, coach: str) -> OpenRoom:
    """Opens a room: `open_room(seats=8)`, for another coach with `coach=`."""

    def opened(**given: object) -> Room:
        whose = str(given.pop("coach", coach))
        told: dict[str, object] = {"title": "Room", "language": "nl", "length": 60, **given}
        return desk.open_room(rooms, whose, planned(today=TODAY, **told), TODAY)  # type: ignore[arg-type]

    return opened
