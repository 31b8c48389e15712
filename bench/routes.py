"""One route through one file, in a process of its own: how long it took and how much memory it held.

Imports are done and a small file is read before the clock starts, on either route alike; the peak is
that of the whole process, as the system counts it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any, Final

from bench import plain
from bench.deals import LAST, TEAM

FIRST: Final = date(2026, 7, 1)


def calendar_ours(path: Path) -> dict[str, Any]:
    """The calendar as the workbook reads it."""
    from workbook.activity.calendars import read_calendar
    from workbook.activity.span import Span

    found, _ = read_calendar("bench.ics", path.read_bytes(), Span(FIRST, LAST), None, today=LAST)
    return _told(((one.start, one.end, one.subject), 1) for one in found)


def calendar_plain(path: Path) -> dict[str, Any]:
    """The calendar as icalendar and recurring-ical-events give it."""
    return _told(plain.events(path.read_bytes(), FIRST, LAST).items())


def deals_ours(path: Path) -> dict[str, Any]:
    """A table of deals as the workbook reads it from disk and measures it."""
    from workbook import evidence
    from workbook.activity.people import People, confirm
    from workbook.activity.read import File, read_files
    from workbook.activity.stored import OnDisk

    loaded = read_files((File("deals.csv", OnDisk(path)),), today=LAST)
    people = confirm(People(), {f"name:{one.lower()}": "team" for one in TEAM}, {})
    period = evidence.Period(FIRST, LAST)
    material = evidence.Material((), {}, people, loaded.deals, period, deal_sources=("deals.csv",))
    return {
        one.id: [
            *(one.numerator, one.denominator, one.unknown, one.coverage.weeks_with_data),
            {bar.key: [round(value, 2) for value in bar.values] for bar in one.table},
        ]
        for one in evidence.measure(material)
        if one.id in ("plan.pipeline", "plan.won", "marketing.sourced")
    }


def _pandas(known: plain.Known, *, once: bool, few: bool) -> Callable[[Path], dict[str, Any]]:
    """A table of deals by pandas: see `bench.plain.deals`."""
    return lambda path: plain.deals(path, known, TEAM, FIRST, LAST, once=once, few=few)


STAGES: Final = {
    ("dialect", "glimpse"): "the encoding proven",
    ("swift", "_utf8"): "turned into UTF-8",
    ("whole_lines", "prove"): "lines and cells proven whole",
    ("swift", "_columns"): "the wanted cells read as text and categories (polars), times cut off",
    ("swift", "_together"): "pieces put together",
    ("grid", "tidy"): "spaces, empty and overlong cells",
    ("tables", "_orders"): "order of dates found",
    ("tables", "_signs"): "decimal sign found",
    ("deals", "_days"): "dates parsed",
    ("deals", "_amounts"): "amounts parsed",
    ("deals", "_status"): "statuses understood",
    ("deals", "_without_copies"): "copies looked for",
    ("team_deals", "team_deals"): "the team's deals picked",
    ("__init__", "measure"): "measured (with the one above)",
}
"""Functions of ours by module and name, and what each does."""


class _OneHand:
    """Does what it is given at once, in the same thread."""

    def __init__(self, _: int) -> None: ...

    def __enter__(self) -> _OneHand:
        return self

    def __exit__(self, *_: object) -> None: ...

    def submit(self, do: Callable[..., Any], *given: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(do(*given))
        return done


def deals_profile(path: Path) -> dict[str, Any]:
    """Where the time of our route through the deals goes, by the profiler, in processor
    seconds."""
    import cProfile
    import pstats

    from workbook.activity import swift

    # Side by side, the time of one hand would be counted for the other too.
    swift.ThreadPoolExecutor = _OneHand  # type: ignore[attr-defined,assignment]
    profiler = cProfile.Profile(time.process_time)
    profiler.runcall(deals_ours, path)
    spent: dict[tuple[str, str], float] = {}
    rows: dict[Any, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined,assignment]
    for (file, _, name), (_, _, _, whole, _) in rows.items():
        if "workbook" in file and (Path(file).stem, name) in STAGES:
            spent[Path(file).stem, name] = spent.get((Path(file).stem, name), 0.0) + whole
    return {"stages": {what: spent.get(place, 0.0) for place, what in STAGES.items()}}


def _told(events: Any) -> dict[str, Any]:
    counted: dict[str, int] = {}
    for (start, end, title), n in events:
        key = f"{start.timestamp():.0f} {end.timestamp():.0f} {title}"
        counted[key] = counted.get(key, 0) + n
    return {"events": dict(sorted(counted.items()))}


ROUTES: Final[dict[str, Callable[[Path], dict[str, Any]]]] = {
    "calendar-ours": calendar_ours,
    "calendar-plain": calendar_plain,
    "deals-ours": deals_ours,
    "lean-plain": _pandas(plain.LEAN, once=True, few=False),
    "lean-trusting": _pandas(plain.LEAN, once=False, few=False),
    "export-plain": _pandas(plain.EXPORT, once=True, few=False),
    "export-few": _pandas(plain.EXPORT, once=True, few=True),
    "export-trusting": _pandas(plain.EXPORT, once=False, few=True),
    "deals-profile": deals_profile,
}


def peak_memory() -> float:
    """The most memory this process has held, in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(peak) / (1024**2 if sys.platform == "darwin" else 1024)


def main(route: str, warm: str, path: str) -> None:
    """Run a route once on a small file and once, timed, on `path`; print what it took as JSON."""
    ROUTES[route](Path(warm))
    before, spent, held = time.perf_counter(), time.process_time(), peak_memory()
    result = ROUTES[route](Path(path))
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - before,
                "processor": time.process_time() - spent,
                "peak": peak_memory(),
                "start": held,
                "result": result,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
