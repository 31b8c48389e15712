"""The spare kernel: quick, and empty of everybody."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from workbook.server import spares
from workbook.server.spares import Spares, kernel_environment

Visit = Callable[..., Any]


@pytest.fixture
def waiting() -> Iterator[Spares]:
    """One spare kernel."""
    made = Spares(kernel_environment({}, {"PATH": "/usr/bin", "PASSWORD": "x"}))
    made.prepare()
    yield made
    made.close()


def processes() -> set[int]:
    """The spare kernels of this process."""
    return {child.pid for child in psutil.Process().children() if "--spare" in child.cmdline()}


def test_one_at_a_time(waiting: Spares) -> None:
    """Protects: asking twice costs one process, and closing leaves none."""
    before = processes()
    waiting.prepare()
    assert processes() == before
    waiting.close()
    assert len(processes()) == len(before) - 1


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_knows_nothing_beforehand(waiting: Spares) -> None:
    """Protects: before it is taken it holds no secret, and nothing of a visitor."""
    (pid,) = processes()
    known = {each.split(b"=")[0].decode() for each in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0") if each}
    assert "PASSWORD" not in known
    assert not {name for name in known if name.startswith(("WORKBOOK", "VOILA"))}


def test_not_from_an_older_program(waiting: Spares, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects: a page after a change of the program runs the new one."""
    monkeypatch.setattr(spares, "_newest", lambda: sys.maxsize)
    assert waiting.take([], {}, "/") is None
    assert processes() == set()


def test_a_dead_one_is_not_used(waiting: Spares) -> None:
    """Protects: a spare that was killed costs a page nothing but time."""
    (pid,) = processes()
    process = psutil.Process(pid)
    process.kill()
    waiting._waiting.wait()  # type: ignore[union-attr]
    assert waiting.take([], {}, "/") is None


def test_pages_do_not_share(trial: Any, visit: Visit) -> None:
    """Protects: each page has a kernel of its own and is told its own page, spare or not."""
    told = []
    for path in ("nl/0-start", "en/0-start", "nl/1-plan"):
        mine = visit(trial, path)
        told.append(mine.socket().told(mine.model))
    assert len({each["pid"] for each in told}) == 3
    assert [each["environment"]["SCRIPT_NAME"] for each in told] == ["/nl/0-start", "/en/0-start", "/nl/1-plan"]
