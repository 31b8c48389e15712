"""A soak: visitors answer for minutes while kernels, sockets, the store and the server itself are broken at
random. Run by hand, bounded in time, on this machine's own addresses:

    python tests/faults/soak.py --minutes 30 --visitors 50

In the first half the server itself is killed and restarted too; in the second it lives on, so that what it
gathers over time can be seen. Prints what was done, and what was lost or left; ends with 1 when anything was:
a confirmed answer that is not in the store, a process, a file, a handle, memory. `--spoil` breaks what must
hold, to see that the soak notices.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import httpx  # noqa: E402
import psutil  # noqa: E402
import websocket  # noqa: E402
from helpers.behind import ADDRESS, Browser, Talk, models  # noqa: E402

from workbook.questions import QuestionId  # noqa: E402

COMMAND = (sys.executable, "-P", "-c", "from workbook.cli import main; main()")
QUESTIONS: dict[str, QuestionId] = {"1-plan": "plan", "2-marketing": "marketing", "3-field": "field"}
TROUBLE = (httpx.HTTPError, websocket.WebSocketException, OSError, AssertionError, KeyError, IndexError)
SAMPLE_SECONDS = 5.0
REST_SECONDS = 150.0
"""Kernels whose page was left without a farewell end after ninety seconds; so long they are waited for."""

LATE_SECONDS = 30.0
"""An answer whose page was cut off may still be stored so much later, after one given on the next page."""

MEMORY_SLACK = 24 * 2**20
HANDLE_SLACK = 12
"""What a server may have more of after the run: caches of what it served, and connections of the moment."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The server at one moment: which start of it, seconds since the run began, its memory in bytes, its
    handles and connections, its kernels, and the largest of them in bytes."""

    life: int
    at: float
    memory: int
    handles: int
    connections: int
    kernels: int
    largest_kernel: int


@dataclass
class House:
    """The server under test, on one port and one folder for the whole run."""

    folder: Path
    port: int
    pages: int
    process: subprocess.Popen[bytes] | None = None
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    servers: list[int] = field(default_factory=list)
    family: set[psutil.Process] = field(default_factory=set)
    back: list[float] = field(default_factory=list)
    part: int | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def data(self) -> Path:
        """Where it keeps things."""
        return self.folder / "data"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        secret = self.folder / "secret"
        if not secret.exists():
            secret.write_text("k" * 43)
            secret.chmod(0o600)
        options = ["--public", "--address", ADDRESS, "--behind", "127.0.0.1", "--secret-file", str(secret)]
        options += ["--most-pages", str(self.pages), "--pages-a-minute", "100000", "--port", str(self.port)]
        began = time.monotonic()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--no-browser", "--data", str(self.data), *options],
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self.servers.append(self.process.pid)
        self.family.add(psutil.Process(self.process.pid))
        for _ in range(600):
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}healthz").status_code == 200:
                    self.back.append(time.monotonic() - began)
                    return
            time.sleep(0.1)
        raise RuntimeError("the server did not come back")

    def children(self) -> list[psutil.Process]:
        """All it started; remembered, to be looked for at the end."""
        assert self.process
        found: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            found = psutil.Process(self.process.pid).children(recursive=True)
        self.family.update(found)
        return found

    def kernels(self) -> list[psutil.Process]:
        """Its kernels: those that stand in a folder of pages."""
        found = []
        for child in self.children():
            with contextlib.suppress(psutil.Error):
                if Path(child.cwd()).name in ("nl", "en"):
                    found.append(child)
        return found

    def sample(self, at: float) -> Sample:
        """Look at it now. Raises `psutil.Error` while there is none."""
        assert self.process
        server = psutil.Process(self.process.pid)
        kernels = self.kernels()
        sizes = [0]
        for each in kernels:
            with contextlib.suppress(psutil.Error):
                sizes.append(each.memory_info().rss)
        return Sample(
            life=len(self.servers),
            at=round(at, 1),
            memory=server.memory_info().rss,
            handles=server.num_fds(),
            connections=len(server.net_connections("tcp")),
            kernels=len(kernels),
            largest_kernel=max(sizes),
        )

    def rest(self) -> bool:
        """Wait until no kernel is left; False when some stay."""
        latest = time.monotonic() + REST_SECONDS
        while self.kernels():
            if time.monotonic() > latest:
                return False
            time.sleep(1)
        return True


@dataclass
class Visitor:
    """One manager: their link, the answer each question was last confirmed to have, the answers whose end is
    not known, and how many changes were confirmed in all."""

    house: House
    number: int
    link: str = ""
    confirmed: dict[QuestionId, str] = field(default_factory=dict)
    maybe: dict[QuestionId, list[tuple[float, str]]] = field(default_factory=dict)
    changes: int = 0
    lost: int = 0
    checks: int = 0

    def live(self, until: float, chance: random.Random) -> None:
        """Open pages and answer, until it is time; what was confirmed is looked up before each page."""
        browser = Browser(self.house, f"203.0.113.{self.number % 250}")
        while time.monotonic() < until:
            try:
                if not self.link:
                    self.link = browser.begin()
                self.check()
                self._visit(browser, chance)
            except TROUBLE:
                self.house.done["visits broken off"] += 1
                time.sleep(chance.uniform(0.2, 1.0))
            if chance.random() < 0.1:
                self.house.done["pages left without a farewell"] += 1
            else:
                with contextlib.suppress(*TROUBLE):
                    browser.leave()
            browser.kernels.clear()

    def _visit(self, browser: Browser, chance: random.Random) -> None:
        name = chance.choice(list(QUESTIONS))
        page = browser.page(name)
        assert page.status_code == 200
        self.house.done["pages"] += 1
        talk = browser.socket()
        try:
            for number in range(1, chance.randint(2, 6)):
                value = "b" if self.confirmed.get(QUESTIONS[name], "b") == "a" else "a"
                self._answer(talk, models(page.text), QUESTIONS[name], value, number)
                if chance.random() < 0.1:
                    talk.connection.sock.close()
                    self.house.done["sockets dropped"] += 1
                    talk = browser.socket()
                time.sleep(chance.uniform(0.1, 0.8))
        finally:
            with contextlib.suppress(*TROUBLE):
                talk.close()

    def _answer(self, talk: Talk, parts: list[str], question: QuestionId, value: str, number: int) -> None:
        """Give another answer than the one that stands, so that a lost one can't look like it."""
        now = time.monotonic()
        unknown = self.maybe.setdefault(question, [])
        unknown.append((now, value))
        # Which of a page's parts is the question is found once.
        for at in range(len(parts)) if self.house.part is None else (self.house.part,):
            answer = talk.does(parts[at], "choose", value=value, number=number * 100 + at)
            if answer["saved"]:
                self.house.part = at
                break
        if answer["saved"]:
            self.confirmed[question] = value
            self.maybe[question] = [one for one in unknown[:-1] if one[0] > now - LATE_SECONDS]
            self.changes += 1
            self.house.done["answers confirmed"] += 1
        else:
            unknown.pop()
            self.house.done["answers refused, and said so"] += 1

    def check(self) -> None:
        """Hold the store against what was confirmed; an answer under way may or may not be there."""
        if not self.confirmed:
            return
        from workbook.document import decode
        from workbook.store import StoreError, open_store

        try:
            store = open_store(f"sqlite:///{self.house.data / 'workbook.db'}")
            kept = store.load(self.link.rsplit("/", 1)[-1][:43])
        except StoreError:
            self.house.done["looks into a store that was held"] += 1
            return
        self.checks += 1
        document = decode(kept.document, kept.schema) if kept else None
        if kept is None or kept.revision < self.changes:
            self.lost += 1
        for question, value in self.confirmed.items():
            found = document.workbook.inquiry(question).first.choice if document else None
            if found != value and found not in {given for _, given in self.maybe.get(question, ())}:
                self.lost += 1


