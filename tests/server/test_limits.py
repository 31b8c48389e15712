"""A page that takes too much is stopped; its visitor comes back, and the others never notice."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from helpers.patience import until
from jupyter_server._tz import utcnow

from workbook.server.admission import Admission
from workbook.server.kernels import LIMITS, PUT_AWAY_BUSY, Kernels

Visit = Callable[..., Any]

_GREEDY = """
import os, subprocess, sys
import anywidget, traitlets
class Greedy(anywidget.AnyWidget):
    _esm = "export default { render() {} };"
    def heard(self, _widget, content, _buffers):
        self.held = []
        try:
            getattr(self, content["do"])()
            told = "done"
        except (MemoryError, OSError) as error:
            told = type(error).__name__
        self.held = []
        self.send({"told": told, "pid": os.getpid()})
    def hello(self):
        pass
    def eat(self):
        while True:
            self.held.append(bytearray(64_000_000))
    def fork(self):
        for _ in range(10_000):
            if os.fork() == 0:
                os._exit(0)
    def run(self):
        subprocess.run([sys.executable, "-c", ""])
    def open_files(self):
        while True:
            self.held.append(os.dup(0))
    def abort(self):
        os.abort()
greedy = Greedy()
greedy.on_msg(greedy.heard)
greedy
"""


@pytest.fixture(scope="module")
def greedy(
    tmp_path_factory: pytest.TempPathFactory,
    write_page: Callable[..., None],
    launch_server: Callable[..., Any],
) -> Iterator[Any]:
    """A server whose pages take all they can get."""
    folder = tmp_path_factory.mktemp("greedy")
    for language in ("nl", "en"):
        write_page(folder / language / "0-start.ipynb", "# Greedy", _GREEDY)
    running = launch_server(tmp_path_factory.mktemp("house"), WORKBOOK_NOTEBOOKS=str(folder))
    yield running
    running.stop()


def _told(socket: Any, model: str, do: str) -> dict[str, Any]:
    socket.ask(model, do)
    heard = socket.until(lambda message: "told" in str(message["content"].get("data", {}).get("content", "")))
    content: dict[str, Any] = heard[-1]["content"]["data"]["content"]
    return content


@pytest.mark.skipif(sys.platform != "linux", reason="limits that only Linux holds")
def test_what_takes_too_much_is_stopped(greedy: Any, visit: Visit) -> None:
    """Protects: memory, processes, programs and files end at the limit, the page that asked goes on, and
    another visitor's page is the same as before."""
    one, other = visit(greedy), visit(greedy)
    mine, theirs = one.socket(), other.socket()
    before = _told(theirs, other.model, "hello")
    for do, told in (
        ("eat", "MemoryError"),
        ("fork", "PermissionError"),
        ("run", "PermissionError"),
        ("open_files", "OSError"),
    ):
        found = _told(mine, one.model, do)
        assert found["told"] == told, do
        assert _told(theirs, other.model, "hello") == before
    assert _told(mine, one.model, "hello")["told"] == "done"
    assert psutil.Process(found["pid"]).memory_info().rss < LIMITS.memory


def test_a_page_that_breaks_down(greedy: Any, visit: Visit) -> None:
    """Protects: a library that ends its process for want of memory takes one page with it, which hears that
    it is gone; the same visitor's next page opens."""
    one, other = visit(greedy), visit(greedy)
    theirs = other.socket()
    before = _told(theirs, other.model, "hello")
    one.socket().ask(one.model, "abort")
    until(lambda: one.state().status_code != 200)
    assert one.state().status_code == 404
    assert _told(theirs, other.model, "hello") == before
    again = visit(greedy)
    assert _told(again.socket(), again.model, "hello")["told"] == "done"


async def _cull(busy_for: timedelta) -> list[str]:
    ended: list[str] = []

    async def shut(kernel_id: str, now: bool = False) -> None:
        ended.append(kernel_id)

    house = Kernels()
    house.admission = Admission(1)
    house._kernels["k"] = SimpleNamespace(execution_state="busy", last_activity=utcnow() - busy_for)  # type: ignore[assignment]
    house.shutdown_kernel = shut
    await house.cull_kernel_if_idle("k")
    house._kernels.clear()
    return ended


def test_what_never_comes_to_an_end() -> None:
    """Protects: a kernel that is at one thing for minutes without a word is ended; one that is just busy is
    not."""
    assert asyncio.run(_cull(PUT_AWAY_BUSY + timedelta(seconds=1))) == ["k"]
    assert asyncio.run(_cull(PUT_AWAY_BUSY - timedelta(seconds=5))) == []
