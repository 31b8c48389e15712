"""The press of a workshop's summaries: one at a time, and a short line."""

from __future__ import annotations

import asyncio

import pytest

from workbook.server.rooms import carrying


def test_a_flood_of_summaries_waits_in_a_short_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects everybody else's pages: however many ask at once, few processes run, and no more wait than is said."""
    running, most = 0, 0

    async def made(_form: str, _language: str, told: bytes) -> bytes:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(3):
            await asyncio.sleep(0)
        running -= 1
        return told

    monkeypatch.setattr(carrying, "_made", made)

    async def flood() -> list[bytes | None]:
        press = carrying.Press()
        first = await asyncio.gather(*(press.make("pdf", "en", b"x") for _ in range(40)))
        return [*first, await press.make("pdf", "en", b"later")]

    told = asyncio.run(flood())
    assert most == carrying.AT_ONCE
    assert sum(one is not None for one in told[:40]) == carrying.AT_ONCE + carrying.WAITING
    assert told[-1] == b"later"
