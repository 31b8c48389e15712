"""The tests on other days than today: `make dates`, with the clock moved by a small library (dates.c).

Every test without a browser runs on each of the days below, and the journey in a browser on six of them; a line
for each says how many passed. `make test` runs the few tests that meet a real clock on three (test_dates.py).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from run import OPTIONS

AMSTERDAM, AUCKLAND = "Europe/Amsterdam", "Pacific/Auckland"


@dataclass(frozen=True)
class Day:
    """A moment to begin at, by the clock of a zone, and why it is worth a try."""

    moment: str
    zone: str
    why: str
    browser: bool = False

    @property
    def seconds_away(self) -> int:
        """How far the clock is moved."""
        return round(
            datetime.fromisoformat(self.moment).replace(tzinfo=ZoneInfo(self.zone)).timestamp() - time.time()
        )


DAYS = (
    Day("2026-12-01T09:00", AMSTERDAM, "the first of a month"),
    Day("2026-12-06T23:57", AMSTERDAM, "a Sunday that ends meanwhile", browser=True),
    Day("2026-12-24T12:00", AUCKLAND, "before two weeks of holidays"),
    Day("2026-12-26T10:00", AMSTERDAM, "a holiday on a Saturday"),
    Day("2026-12-31T23:57", AMSTERDAM, "a year that ends meanwhile", browser=True),
    Day("2027-01-01T00:20", AMSTERDAM, "New Year's Day, yesterday in UTC; ISO week 53"),
    Day("2027-01-03T15:00", AUCKLAND, "the last day of week 53", browser=True),
    Day("2027-01-04T00:05", AMSTERDAM, "the first day of week 1"),
    Day("2027-01-08T17:00", AMSTERDAM, "a Friday after two weeks of holidays"),
    Day("2027-02-28T23:30", AUCKLAND, "the last of February"),
    Day("2027-03-28T01:50", AMSTERDAM, "summer time begins meanwhile", browser=True),
    Day("2027-03-29T09:00", AMSTERDAM, "Easter Monday"),
    Day("2027-04-04T02:50", AUCKLAND, "summer time ends there meanwhile"),
    Day("2027-04-27T11:00", AMSTERDAM, "King's Day"),
    Day("2027-05-06T09:00", AMSTERDAM, "Ascension Day"),
    Day("2027-07-31T12:00", AUCKLAND, "the last of a month of 31 days"),
    Day("2027-10-31T02:50", AMSTERDAM, "summer time ends meanwhile", browser=True),
    Day("2027-12-31T12:30", AUCKLAND, "31 December, already the day after there"),
    Day("2028-01-01T12:00", AMSTERDAM, "a Saturday that begins a year"),
    Day("2028-02-29T12:00", AMSTERDAM, "a leap day", browser=True),
    Day("2028-03-01T00:10", AUCKLAND, "the leap day, in Amsterdam"),
    Day("2028-04-17T09:00", AMSTERDAM, "Easter Monday of another year"),
    Day("2028-06-05T09:00", AMSTERDAM, "Whit Monday"),
    Day("2028-12-31T23:57", AUCKLAND, "a leap year that ends meanwhile"),
    Day("2029-01-01T08:00", AMSTERDAM, "its morning after"),
)


def can_be_moved() -> bool:
    """Whether the clock can be moved here: on Linux with a C compiler."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def environment(day: Day, folder: Path) -> dict[str, str]:
    """The variables under which everything that is started believes it is that day; `folder` holds what they
    name. The distance is compiled in, because a kernel gets no variables but those it needs."""
    moved = folder / "moved.so"
    source = str(Path(__file__).with_suffix(".c"))
    command = [
        "cc",
        "-shared",
        "-fPIC",
        "-O1",
        f"-DAWAY=({day.seconds_away})",
        "-o",
        str(moved),
        source,
        "-ldl",
    ]
    subprocess.run(command, check=True)
    return {**os.environ, "LD_PRELOAD": str(moved), "TZ": day.zone}


def run(day: Day, *arguments: str) -> tuple[int, str]:
    """Pytest on that day: its exit code and what it said."""
    with tempfile.TemporaryDirectory(prefix="wb-day-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
            cwd=Path(__file__).resolve().parents[1],
            env=environment(day, Path(folder)),
            capture_output=True,
            text=True,
            check=False,
        )
    return done.returncode, done.stdout + done.stderr


def main(arguments: Sequence[str]) -> int:
    """All days, or those whose line holds a word that was given; 1 when a test failed on one."""
    if not can_be_moved():
        print("The clock can't be moved here: that takes Linux and a C compiler.")
        return 1
    bad = 0
    for day in DAYS:
        if arguments and not any(word in f"{day.moment} {day.zone} {day.why}" for word in arguments):
            continue
        parts = [("not browser", ())] + (
            [("browser", ("tests/browser/test_journey.py",))] if day.browser else []
        )
        for marked, what in parts:
            began = time.monotonic()
            code, said = run(day, *OPTIONS, "-m", marked, *what)
            counts = next(iter(re.findall(r"(\d+ (?:failed|passed).*?) in ", said)), "no tests")
            print(
                f"{day.moment} {day.zone:17} {marked:12} {counts} ({time.monotonic() - began:.0f} s): {day.why}",
                flush=True,
            )
            if code:
                bad += 1
                print(
                    "\n".join(line for line in said.splitlines() if line.startswith(("FAILED", "ERROR"))),
                    flush=True,
                )
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
