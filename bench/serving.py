"""How a room full of visitors is served: `python -m bench.serving`, part of `make bench`.

Four measurements on the loopback, each bounded: what one visitor costs and waits beside other servers
with the same content (in Chromium), a burst of visitors, page turns, and an hour's workshop in minutes.
Everything is started here and ended here; the table goes to docs/bench-serving.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from tornado.httpclient import AsyncHTTPClient

from bench.peers import notebooks
from bench.served import Running, free_port, running
from bench.visitor import Lost, Visitor

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).resolve().parent / "peers"
SETTLE_SECONDS = 2.0
OURS = (sys.executable, "-P", "-c", "from workbook.cli import main; main()", "serve", "--no-browser")
READY = "html[data-page=ready]"
Row = tuple[str, ...]


@contextmanager
def our_server(folder: Path) -> Iterator[Running]:
    """The product, on data of its own, awake."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    with running(
        [*OURS, "--port", str(port), "--data", str(folder)], port, folder / "log", path="/healthz"
    ) as server:
        asyncio.run(_visit_once(server))
        yield server


async def _visit_once(server: Running) -> None:
    visitor = Visitor(server.url)
    await visitor.open()
    await visitor.answer()
    await visitor.leave()
    await asyncio.sleep(SETTLE_SECONDS)


# What a visitor costs, beside others


@dataclass(frozen=True, slots=True)
class Contender:
    """One server: its command for a port, where the page is, and what is there once it can be used."""

    name: str
    command: Callable[[int], Sequence[str]]
    path: str
    usable: str
    cwd: Path | None = None


