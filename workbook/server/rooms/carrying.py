"""The summary of a room, made by a process of its own: the server's modules never see what stands on a page."""

from __future__ import annotations

import asyncio
import sys
from typing import Final

from workbook.server.answers import log

SUMMARY_SECONDS: Final = 60.0
_MAKER: Final = "workbook.takeaway.room"
"""Run apart, by its name."""
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


async def make(form: str, language: str, told: bytes) -> bytes | None:
    """The summary in a form, made by a process of its own; None where that failed."""
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
