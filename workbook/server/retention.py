"""Retention: once a day a server for others deletes what nobody changed for too long."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from workbook import clock
from workbook.store import StoreError, open_store

log: Final = logging.getLogger("workbook.server")

KEPT_DAYS: Final = 730
"""Two years: a year-end review, and the one after it to look back from."""
EVERY_SECONDS: Final = 24 * 60 * 60.0
SLACK: Final = timedelta(days=2)
"""Rounds and rooms go by their last day, with two days for a clock that is ahead."""


async def keep_house(database: str, days: int, failed: Callable[[str], None]) -> None:
    """Purge now and once a day, until cancelled; a store that fails is tried again the next day."""
    while True:
        try:
            workbooks, sheets = await asyncio.to_thread(purge, database, days)
        except StoreError as error:
            log.error("the store could not be purged: %s", type(error).__name__)
            failed(type(error).__name__)
        else:
            if workbooks or sheets:
                log.info("%d workbooks and %d sheets of rounds and rooms were too old and are deleted", workbooks, sheets)
        await asyncio.sleep(EVERY_SECONDS)


def purge(database: str, days: int) -> tuple[int, int]:
    """Delete workbooks unchanged for so many days, and rounds whose last day is over; gives how many."""
    store = open_store(database)
    today = clock.now().date()
    sheets = store.rounds.purge(today - SLACK) + store.rooms.purge(today - SLACK)
    return store.purge(today - timedelta(days=days)), sheets
