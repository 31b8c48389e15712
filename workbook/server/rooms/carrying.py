"""The summary of a room, made by a process of its own: the server's modules never see what stands on a page."""

from __future__ import annotations

import asyncio
import sys
from typing import Final

from workbook.server.answers import log

SUMMARY_SECONDS: Final = 60.0
AT_ONCE: Final = 1
"""A process of 25 MB and a second of one core each; the pages of all visitors share the rest."""
WAITING: Final = 10
_MAKER: Final = "workbook.takeaway.room"
"""Run apart, by its name."""
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class Press:
    """Makes summaries, one after another; with too many waiting, no more are taken on."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._asked = 0

    async def make(self, form: str, language: str, told: bytes) -> bytes | None:
        """The summary in a form; None where that failed or too many are waiting."""
        if self._asked >= AT_ONCE + WAITING:
            log.warning("too many summaries of rooms were asked for at once")
            return None
        self._asked += 1
        try:
            async with self._turn:
                return await _made(form, language, told)
        finally:
            self._asked -= 1


async def _made(form: str, language: str, told: bytes) -> bytes | None:
    """Run the maker, and end it where it takes too long."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", _MAKER, form, language,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        made, _ = await asyncio.wait_for(process.communicate(told), SUMMARY_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    if process.returncode:
        log.error("a room's summary was not made")
    return made if process.returncode == 0 else None
