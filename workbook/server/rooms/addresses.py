"""The addresses of a room, and what its handlers share."""

from __future__ import annotations

import asyncio
from typing import Any

from workbook.server.rates import Rate
from workbook.server.rooms import run, seat
from workbook.server.rooms.following import Following
from workbook.store import open_store
from workbook.workshop.records import Seen
from workbook.workshop.sheets import look


def handlers() -> list[Any]:
    """Every address of a room."""
    return [
        (seat.LINK, seat.LinkHandler),
        (seat.BARE, seat.EntryHandler),
        (seat.ENTRY, seat.EntryHandler),
        (seat.BEAMER, seat.BeamerHandler),
        (seat.CLEAN, seat.SeatHandler),
        (run.ROOMS, run.RoomsHandler),
        (run.ONE, run.RoomHandler),
    ]


def settings(database: str) -> dict[str, Any]:
    """What the handlers share."""

    async def looking(secrets: tuple[str, ...]) -> tuple[Seen | None, ...]:
        def work() -> tuple[Seen | None, ...]:
            return look(open_store(database).rooms, *secrets)

        return await asyncio.get_running_loop().run_in_executor(None, work)

    return {
        "workbook_following": Following(looking),
        "workbook_wrong_codes": seat.WrongCodes(),
        "workbook_rooms_made": Rate(run.ROOMS_A_MINUTE),
    }
