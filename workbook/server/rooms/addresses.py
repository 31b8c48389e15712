"""The addresses of a room, and what its handlers share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

from workbook.server.rates import Rate
from workbook.server.rooms import beaming, desks, doors, run, seat
from workbook.server.rooms.carrying import Press
from workbook.server.rooms.following import Following
from workbook.store import StoreError, open_store
from workbook.workshop.records import Seen
from workbook.workshop.sheets import look

TROUBLES_A_MINUTE: Final = 12
"""Lines in the log about a store that is out of reach."""
AGAIN_SECONDS: Final = 10.0
"""After so long a lost connection for news is tried again; meanwhile followers look each second."""


def handlers() -> list[Any]:
    """Every address of a room."""
    return [
        (doors.LINK, doors.LinkHandler),
        (doors.BARE, doors.EntryHandler),
        (doors.ENTRY, doors.EntryHandler),
        (beaming.BEAMER, beaming.BeamerHandler),
        (seat.CLEAN, seat.SeatHandler),
        (desks.ROOMS, desks.RoomsHandler),
        (run.ONE, run.RoomHandler),
    ]


def settings(database: str) -> dict[str, Any]:
    """What the handlers share."""

    async def looking(secrets: tuple[str, ...]) -> tuple[Seen | None, ...]:
        def work() -> tuple[Seen | None, ...]:
            return look(open_store(database).rooms, *secrets)

        return await asyncio.get_running_loop().run_in_executor(None, work)

    def listening(heard: Callable[[], None]) -> None:
        while True:
            try:
                open_store(database).rooms.listen(heard)
                return
            except StoreError:
                time.sleep(AGAIN_SECONDS)

    return {
        "workbook_following": Following(looking, listening),
        "workbook_wrong_codes": doors.WrongCodes(),
        "workbook_rooms_made": Rate(desks.ROOMS_AN_HOUR, minutes=60),
        "workbook_rooms_in_all": Rate(desks.ROOMS_AN_HOUR_ALL, minutes=60),
        "workbook_press": Press(),
        "workbook_wiping": asyncio.Lock(),
        "workbook_rooms_trouble": Rate(TROUBLES_A_MINUTE),
    }