def break_things(house: House, began: float, until: float, chance: random.Random, every: float) -> None:
    """One fault after another; the server itself only in the first half."""
    half = began + (until - began) / 2
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.5 * every, 1.5 * every))
        weights = (8, 2, 4, 1, 1) if time.monotonic() < half else (8, 2, 4, 0, 0)
        what = chance.choices(("kernel", "zygote", "lock", "stop", "kill"), weights)[0]
        house.done[f"fault: {what}"] += 1
        try:
            _break(house, what, chance)
        except Exception as error:
            house.wrong.append(f"after the fault {what}: {type(error).__name__}: {error}")
            return


def _break(house: House, what: str, chance: random.Random) -> None:
    assert house.process
    if what == "kernel":
        kernels = house.kernels()
        for kernel in chance.sample(kernels, min(1, len(kernels))):
            with contextlib.suppress(psutil.Error):
                kernel.kill()
    elif what == "zygote":
        mine = {each.pid for each in house.kernels()}
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(house.process.pid).children():
                if child.pid not in mine:
                    child.kill()
    elif what == "lock":
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(house.data / "workbook.db", isolation_level=None)) as other,
        ):
            other.execute("BEGIN IMMEDIATE")
            time.sleep(chance.uniform(0.2, 7))
            other.execute("ROLLBACK")
    else:
        house.children()
        house.process.send_signal(signal.SIGTERM if what == "stop" else signal.SIGKILL)
        house.process.wait(30)
        house.start()


