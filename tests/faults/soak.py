"""A soak: visitors answer for minutes while kernels, sockets, the store and the server itself are broken at
random. Run by hand, bounded in time, on this machine's own addresses:

    python tests/faults/soak.py --minutes 30 --visitors 50

Prints what was done and what was lost; ends with 1 when a confirmed answer is not in the store, or when a
process or folder is left behind.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
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
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import httpx  # noqa: E402
import psutil  # noqa: E402
import websocket  # noqa: E402
from helpers.behind import ADDRESS, Browser, Talk, kept, models  # noqa: E402

COMMAND = (sys.executable, "-P", "-c", "from workbook.cli import main; main()")
QUESTIONS = {"1-plan": "plan", "2-marketing": "marketing", "3-field": "field"}
TROUBLE = (httpx.HTTPError, websocket.WebSocketException, OSError, AssertionError, KeyError, IndexError)


@dataclass
class House:
    """The server under test, on one port and one folder for the whole run."""

    folder: Path
    port: int
    pages: int
    process: subprocess.Popen[bytes] | None = None
    done: Counter[str] = field(default_factory=Counter)

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
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--no-browser", "--data", str(self.data), *options],
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        for _ in range(300):
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}healthz").status_code == 200:
                    return
            time.sleep(0.1)
        raise SystemExit("the server did not come back")

    def kernels(self) -> list[psutil.Process]:
        """Its kernels."""
        assert self.process
        found = []
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if os.path.basename(child.cwd()) in ("nl", "en"):
                        found.append(child)
        return found


@dataclass
class Visitor:
    """One manager: their link, and the answer each question was last confirmed to have."""

    house: House
    number: int
    link: str = ""
    confirmed: dict[str, str] = field(default_factory=dict)
    maybe: dict[str, set[str]] = field(default_factory=dict)
    lost: int = 0

    def live(self, until: float, chance: random.Random) -> None:
        """Open pages and answer, until it is time."""
        browser = Browser(self.house, f"203.0.113.{self.number % 250}")
        while time.monotonic() < until:
            try:
                if not self.link:
                    self.link = browser.begin()
                self._visit(browser, chance)
            except TROUBLE:
                self.house.done["visits broken off"] += 1
                time.sleep(chance.uniform(0.2, 1.0))
            with contextlib.suppress(*TROUBLE):
                browser.leave()
            browser.kernels.clear()

    def _visit(self, browser: Browser, chance: random.Random) -> None:
        name = chance.choice(list(QUESTIONS))
        page = browser.page(name)
        assert page.status_code == 200
        self.house.done["pages"] += 1
        talk = browser.socket()
        parts = models(page.text)
        question = QUESTIONS[name]
        for number in range(1, chance.randint(2, 6)):
            self._answer(talk, parts, question, chance.choice("ab"), number)
            if chance.random() < 0.1:
                talk.connection.sock.close()
                self.house.done["sockets dropped"] += 1
                talk = browser.socket()
            time.sleep(chance.uniform(0.1, 0.8))
        talk.close()

    def _answer(self, talk: Talk, parts: list[str], question: str, value: str, number: int) -> None:
        self.maybe.setdefault(question, set()).add(value)
        for model in parts:
            answer = talk.does(model, "choose", value=value, number=number * 100)
            if answer["saved"]:
                self.confirmed[question] = value
                self.maybe[question] = set()
                self.house.done["answers confirmed"] += 1
                return
        self.house.done["answers refused, and said so"] += 1

    def check(self) -> None:
        """Hold the store against what was confirmed; an answer under way may or may not be there."""
        document = kept(self.house, self.link) if self.link else None
        for question, value in self.confirmed.items():
            found = document.workbook.inquiry(question).first.choice if document else None
            if found != value and found not in self.maybe.get(question, set()):
                self.lost += 1


def break_things(house: House, until: float, chance: random.Random, every: float) -> None:
    """One fault after another."""
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.5 * every, 1.5 * every))
        what = chance.choices(("kernel", "zygote", "lock", "stop", "kill"), (8, 2, 4, 1, 1))[0]
        house.done[f"fault: {what}"] += 1
        assert house.process
        if what == "kernel":
            for kernel in chance.sample(house.kernels(), min(1, len(house.kernels()))):
                with contextlib.suppress(psutil.Error):
                    kernel.kill()
        elif what == "zygote":
            mine = {each.pid for each in house.kernels()}
            with contextlib.suppress(psutil.Error):
                for child in psutil.Process(house.process.pid).children():
                    if child.pid not in mine:
                        child.kill()
        elif what == "lock":
            with contextlib.suppress(sqlite3.Error):
                other = sqlite3.connect(house.data / "workbook.db", isolation_level=None)
                other.execute("BEGIN IMMEDIATE")
                time.sleep(chance.uniform(0.2, 7))
                other.execute("ROLLBACK")
                other.close()
        else:
            house.process.send_signal(signal.SIGTERM if what == "stop" else signal.SIGKILL)
            house.process.wait(30)
            house.start()


def main() -> int:
    """Run it; 0 when nothing was lost and nothing is left."""
    options = argparse.ArgumentParser()
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--visitors", type=int, default=12)
    options.add_argument("--fault-every", type=float, default=8, help="seconds, on average")
    options.add_argument("--port", type=int, default=8877)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--log", type=Path, help="where to keep the server's log")
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), told.port, pages=told.visitors * 6)
        house.start()
        began = time.monotonic()
        until = began + 60 * told.minutes
        visitors = [Visitor(house, number) for number in range(told.visitors)]
        threads = [
            threading.Thread(target=each.live, args=(until, random.Random(told.seed * 1000 + each.number)))
            for each in visitors
        ]
        threads.append(
            threading.Thread(
                target=break_things, args=(house, until, random.Random(told.seed), told.fault_every)
            )
        )
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for each in visitors:
            each.check()
        assert house.process
        left = house.kernels()
        memory = psutil.Process(house.process.pid).memory_info().rss
        handles = psutil.Process(house.process.pid).num_fds()
        pid = house.process.pid
        house.process.terminate()
        house.process.wait(30)
        remaining = psutil.wait_procs(left, timeout=10)[1]
        folders = list(Path("/tmp").glob(f"wb-{pid}-*"))  # noqa: S108
        log = (house.folder / "log").read_text(errors="replace")
        if told.log:
            told.log.write_text(log)
    lost = sum(each.lost for each in visitors)
    report = {
        "minutes": round((time.monotonic() - began) / 60, 1),
        "visitors": told.visitors,
        **dict(sorted(house.done.items())),
        "answers lost": lost,
        "kernels left": len(remaining),
        "folders left": len(folders),
        "server memory, MB": round(memory / 2**20),
        "server handles": handles,
        "tracebacks in the log": len(re.findall("Traceback", log)),
        "said in the log": dict(
            Counter(re.findall(r"^(?!\{)(\w+(?:Error|Exception|Interrupt)?):", log, re.MULTILINE))
        ),
    }
    print(json.dumps(report, indent=2))
    return 1 if lost or remaining or folders else 0


if __name__ == "__main__":
    sys.exit(main())
