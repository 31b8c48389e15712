"""Whoever dies: no orphan, no zombie, no page without a kernel."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from workbook.forked import nursery as nurseries
from workbook.forked.environment import kernel_environment
from workbook.forked.lifeline import NotBorn, Order, read_born, read_order, say_born
from workbook.forked.limits import Limits
from workbook.forked.nursery import POSSIBLE, Nursery, Warmth, Zygote

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="this system does not fork")

Run = Callable[[Any], Any]
Gone = Callable[[int], None]


def order(folder: Path) -> Order:
    """A kernel in `folder`."""
    arguments = (
        "-f",
        str(folder / "k.json"),
        "--IPKernelApp.transport=ipc",
        f"--IPKernelApp.ip={folder / 'k'}",
    )
    return Order(arguments, kernel_environment({"IPYTHONDIR": str(folder)}, os.environ), str(folder))


def test_a_killed_kernel_is_seen_and_buried(zygote: Zygote, run: Run, folder: Path, gone: Gone) -> None:
    """Protects: the end of a kernel shows at once, and leaves no zombie with the zygote."""
    process = run(zygote.fork(order(folder)))
    assert process.poll() is None
    os.kill(process.pid, signal.SIGKILL)
    gone(process.pid)
    assert process.poll() == 1
    assert psutil.Process(zygote.pid).children() == []
    process.kill()


def test_kernels_outlive_their_zygote(zygote: Zygote, run: Run, folder: Path, gone: Gone) -> None:
    """Protects: when the zygote is killed its kernels live on, and the next page gets a new one."""
    first = run(zygote.fork(order(folder)))
    before = zygote.pid
    assert before
    os.kill(before, signal.SIGKILL)
    gone(before)
    (folder / "more").mkdir()
    second = run(zygote.fork(order(folder / "more")))
    assert zygote.pid not in (None, before)
    assert first.poll() is None
    for process in (first, second):
        process.terminate()
        gone(process.pid)


def test_a_new_program_gets_a_new_zygote(run: Run, folder: Path, gone: Gone) -> None:
    """Protects: a page opened after a change of the program runs the new one; older pages stay."""
    program = folder / "program"
    program.mkdir()
    (program / "a.py").write_text("")
    zygote = Zygote(Warmth(watch=(str(program),)), kernel_environment({}, os.environ))
    try:
        first = run(zygote.fork(order(folder)))
        before = zygote.pid
        os.utime(program / "a.py", ns=(1, os.stat(program / "a.py").st_mtime_ns + 1))
        assert zygote.prepare()
        assert zygote.pid != before
        assert first.poll() is None
        first.kill()
        gone(first.pid)
        assert before
        gone(before)
    finally:
        zygote.close()


def test_no_child_no_waiting(zygote: Zygote, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects: where forking fails the one who asks hears it, and it is not tried again at once."""
    monkeypatch.setattr(zygote, "_warmth", Warmth(preload=("no_such_module",)))
    with pytest.raises(NotBorn):
        run(zygote.fork(order(folder)))
    assert zygote.pid is None
    assert not zygote.prepare()


def test_an_ordinary_kernel_instead(
    open_kernel: Any, tell: Any, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protects: where the system does not fork, the same kernel is started the ordinary way."""

    async def one() -> Any:
        async with open_kernel(folder) as (manager, client):
            assert isinstance(manager.provisioner.process, subprocess.Popen)
            return await tell(client, "import os; it = os.getppid()")

    monkeypatch.setattr(nurseries, "POSSIBLE", False)
    Nursery.instance().close()
    assert run(one()) == os.getpid()


def test_a_failed_fork_is_told(pair: tuple[socket.socket, socket.socket]) -> None:
    """Protects: a fork that failed, and a zygote that died over it, both reach the one who asked."""
    ours, theirs = pair
    say_born(theirs, 0)
    with pytest.raises(NotBorn):
        read_born(ours.recv(64))
    with pytest.raises(NotBorn):
        read_born(b"")


def test_an_order_arrives_whole(pair: tuple[socket.socket, socket.socket]) -> None:
    """Protects: arguments, environment and folder arrive as they were sent, whatever is in them."""
    ours, theirs = pair
    sent = Order(("-f", "a b\n"), {"NAME": "é=\"'\n"}, "/tmp/ü", Limits(7, alone=True))  # noqa: S108
    ours.sendall(sent.packed())
    assert read_order(theirs) == sent
    ours.close()
    with pytest.raises(EOFError):
        read_order(theirs)


_SERVER = """
import asyncio, os, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from test_deaths import order
from workbook.forked.environment import kernel_environment
from workbook.forked.nursery import Warmth, Zygote
zygote = Zygote(Warmth(), kernel_environment({}, os.environ))
process = asyncio.run(zygote.fork(order(Path(sys.argv[1]))))
print(process.pid, zygote.pid, flush=True)
sys.stdin.read()
"""


def test_no_orphans(folder: Path, gone: Gone) -> None:
    """Protects: a server that is killed hard leaves neither kernels nor zygote."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(folder), str(Path(__file__).parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdout
        pids = [int(each) for each in server.stdout.readline().split()]
        assert len(pids) == 2
        server.kill()
    for pid in pids:
        gone(pid)
        assert not psutil.pid_exists(pid)