def watch(house: House, began: float, until: float, samples: list[Sample]) -> None:
    """Look at the server every few seconds."""
    while time.monotonic() < until:
        with contextlib.suppress(psutil.Error):
            samples.append(house.sample(time.monotonic() - began))
        time.sleep(SAMPLE_SECONDS)


def growth(samples: list[Sample]) -> int | None:
    """How many bytes the last server took more in the last quarter of its life than in the second, at its
    middle; None for a life too short to tell."""
    last = [each.memory for each in samples if each.life == samples[-1].life] if samples else []
    quarter = len(last) // 4
    if quarter < 6:
        return None
    return round(median(last[-quarter:]) - median(last[quarter : 2 * quarter]))


@dataclass(frozen=True, slots=True)
class Ending:
    """What is there when all is over, beside what may be."""

    lost: int
    kernels_at_rest: int
    processes: int
    folders: int
    strange_files: int
    handles_before: int
    handles_after: int
    memory_growth: int | None
    tracebacks: int
    wrong: tuple[str, ...] = ()


def verdict(ending: Ending) -> tuple[str, ...]:
    """What did not hold, in words; empty when all did."""
    found = list(ending.wrong)
    for count, words in (
        (ending.lost, "confirmed answers were lost"),
        (ending.kernels_at_rest, "kernels stayed when nobody was there"),
        (ending.processes, "processes outlived their server"),
        (ending.folders, "folders were left"),
        (ending.strange_files, "files nobody knows lie beside the store or the sockets"),
        (ending.tracebacks, "tracebacks are in the log"),
    ):
        if count:
            found.append(f"{count} {words}")
    if ending.handles_after > ending.handles_before + HANDLE_SLACK:
        found.append(f"handles grew from {ending.handles_before} to {ending.handles_after}")
    if ending.memory_growth is not None and ending.memory_growth > MEMORY_SLACK:
        found.append(f"the server grew by {ending.memory_growth / 2**20:.0f} MB")
    return tuple(found)


def _warm(house: House) -> int:
    """One visit, so that what is made once is made; gives the handles of a server at rest after it."""
    browser = Browser(house, "203.0.113.251")
    browser.begin()
    browser.page("1-plan")
    browser.leave()
    house.rest()
    return house.sample(0).handles


def _left(house: House) -> list[psutil.Process]:
    """Which of all the processes that ever were still run; each gets ten seconds to end."""
    latest = time.monotonic() + 10
    while True:
        alive = []
        for each in house.family:
            with contextlib.suppress(psutil.Error, OSError):
                if each.is_running() and each.status() != psutil.STATUS_ZOMBIE:
                    alive.append(each)
        if not alive or time.monotonic() > latest:
            return alive
        time.sleep(0.2)


def _strange(house: House) -> int:
    """Files in the data folder and in the private one that belong to nothing."""
    known = re.compile(r"workbook\.db(-wal|-shm)?|ipython")
    places = [house.data, *Path(tempfile.gettempdir()).glob(f"wb-{house.servers[-1]}-*")]
    return sum(not known.fullmatch(each.name) for place in places for each in place.iterdir())


