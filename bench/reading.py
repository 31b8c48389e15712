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
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from bench.calendars import calendar
from bench.deals import write_deals, write_export

EVENTS: Final = 5_000
ROWS: Final = 1_000_000
WARM_ROWS: Final = 5_000
"""Enough for the route that large tables take, so that its imports are done before the clock starts."""

SIZES: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
ROUNDS: Final = 5
_TIMINGS: Final = ("deals-profile",)
"""Routes whose result is how long things took, which is never the same twice."""


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
    """Each route's best of several rounds, run turn by turn. Raises `RuntimeError` where a route does not
    give the same figures each time: a run that failed early would be the fastest of all."""
    runs: list[list[Run]] = [[run(route, warm, path) for route in routes] for _ in range(rounds)]
    for route, mine in zip(routes, zip(*runs, strict=True), strict=True):
        if route not in _TIMINGS and any(one.result != mine[0].result for one in mine):
            raise RuntimeError(f"{route} gave other figures in another round")
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

    tables = [
        _deals(folder, LEAN, rounds),
        _deals(folder, EXPORT, rounds),
    ]

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
        "Where the seconds of a route are far above its processor seconds, the machine was busy with other work "
        "too; processor seconds hardly feel that.",
        "",
        DEALS,
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
        *(line for table in tables for line in table),
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


@dataclass(frozen=True, slots=True)
class Table:
    """A table of deals to race over: how it is made, what it is like, and who else reads it."""

    title: str
    write: Callable[[Path, int], None]
    like: str
    bounds: str
    peers: tuple[tuple[str, str], ...]


LEAN: Final = Table(
    f"{ROWS:,} deals in the leanest table there is",
    write_deals,
    "Eight columns, all of them used, comma, no quotation marks, UTF-8, ISO days, whole numbers: what costs "
    "any reader least, and leaves nothing to skip. No program exports this; it is here as the worst case for us.",
    "What bounds it: there is nothing to leave out. polars' own reader takes half of our time with the cells as "
    "plain text and nothing else done, which is half of what the trusting route takes with everything done. The "
    "memory can't be halved: Python and the libraries by themselves are half of what pandas takes with all of it.",
    (
        ("lean-plain", "pandas, the same work"),
        ("lean-trusting", "pandas, trusting that no row is twice in it"),
    ),
)
EXPORT: Final = Table(
    f"{ROWS:,} deals in a table as a manager gets it",
    write_export,
    "Seventeen columns as HubSpot exports deals, saved by a Dutch Excel: semicolons, each cell quoted, decimal "
    "commas with cents, dd-mm-yyyy with the time of day, Windows-1252; company, contact and a text with now and "
    "then a semicolon, a quotation mark or a line end in it. Ten of the columns are used.",
    "What makes it fast: cells that nobody measures are never made, times of day are cut off before anything is "
    "kept, what is said over and over is kept as categories, and no more than a few pieces of the file are held at "
    "a time. What bounds it: reading ten columns, proving the lines and turning all of it into UTF-8 are three "
    "quarters of our time. The libraries take a third of our memory before the file is opened.",
    (
        ("export-plain", "pandas, the same work"),
        ("export-few", "pandas, the same work, only the ten columns"),
        ("export-trusting", "pandas, only the ten columns, trusting that no row is twice in it"),
    ),
)


def _deals(folder: Path, table: Table, rounds: int) -> list[str]:
    """One table of deals raced over, and written up."""
    few, deals = folder / "few.csv", folder / "deals.csv"
    table.write(few, WARM_ROWS)
    table.write(deals, ROWS)
    size = deals.stat().st_size / 1024**2
    ours, *theirs = race(("deals-ours", *(route for route, _ in table.peers)), few, deals, rounds)
    equal = all(one.result == ours.result for one in theirs)
    (stages,) = race(("deals-profile",), few, deals, 1)
    deals.unlink()
    return [
        f"## {table.title}, from CSV to measures",
        "",
        f"{size:.0f} MB. {table.like}",
        "",
        "Open deals by segment (number, value, new), won of closed by month, and new deals by origin with those "
        "of no or an unknown source apart. The same figures, part by part, on every route: "
        f"**{'yes' if equal else 'NO'}**.",
        "",
        "| route | seconds | processor seconds | peak MB | of which before the file |",
        "|---|---:|---:|---:|---:|",
        _row("workbook", ours, True),
        *(_row(name, one, True) for (_, name), one in zip(table.peers, theirs, strict=True)),
        "",
        "| beside the workbook | by the clock (target 4) | by the processor (target 4) | peak memory (target 2) |",
        "|---|---:|---:|---:|",
        *(
            f"| {name} | {_met(one.seconds / ours.seconds, 4)} | {_met(one.processor / ours.processor, 4)} "
            f"| {_met(one.peak / ours.peak, 2)} |"
            for (_, name), one in zip(table.peers, theirs, strict=True)
        ),
        "",
        "| where our time goes | processor seconds under the profiler, one piece after another |",
        "|---|---:|",
        *(f"| {what} | {took:.2f} |" for what, took in stages.result["stages"].items()),
        "",
        table.bounds,
        "",
    ]


def _met(ratio: float, target: float) -> str:
    return f"**{ratio:.1f}**, {'met' if ratio >= target else 'not met'}"


DEALS: Final = (
    "Both tables of deals are read from disk, as `workbook evidence` reads them. pandas is given what a competent "
    "analyst writes for the file at hand: delimiter, decimal sign, encoding and the form of the dates, which the "
    "workbook finds out by itself. Doing the same work, pandas drops rows that are in the file twice; trusting, "
    "it counts them twice. What the workbook does besides, pandas is not asked for: to prove that each line is "
    "whole, to decide on the order of day and month and on the decimal sign by the column as a whole, and to "
    "name each row it refuses."
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