def contenders(folder: Path, peers: Path | None) -> tuple[Contender, ...]:
    """All that are compared; those in `peers`' environment only where there is one."""
    plain, button = notebooks.write(folder)
    keep = "button:has-text('Keep')"

    def stock(page: Path, *more: str) -> Callable[[int], Sequence[str]]:
        return lambda port: [
            sys.executable,
            "-P",
            "-m",
            "voila",
            str(page),
            "--no-browser",
            f"--port={port}",
            "--Voila.ip=127.0.0.1",
            *more,
        ]

    warm = ("--preheat_kernel=True", "--pool_size=1")
    found = [
        Contender(
            "this workbook, a question page",
            lambda port: [*OURS, "--port", str(port), "--data", str(folder / "data")],
            "/nl/1-plan",
            READY,
        ),
        Contender(
            "stock Voilà, cold, the same question page",
            stock(ROOT / "notebooks" / "nl" / "1-plan.ipynb"),
            "/",
            ".wb-part[data-awake] input[type=radio]",
        ),
        Contender("stock Voilà, cold, a plain page", stock(plain), "/", keep),
        Contender("stock Voilà, preheated, a plain page", stock(plain, *warm), "/", keep),
        Contender("stock Voilà, preheated, one button", stock(button, *warm), "/", keep),
    ]
    if peers is not None:
        run = (str(peers), "-m")
        found += [
            Contender(
                "Streamlit, a plain page",
                lambda port: [
                    *run,
                    "streamlit",
                    "run",
                    str(PEERS / "streamlit_page.py"),
                    f"--server.port={port}",
                    "--server.address=127.0.0.1",
                    "--server.headless=true",
                    "--browser.gatherUsageStats=false",
                ],
                "/",
                keep,
            ),
            Contender(
                "marimo, a plain page",
                lambda port: [
                    *run,
                    "marimo",
                    "run",
                    str(PEERS / "marimo_page.py"),
                    "--host=127.0.0.1",
                    f"--port={port}",
                    "--headless",
                    "--no-token",
                ],
                "/",
                keep,
                PEERS,
            ),
            Contender(
                "Panel, a plain page",
                lambda port: [
                    *run,
                    "panel",
                    "serve",
                    str(PEERS / "panel_page.py"),
                    f"--port={port}",
                    "--address=127.0.0.1",
                ],
                "/panel_page",
                keep,
                PEERS,
            ),
        ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a visitor costs (CPU seconds, MB) and waits for (seconds until usable and until the first paint),
    and what travels (requests, MB)."""

    cpu: float
    memory: float
    usable: float
    paint: float
    requests: float
    transferred: float
    next_page: float


def cost(contender: Contender, browser: Any, folder: Path, visits: int) -> Cost:
    """Open the page in `visits` fresh browsers that stay, after one that doesn't count."""
    port = free_port()
    data = {
        "WORKBOOK_DATA": str(folder / "data"),
        "PYTHONPATH": str(PEERS),
        "JUPYTER_CONFIG_DIR": str(folder),
    }
    seen: list[Seen] = []
    with running(
        contender.command(port), port, folder / "log", path=contender.path, cwd=contender.cwd, **data
    ) as server:
        time.sleep(SETTLE_SECONDS)
        _look(browser, server.url + contender.path, contender.usable)[0].close()
        time.sleep(SETTLE_SECONDS * 2)
        before = server.weigh()
        opened = []
        for _ in range(visits):
            context, one = _look(browser, server.url + contender.path, contender.usable)
            opened.append(context)
            seen.append(one)
        time.sleep(SETTLE_SECONDS * 2)
        after = server.weigh()
        turned = _next_page(opened[-1], contender)
        for context in opened:
            context.close()
    return Cost(
        cpu=after.since(before) / visits,
        memory=(after.memory - before.memory) / visits,
        usable=statistics.median(one.usable for one in seen),
        paint=statistics.median(one.paint for one in seen),
        requests=statistics.median(one.requests for one in seen),
        transferred=statistics.median(one.transferred for one in seen) / 1e6,
        next_page=turned / 1e6,
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit as the browser saw it."""

    usable: float
    paint: float
    requests: int
    transferred: int


def _look(browser: Any, url: str, usable: str) -> tuple[Any, Seen]:
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    count = _count(context, page)
    began = time.monotonic()
    page.goto(url, wait_until="commit", timeout=60_000)
    page.wait_for_selector(usable, timeout=60_000)
    waited = time.monotonic() - began
    page.wait_for_timeout(500)
    paints = page.evaluate("performance.getEntriesByType('paint').map((one) => one.startTime)")
    return context, Seen(waited, min(paints, default=0.0) / 1000, count["requests"], count["bytes"])


def _count(context: Any, page: Any) -> dict[str, int]:
    """Counts requests over the network, and bytes as they travel, those over the socket included."""
    count = {"requests": 0, "bytes": 0}
    watched = context.new_cdp_session(page)
    watched.send("Network.enable")

    def add(name: str, amount: int) -> None:
        count[name] += amount

    watched.on(
        "Network.requestWillBeSent",
        lambda event: add("requests", event["request"]["url"].startswith("http")),
    )
    watched.on("Network.loadingFinished", lambda event: add("bytes", int(event["encodedDataLength"])))
    watched.on(
        "Network.webSocketFrameReceived", lambda event: add("bytes", len(event["response"]["payloadData"]))
    )
    return count


def _next_page(context: Any, contender: Contender) -> int:
    """Bytes of the next page in a browser that has one already; for others than ours the same once more."""
    page = context.pages[0]
    count = _count(context, page)
    if contender.usable == READY:
        page.goto(page.url.replace("1-plan", "2-marketing"), wait_until="commit")
    else:
        page.reload(wait_until="commit")
    page.wait_for_selector(contender.usable, timeout=60_000)
    page.wait_for_timeout(500)
    return count["bytes"]


def costs(folder: Path, peers: Path | None, visits: int) -> list[tuple[Contender, Cost]]:
    """All contenders, one after another in one run."""
    sys.path.insert(0, str(ROOT / "tests"))
    import chromium
    from playwright.sync_api import sync_playwright

    found: list[tuple[Contender, Cost]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        for place, contender in enumerate(contenders(folder, peers)):
            own = folder / str(place)
            own.mkdir()
            try:
                found.append((contender, cost(contender, browser, own, visits)))
            except Exception as error:
                print(f"{contender.name}: {type(error).__name__}: {error}", file=sys.stderr)
            else:
                print(contender.name, found[-1][1], file=sys.stderr)
        browser.close()
    return found


# Many at once


@dataclass(frozen=True, slots=True)
class Burst:
    """What a burst of visitors met; seconds, MB, and how many came away with nothing."""

    usable: tuple[float, ...]
    first_byte: tuple[float, ...]
    stored: tuple[float, ...]
    lost: int
    slowest_look: float
    memory: float
    cpu: float


async def burst(server: Running, visitors: int, seconds: float) -> Burst:
    """Let visitors come evenly spread over so many seconds; each answers once and stays."""
    before = server.weigh()
    came = [Visitor(server.url) for _ in range(visitors)]
    looks: list[float] = []
    looking = asyncio.ensure_future(_keep_looking(server.url, looks))
    lost = 0

    async def come(place: int, visitor: Visitor) -> bool:
        await asyncio.sleep(seconds * place / visitors)
        try:
            await visitor.open()
            await visitor.answer()
        except (Lost, OSError, TimeoutError) as error:
            print(f"visitor {place}: {type(error).__name__} {error}", file=sys.stderr)
            return False
        return True

    went = await asyncio.gather(*(come(place, visitor) for place, visitor in enumerate(came)))
    lost = went.count(False)
    await asyncio.sleep(SETTLE_SECONDS)
    looking.cancel()
    after = server.weigh()
    await asyncio.gather(*(visitor.leave() for visitor in came))
    await _empty(server)
    served = [visitor for visitor, well in zip(came, went, strict=True) if well]
    return Burst(
        tuple(one.usable for one in served),
        tuple(one.first_byte for one in served),
        tuple(one.stored for one in served),
        lost,
        max(looks, default=0.0),
        (after.memory - before.memory) / visitors,
        after.since(before) / visitors,
    )


async def _keep_looking(url: str, looks: list[float]) -> None:
    """Ask every quarter of a second whether the server still answers, and how fast."""
    while True:
        began = time.monotonic()
        await AsyncHTTPClient().fetch(f"{url}/healthz", raise_error=False)
        looks.append(time.monotonic() - began)
        await asyncio.sleep(0.25)


async def _empty(server: Running, seconds: float = 30) -> float:
    """Wait until no kernel is left; gives how long that took."""
    began = time.monotonic()
    root = psutil.Process(server.process.pid)
    while time.monotonic() - began < seconds:
        if len(root.children(recursive=True)) <= 1:
            break
        await asyncio.sleep(0.1)
    return time.monotonic() - began


async def turns(server: Running, number: int) -> tuple[list[float], float]:
    """One visitor turns pages; gives the seconds until each is usable, and until the last left page's
    kernel is gone."""
    found: list[float] = []
    before: Visitor | None = None
    for turn in range(number):
        visitor = Visitor(server.url, path=("/nl/1-plan", "/nl/2-marketing", "/nl/3-field")[turn % 3])
        if before is not None:
            leaving = asyncio.ensure_future(before.leave())
        await visitor.open()
        if before is not None:
            await leaving
            found.append(visitor.usable)
        before = visitor
    assert before is not None
    await before.leave()
    return found, await _empty(server)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a workshop used: memory of everything by minute (MB), and what its visitors met."""

    memory: tuple[tuple[float, float], ...]
    usable: tuple[float, ...]
    stored: tuple[float, ...]
    lost: int
    left: float


async def workshop(server: Running, people: int, minutes: float) -> Workshop:
    """People who come in the first tenth, answer and turn pages twelve times as fast as in an hour."""
    began = time.monotonic()
    ends = began + minutes * 60
    usable: list[float] = []
    stored: list[float] = []
    memory: list[tuple[float, float]] = [(0.0, server.weigh().memory)]
    lost = 0

    async def person(place: int) -> None:
        nonlocal lost
        await asyncio.sleep(minutes * 6 * place / people)
        turn = place
        while time.monotonic() < ends:
            visitor = Visitor(server.url, path=("/nl/1-plan", "/nl/2-marketing", "/nl/3-field")[turn % 3])
            turn += 1
            try:
                await visitor.open()
                usable.append(visitor.usable)
                for _ in range(4):
                    await asyncio.sleep(min(6.0, max(0.0, ends - time.monotonic())))
                    await visitor.answer()
                    stored.append(visitor.stored)
            except (Lost, OSError, TimeoutError) as error:
                print(f"person {place}: {type(error).__name__} {error}", file=sys.stderr)
                lost += 1
            if visitor.kernel:
                await visitor.leave()

    async def watch() -> None:
        while True:
            await asyncio.sleep(minutes * 60 / 10)
            memory.append(((time.monotonic() - began) / 60, server.weigh().memory))

    watching = asyncio.ensure_future(watch())
    await asyncio.gather(*(person(place) for place in range(people)))
    watching.cancel()
    await _empty(server)
    await asyncio.sleep(SETTLE_SECONDS)
    return Workshop(tuple(memory), tuple(usable), tuple(stored), lost, server.weigh().memory)


# The table


def share(values: Iterable[float], of: float) -> float:
    """The value that this share of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(of * len(ordered)))] if ordered else float("nan")


def table(headers: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [headers, tuple("---" if at == 0 else "---:" for at in range(len(headers))), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def cost_table(found: Sequence[tuple[Contender, Cost]]) -> str:
    """What a visitor costs, and as a share of the first stock Voilà."""
    headers = ("", "CPU s", "MB", "usable s", "first paint s", "requests", "first visit MB", "next page MB")
    return table(
        headers,
        (
            (
                contender.name,
                f"{one.cpu:.2f}",
                f"{one.memory:.0f}",
                f"{one.usable:.2f}",
                f"{one.paint:.2f}",
                f"{one.requests:.0f}",
                f"{one.transferred:.2f}",
                f"{one.next_page:.3f}",
            )
            for contender, one in found
        ),
    )


def burst_row(name: str, found: Burst) -> Row:
    """One burst as a row."""
    return (
        name,
        f"{share(found.usable, 0.5):.2f}",
        f"{share(found.usable, 0.95):.2f}",
        f"{max(found.usable, default=0):.2f}",
        f"{share(found.first_byte, 0.95):.2f}",
        f"{share(found.stored, 0.95):.2f}",
        str(found.lost),
        f"{found.slowest_look:.2f}",
        f"{found.cpu:.2f}",
        f"{found.memory:.0f}",
    )


def main() -> None:
    """Measure what is asked for, print it, and write it where asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", type=Path)
    asked.add_argument("--peers", type=Path, help="Python of an environment with Streamlit, marimo and Panel")
    asked.add_argument("--only", choices=("cost", "burst", "turns", "workshop"), action="append")
    asked.add_argument("--visits", type=int, default=5)
    asked.add_argument("--minutes", type=float, default=5.0)
    told = asked.parse_args()
    wanted = told.only or ["cost", "burst", "turns", "workshop"]
    peers = told.peers if told.peers and told.peers.exists() else None
    # tornado's client opens ten connections at a time unless told otherwise.
    AsyncHTTPClient.configure(None, max_clients=1000)
    # Asked to stop, it still ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    load = os.getloadavg()[0]
    pieces = [
        "# How visitors are served",
        f"Measured by `make bench` on {os.cpu_count()} processors, Python {platform.python_version()},"
        f" {platform.system()}; load before the start {load:.1f}. Servers, browser and visitors share the machine.",
    ]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        if "cost" in wanted:
            found = costs(folder, peers, told.visits)
            pieces += ["## One visitor, in Chromium", cost_table(found)]
        if {"burst", "turns", "workshop"} & set(wanted):
            server = stack.enter_context(our_server(folder / "ours"))
            pieces += many(server, wanted, told.minutes)
    text = "\n\n".join(piece.rstrip() for piece in pieces) + "\n"
    print(text)
    if told.write:
        told.write.write_text(text, encoding="utf-8")


def many(server: Running, wanted: Sequence[str], minutes: float) -> list[str]:
    """What many visitors meet."""
    pieces: list[str] = []
    if "burst" in wanted:
        rows = [
            burst_row(f"{visitors} within {seconds} s", asyncio.run(burst(server, visitors, seconds)))
            for visitors, seconds in ((30, 10), (100, 60))
        ]
        headers = (
            "visitors",
            "usable s, median",
            "95 %",
            "slowest",
            "first byte s, 95 %",
            "answer stored s, 95 %",
        )
        pieces += [
            "## Many at once: page, socket, state of the widgets, one answer stored",
            table((*headers, "lost", "slowest healthz s", "CPU s each", "MB each"), rows),
        ]
    if "turns" in wanted:
        seconds, gone = asyncio.run(turns(server, 12))
        pieces += [
            "## Page turns",
            f"Next page usable after {share(seconds, 0.5):.2f} s (median of {len(seconds)}; slowest {max(seconds):.2f} s)."
            f" The left page's kernel was gone {gone:.1f} s after the farewell.",
        ]
    if "workshop" in wanted:
        found = asyncio.run(workshop(server, 30, minutes))
        pieces += [
            "## An hour's workshop in minutes: 30 people answer and turn pages",
            f"{len(found.usable)} pages, {len(found.stored)} answers, {found.lost} lost. Usable after"
            f" {share(found.usable, 0.5):.2f} s (95 %: {share(found.usable, 0.95):.2f} s); stored after"
            f" {share(found.stored, 0.5):.3f} s (95 %: {share(found.stored, 0.95):.3f} s).",
            table(
                ("minute", *(f"{minute:.1f}" for minute, _ in found.memory), "all left"),
                [("memory of everything, MB", *(f"{mb:.0f}" for _, mb in found.memory), f"{found.left:.0f}")],
            ),
        ]
    return pieces


if __name__ == "__main__":
    main()