def _spoil(what: str, house: House, visitors: list[Visitor]) -> None:
    """Break what must hold."""
    if what == "answer":
        store = sqlite3.connect(house.data / "workbook.db")
        store.execute("DELETE FROM workbooks")
        store.commit()
        store.close()
    elif what == "process":
        browser = Browser(house, "203.0.113.252")
        browser.begin()
        browser.page("1-plan")
        assert house.process
        for kernel in house.kernels():
            kernel.suspend()
        house.process.kill()


def main() -> int:
    """Run it; 0 when nothing was lost and nothing is left."""
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--visitors", type=int, default=12)
    options.add_argument("--fault-every", type=float, default=8, help="seconds, on average")
    options.add_argument("--port", type=int, default=8877)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--log", type=Path, help="where to keep the server's log")
    options.add_argument("--samples", type=Path, help="where to keep what was seen every few seconds")
    options.add_argument("--spoil", choices=["answer", "process"], help="break what must hold")
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), told.port, pages=told.visitors * 6)
        try:
            return _run(house, told)
        finally:
            for each in house.family:
                with contextlib.suppress(psutil.Error):
                    each.kill()


def _run(house: House, told: Any) -> int:
    house.start()
    before = _warm(house)
    began = time.monotonic()
    until = began + 60 * told.minutes
    visitors = [Visitor(house, number) for number in range(told.visitors)]
    samples: list[Sample] = []
    jobs: list[tuple[Any, tuple[Any, ...]]] = [
        (each.live, (until, random.Random(told.seed * 1000 + each.number))) for each in visitors
    ]
    jobs.append((break_things, (house, began, until, random.Random(told.seed), told.fault_every)))
    jobs.append((watch, (house, began, until, samples)))

    def work(job: Any, given: tuple[Any, ...]) -> None:
        try:
            job(*given)
        except Exception as error:
            house.wrong.append(f"the soak itself failed: {type(error).__name__} in {job.__name__}")

    threads = [threading.Thread(target=work, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    house.rest()
    kernels_at_rest = len(house.kernels())
    after = house.sample(time.monotonic() - began)
    strange = _strange(house)
    if told.spoil:
        _spoil(told.spoil, house, visitors)
    for each in visitors:
        each.check()
    house.children()
    assert house.process
    house.process.terminate()
    house.process.wait(30)
    left = _left(house)
    log = (house.folder / "log").read_text(errors="replace")
    if told.log:
        told.log.write_text(log)
    if told.samples:
        told.samples.write_text("".join(json.dumps(asdict(each)) + "\n" for each in samples))
    ending = Ending(
        lost=sum(each.lost for each in visitors),
        kernels_at_rest=kernels_at_rest,
        processes=len(left),
        folders=sum(len(list(Path(tempfile.gettempdir()).glob(f"wb-{pid}-*"))) for pid in house.servers),
        strange_files=strange,
        handles_before=before,
        handles_after=after.handles,
        memory_growth=growth(samples),
        tracebacks=len(re.findall("Traceback", log)),
        wrong=tuple(house.wrong),
    )
    found = verdict(ending)
    report = {
        "minutes": round((time.monotonic() - began) / 60, 1),
        "visitors": told.visitors,
        **dict(sorted(house.done.items())),
        "looks into the store": sum(each.checks for each in visitors),
        "servers": len(house.servers),
        "slowest start, seconds": round(max(house.back), 1),
        "processes seen": len(house.family),
        "most kernels at once": max((each.kernels for each in samples), default=0),
        "largest kernel, MB": round(max((each.largest_kernel for each in samples), default=0) / 2**20),
        "server memory at rest, MB": round(after.memory / 2**20),
        "connections at rest": after.connections,
        "said in the log": dict(
            Counter(re.findall(r"^(?!\{)(\w+(?:Error|Exception|Interrupt)?):", log, re.MULTILINE))
        ),
        **asdict(ending),
        "found": found,
    }
    print(json.dumps(report, indent=2))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
