"""How fast a hall follows: a room with many phones on the real server, and what a step costs.

`python -m bench.room` starts a server of its own, lets a hundred phones follow, opens steps, and prints how
long it took from the coach's press until each phone had the step; then lets all of them answer at once.
Phones and server share the machine, so the figures are the worse for it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import launch  # noqa: E402
from helpers.room import Coach, Hall, Phone  # noqa: E402

LIMIT_SECONDS = 2.0
"""What the product promises: a phone follows within two seconds."""


def quantile(values: list[float], part: float) -> float:
    """The value below which this part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def measure(followers: int, steps: int) -> dict[str, float]:
    """Follow times in seconds and CPU seconds of the server, for so many phones and steps."""
    with tempfile.TemporaryDirectory() as folder:
        server = launch(Path(folder))
        hall = Hall()
        try:
            return _measured(server, hall, followers, steps)
        finally:
            hall.leave()
            server.stop()


def _measured(server, hall: Hall, followers: int, steps: int) -> dict[str, float]:  # type: ignore[no-untyped-def]
    url = server.url.rstrip("/")
    process = psutil.Process(server.process.pid)
    coach = Coach(url, "nl").opens(seats=str(min(120, followers)), length="60")
    began = time.monotonic()
    hall.fill(url, coach.code, followers)
    joined = time.monotonic() - began

    before = _cpu(process)
    time.sleep(10)
    idle = (_cpu(process) - before) / 10

    taken: list[float] = []
    before = _cpu(process)
    for at in range(steps):
        pressed = time.monotonic()
        mark = coach.opens_step(at)["mark"].split(".")[0]
        hall.until(lambda phone, mark=mark: mark in phone.heard)  # type: ignore[misc]
        taken += [phone.heard[mark] - pressed for phone in hall.phones]
    a_step = (_cpu(process) - before) / steps

    coach.opens_step(2)
    waited: list[float] = []

    async def answer(_number: int, phone: Phone) -> None:
        sent = time.monotonic()
        await phone.sends("answer", question="plan", choice="b", often="few")
        waited.append(time.monotonic() - sent)

    hall.each(answer)
    return {
        "followers": followers,
        "joined all s": joined,
        "follow median s": quantile(taken, 0.5),
        "follow p95 s": quantile(taken, 0.95),
        "follow worst s": max(taken),
        "answered all at once, median s": quantile(waited, 0.5),
        "answered all at once, p95 s": quantile(waited, 0.95),
        "server CPU a step s": a_step,
        "server CPU while nothing happens": idle,
        "server memory MB": process.memory_info().rss / 2**20,
    }


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def main() -> int:
    """Measure and print; 1 when a phone in twenty took longer than is promised."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--followers", type=int, default=100)
    asked.add_argument("--steps", type=int, default=12)
    told = asked.parse_args()
    found = measure(told.followers, told.steps)
    for name, value in found.items():
        print(f"{name:36} {value:8.3f}")
    return int(found["follow p95 s"] > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
