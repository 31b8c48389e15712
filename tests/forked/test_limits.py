"""What a kernel may take: it is stopped at that, and can't take the limit back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbook.forked.limits import VARIABLE, Limits, alone_filter, read_limits, take_from, usual_environment
from workbook.forked.nursery import POSSIBLE

HELD = Limits(memory=300_000_000, files=100, seconds=600, alone=True)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits that only Linux holds")

_TRIES = """
import ctypes, os, resource, subprocess, sys, threading
def tried(what):
    try:
        return what() and "done"
    except (OSError, MemoryError, ValueError, RuntimeError) as error:
        return type(error).__name__
def files():
    held = []
    try:
        while len(held) < 1000:
            held.append(os.open("/dev/null", os.O_RDONLY))
        return True
    finally:
        for each in held:
            os.close(each)
def thread():
    one = threading.Thread(target=len, args=("",))
    one.start()
    one.join()
    return True
it = {
    "memory": tried(lambda: len(bytearray(1_000_000_000))),
    "files": tried(files),
    "fork": tried(os.fork),
    "program": tried(lambda: subprocess.run([sys.executable, "-c", ""]).args),
    "spawned": tried(lambda: os.posix_spawn("/bin/true", ["true"], {})),
    "thread": tried(thread),
    "cores": resource.getrlimit(resource.RLIMIT_CORE)[1],
    "dumpable": ctypes.CDLL(None).prctl(3),
    "told": [name for name in os.environ if "LIMITS" in name],
}
"""


def _limited(manager: Any, limits: Limits) -> None:
    for name in ("memory", "files", "seconds", "alone"):
        setattr(manager.provisioner, name, getattr(limits, name))


@ON_LINUX
@pytest.mark.parametrize("way", ["forked", "started"])
def test_what_a_kernel_may_not(
    open_kernel: Any,
    tell: Any,
    run: Callable[[Any], Any],
    folder: Path,
    way: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Protects: a kernel that takes memory, opens files, forks or starts a program gets an error, stays alive
    and can have threads; forked or started the ordinary way."""
    if way == "started":
        monkeypatch.setattr("workbook.forked.nursery.POSSIBLE", False)
        from workbook.forked.nursery import Nursery

        Nursery.instance().close()
    elif not POSSIBLE:
        pytest.skip("this system does not fork")

    async def one() -> Any:
        async with open_kernel(folder) as (manager, client):
            _limited(manager, HELD)
            await manager.restart_kernel(now=True)
            await client.wait_for_ready(timeout=60)
            first = await tell(client, _TRIES)
            return first, await tell(client, "it = len(bytearray(100_000_000))")

    told, after = run(one())
    assert told["memory"] == "MemoryError"
    assert told["files"] == "OSError"
    assert told["fork"] == told["program"] == told["spawned"] == "PermissionError"
    assert told["thread"] == "done"
    assert (told["cores"], told["dumpable"], told["told"]) == (0, 0, [])
    assert after == 100_000_000


def test_without_limits_all_is_allowed(
    open_kernel: Any, tell: Any, run: Callable[[Any], Any], folder: Path
) -> None:
    """Protects: the same kernel in JupyterLab, where its owner runs what they like, is not held back."""

    async def one() -> Any:
        async with open_kernel(folder) as (_, client):
            return await tell(
                client, "import subprocess, sys; it = subprocess.run([sys.executable, '-c', '']).returncode"
            )

    assert run(one()) == 0


_SPINS = """
import json, sys
from workbook.forked.limits import Limits, hold
hold(Limits(seconds=1))
while True:
    pass
"""


@ON_LINUX
def test_processor_time_ends() -> None:
    """Protects: a process that never comes to an end is ended by the system, and leaves no picture of itself."""
    ran = subprocess.run([sys.executable, "-c", _SPINS], timeout=60, check=False)
    assert ran.returncode < 0
    assert not os.WCOREDUMP(-ran.returncode)


def test_limits_travel() -> None:
    """Protects: limits arrive as they were told, once, and an environment without them stays as it was."""
    assert read_limits(json.loads(HELD.told())) == HELD
    environment = usual_environment(HELD, {"PATH": "/bin", VARIABLE: "forged"})
    assert take_from(environment) == HELD
    assert environment == {"PATH": "/bin"}
    assert take_from(environment) == Limits()
    assert usual_environment(Limits(), {"PATH": "/bin"}) == {"PATH": "/bin"}


def test_no_filter_for_a_machine_we_do_not_know() -> None:
    """Protects: numbers of calls are those of two kinds of machine; on another nothing is refused by chance."""
    assert alone_filter("riscv64") == b""
    assert len(alone_filter("x86_64")) % 8 == len(alone_filter("aarch64")) % 8 == 0
