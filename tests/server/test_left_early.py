"""A visitor who leaves while a cell is still at work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from types import SimpleNamespace
from typing import Any

import pytest
from tornado.iostream import StreamClosedError

from workbook.server import door


def test_a_visitor_who_leaves_during_a_slow_cell_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """That the page was left reaches who ends the kernel, and the cell's way to us is closed."""
    closed: list[bool] = []

    async def slow(*_given: Any) -> AsyncGenerator[None, None]:
        try:
            await asyncio.Event().wait()
            yield None
        finally:
            closed.append(True)

    async def gone() -> None:
        raise StreamClosedError

    async def visit() -> None:
        starting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        starting.set_result(object())
        handler: Any = SimpleNamespace(write=lambda _text: None, flush=gone)
        await door.PageHandler._parts(handler, SimpleNamespace(), SimpleNamespace(), starting)  # type: ignore[arg-type]

    monkeypatch.setattr(door, "run_cells", slow)
    monkeypatch.setattr(door, "HEARTBEAT_SECONDS", 0.01)
    with pytest.raises(StreamClosedError):
        asyncio.run(visit())
    assert closed == [True]
