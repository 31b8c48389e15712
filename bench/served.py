"""Servers under measurement: started on the loopback, weighed with all they started, ended for certain."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

START_SECONDS = 60


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Weight:
    """What a server and all it started have used: CPU seconds by process, and proportional memory (a page
    of memory shared by n processes counts for 1/n in each) in MB."""

    cpu: Mapping[int, float]
    memory: float

    def since(self, earlier: Weight) -> float:
        """CPU seconds used since then by what lives now."""
        return sum(seconds - earlier.cpu.get(pid, 0.0) for pid, seconds in self.cpu.items())


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    url: str
    process: subprocess.Popen[bytes]

    def weigh(self, *, memory: bool = True) -> Weight:
        """What it and all it started use now."""
        cpu: dict[int, float] = {}
        kept = 0.0
        root = psutil.Process(self.process.pid)
        for one in [root, *root.children(recursive=True)]:
            with contextlib.suppress(psutil.Error, OSError):
                times = one.cpu_times()
                cpu[one.pid] = times.user + times.system
                kept += _proportional(one) if memory else 0.0
        return Weight(cpu, kept)


def _proportional(process: psutil.Process) -> float:
    rollup = Path(f"/proc/{process.pid}/smaps_rollup")
    if rollup.exists():
        for line in rollup.read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return float(process.memory_info().rss) / 2**20


@contextlib.contextmanager
def running(
    command: Sequence[str],
    port: int,
    log: Path,
    *,
    path: str = "",
    cwd: Path | None = None,
    **environment: str,
) -> Iterator[Running]:
    """Start a server, wait until `path` answers, end it and all it started."""
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WORKBOOK_")},
        **environment,
    }
    with log.open("ab") as said:
        process = subprocess.Popen(  # noqa: S603 - our own list of servers
            command,
            stdout=said,
            stderr=said,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
            env=env,
            start_new_session=True,
        )
    server = Running(f"http://127.0.0.1:{port}", process)
    try:
        _wait(server, path)
        yield server
    finally:
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for child in children:
            with contextlib.suppress(psutil.Error):
                child.kill()


def _wait(server: Running, path: str) -> None:
    latest = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(server.url + path, timeout=START_SECONDS):  # noqa: S310
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > latest or server.process.poll() is not None:
                raise RuntimeError("the server did not start") from None
            time.sleep(0.1)
