"""How fast files are read, beside the plain way: `python -m bench.reading [--write docs/bench.md]`.

Each route runs in a process of its own, turn by turn, and the best of several rounds counts: other work
on the machine only ever makes a run slower.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from bench.calendars import calendar
from bench.deals import write_deals

EVENTS: Final = 5_000
ROWS: Final = 1_000_000
WARM_ROWS: Final = 5_000
"""Enough for the route that large tables take, so that its imports are done before the clock starts."""

SIZES: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Run:
    """The best of several runs: seconds on the clock and of the processor, the peak in MB and what the
    process held before, and what came out."""

    seconds: float
    processor: float
    peak: float
    start: float
    result: Any


def run(route: str, warm: Path, path: Path) -> Run:
    """One route through one file, in a new process."""
    command = [sys.executable, "-m", "bench.routes", route, str(warm), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def race(routes: tuple[str, ...], warm: Path, path: Path, rounds: int = ROUNDS) -> list[Run]:
    """Each route's best of several rounds, run turn by turn."""
    runs: list[list[Run]] = [[run(route, warm, path) for route in routes] for _ in range(rounds)]
    return [
        Run(
            min(one.seconds for one in mine),
            min(one.processor for one in mine),
            min(one.peak for one in mine),
            min(one.start for one in mine),
            mine[0].result,
        )
        for mine in zip(*runs, strict=True)
    ]


def slope(points: list[tuple[int, float]]) -> float:
    """The exponent of time against size, by least squares on the logarithms: 1 is linear."""
    xs, ys = [math.log(size) for size, _ in points], [math.log(time) for _, time in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - mean_x) ** 2 for x in xs)


def report(folder: Path, rounds: int) -> str:
    """Run all of it and write it up as Markdown."""
    small, agenda = folder / "small.ics", folder / "agenda.ics"
    small.write_bytes(calendar(100))
    agenda.write_bytes(calendar(EVENTS))
    ours, theirs = race(("calendar-ours", "calendar-plain"), small, agenda, rounds)
    same = ours.result == theirs.result
    found = sum(ours.result["events"].values())

    few, deals = folder / "few.csv", folder / "deals.csv"
    write_deals(few, WARM_ROWS)
    write_deals(deals, ROWS)
    swift, pandas, trusting = race(("deals-ours", "deals-plain", "deals-trusting"), few, deals, rounds)
    equal = swift.result == pandas.result == trusting.result

    (stages,) = race(("deals-profile",), few, deals, 1)

    grown: list[tuple[int, float]] = []
    for size in SIZES:
        path = folder / f"{size}.ics"
        path.write_bytes(calendar(size))
        (one,) = race(("calendar-ours",), small, path, 3 if size < 100_000 else 2)
        grown.append((size, one.processor))

    lines = [
        "# How fast files are read",
        "",
        "Written by `make bench`. Both routes run in the same session, turn by turn, each in a process of "
        "its own with its imports done; the best of several rounds counts. Seconds are by the clock, "
        "memory is the peak of the whole process. The files are made from a seed by `bench/`.",
        "",
        f"Python {platform.python_version()}, {os.cpu_count()} cores, "
        + ", ".join(
            f"{name} {version(name)}" for name in ("icalendar", "recurring-ical-events", "polars", "pandas")
        )
        + ".",
        "",
        f"## A calendar of {EVENTS:,} events, one quarter",
        "",
        f"{agenda.stat().st_size / 1024**2:.1f} MB, five years, 13 weeks asked for: {found} events. "
        f"The same events on both routes: **{'yes' if same else 'NO'}**.",
        "",
        "| route | seconds | processor seconds | peak MB |",
        "|---|---:|---:|---:|",
        _row("workbook", ours),
        _row("icalendar and recurring-ical-events, the whole file", theirs),
        "",
        _verdict("Times as fast, by the processor", theirs.processor / ours.processor, 5),
        "",
        f"## {ROWS:,} deals, from CSV to measures",
        "",
        f"{deals.stat().st_size / 1024**2:.1f} MB. Open deals by segment (number, value, new), won of closed by "
        "month, and new deals by origin with those of no or an unknown source apart. The same figures, part by "
        f"part, on every route: **{'yes' if equal else 'NO'}**.",
        "",
        "The plain route reads with pandas' own types, parses both dates, takes the team's rows and groups. "
        "Doing the same work it is given the uploaded bytes, as the workbook is, and drops rows that are in "
        "the file twice; the other reads from disk and trusts that there are none, and counts them twice.",
        "",
        "| route | seconds | processor seconds | peak MB | of which before the file |",
        "|---|---:|---:|---:|---:|",
        _row("workbook", swift, True),
        _row("pandas, the same work", pandas, True),
        _row("pandas, from disk and trusting", trusting, True),
        "",
        _verdict(
            "pandas' time over ours, the same work, by the processor", pandas.processor / swift.processor, 4
        ),
        "",
        _verdict("The same by the clock", pandas.seconds / swift.seconds, 4),
        "",
        _verdict(
            "The trusting route's time over ours, by the processor", trusting.processor / swift.processor, 4
        ),
        "",
        _verdict("pandas' peak over ours, the same work", pandas.peak / swift.peak, 2),
        "",
        BOUNDS,
        "",
        "| where our time goes | processor seconds under the profiler |",
        "|---|---:|",
        *(f"| {what} | {took:.2f} |" for what, took in stages.result["stages"].items()),
        "",
        "## Time against size",
        "",
        "| events | processor seconds | per thousand |",
        "|---:|---:|---:|",
        *(f"| {size:,} | {took:.2f} | {took / size * 1000:.3f} |" for size, took in grown),
        "",
        f"Time grows with size to the power {slope(grown):.2f} (1 is linear).",
        "",
    ]
    return "\n".join(lines)


BOUNDS: Final = (
    "What bounds the deals: reading the cells, about half of our time. It is polars' own reader, told that "
    "the columns are text: as plain text, with nothing else done, it takes a good quarter of the time of the "
    "trusting route by itself, and as categories, which make all that follows cheap, half as much again. The "
    "workbook may not let the reader guess at dates and numbers, for it has to decide on a column as a whole "
    "(dates that can be read in one order only, numbers with one decimal sign) and to name each row it "
    "refuses. All else is done once for each different text of a column, not once a row. The memory can't be "
    "halved: Python, the libraries and the bytes of the file by themselves are more than half of pandas' peak."
)


def _row(name: str, one: Run, start: bool = False) -> str:
    more = f" {one.start:.0f} |" if start else ""
    return f"| {name} | {one.seconds:.2f} | {one.processor:.2f} | {one.peak:.0f} |{more}"


def _verdict(what: str, ratio: float, target: float) -> str:
    return f"{what}: **{ratio:.1f}** (target {target:g}: {'met' if ratio >= target else 'not met'})."


def main() -> None:
    """Run it, print it, and write it where asked."""
    asked = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    asked.add_argument("--write", type=Path, help="file to write the report to")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = report(Path(folder), given.rounds)
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
