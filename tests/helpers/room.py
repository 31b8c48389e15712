"""A coach and phones that speak to a running server as browsers do, without a browser."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx
from helpers.patience import PATIENCE, until

JSON = {"Accept": "application/json"}


def field_of(html: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name}"
    return unescape(found.group(1))


@dataclass
class Coach:
    """A coach with a browser of their own; `room` is the id of the one that is run."""

    url: str
    language: str = "en"
    client: httpx.Client = field(init=False)
    room: str = ""
    token: str = ""

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, follow_redirects=True, timeout=PATIENCE)

    @property
    def desk(self) -> str:
        """The address of the coach's rooms."""
        return f"/{self.language}/workshop"

    @property
    def here(self) -> str:
        """The address of the room."""
        return f"{self.desk}/{self.room}"

    def opens(self, **told: Any) -> Coach:
        """Open a room, and stand in it."""
        self.token = field_of(self.client.get(self.desk).text, "token")
        fields: dict[str, Any] = {
            "title": "Spring workshop",
            "client": "",
            "length": "60",
            "language": self.language,
            "seats": "40",
            "floor": "5",
            "days": "30",
            "questions": ["plan", "marketing", "field"],
            **told,
        }
        page = self.client.post(self.desk, data={"token": self.token, **fields})
        assert page.status_code == 200, page.text
        self.room = str(page.url).rstrip("/").rsplit("/", 1)[-1]
        return self

    @property
    def link(self) -> str:
        """The coach's own link."""
        page = self.client.get(self.desk).text
        found = re.search(r'id="link"[^>]* value="([^"]+)"', page)
        assert found
        return found.group(1)

    def page(self) -> str:
        """The room's page."""
        return self.client.get(self.here).text

    @property
    def code(self) -> str:
        """The room's code."""
        found = re.search(r'class="wb-code" aria-label="([^"]+)"', self.page())
        assert found
        return found.group(1).replace(" ", "")

    def does(self, action: str, **fields: Any) -> dict[str, Any]:
        """Press a button; gives what the page's script would get."""
        answer = self.client.post(f"{self.here}/{action}", data={"token": self.token, **fields}, headers=JSON)
        told: dict[str, Any] = answer.json()
        return told

    def opens_step(self, at: int) -> dict[str, Any]:
        """Open a stop of the programme."""
        return self.does("open", at=at)


@dataclass
class Phone:
    """A phone that follows a room. `step` is the region it shows, `at` when it came (monotonic)."""

    url: str
    code: str
    client: httpx.AsyncClient = field(init=False)
    here: str = ""
    token: str = ""
    mark: str = ""
    step: str = ""
    where: str = ""
    heard: dict[str, float] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)
    failures: int = 0

    def __post_init__(self) -> None:
        self.client = httpx.AsyncClient(base_url=self.url, follow_redirects=True, timeout=PATIENCE)

    async def joins(self) -> Phone:
        """Scan the code and take a seat."""
        page = await self.client.get(f"/r/{self.code}")
        assert page.status_code == 200, page.text
        self.here = page.url.path
        self.token = field_of(page.text, "token")
        joined = await self.sends("join")
        assert not joined["goto"], joined
        return self

    async def sends(self, action: str, **fields: str) -> dict[str, Any]:
        """Send a form as the page's script does; tries again while the server is away."""
        while True:
            try:
                answer = await self.client.post(
                    f"{self.here}/{action}", data={"token": self.token, **fields}, headers=JSON
                )
                if answer.status_code < 500:
                    break
            except httpx.TransportError:
                pass
            self.failures += 1
            await asyncio.sleep(0.2)
        told: dict[str, Any] = answer.json()
        self._take(told)
        return told

    async def follows(self, until: asyncio.Event) -> None:
        """Hear of each step as it comes, until told to stop; a server that is away is asked again."""
        while not until.is_set():
            try:
                answer = await self.client.get(f"{self.here}/news", params={"after": self.mark}, headers=JSON)
                if answer.status_code == 200:
                    self._take(answer.json())
                    continue
                if answer.status_code == 404:
                    return
            except httpx.TransportError:
                pass
            self.failures += 1
            await asyncio.sleep(0.2)

    def _take(self, told: dict[str, Any]) -> None:
        if told["mark"]:
            self.mark = told["mark"]
            self.heard.setdefault(self.mark, time.monotonic())
        self.regions.update(told["regions"])
        self.step = self.regions.get("step", "")
        self.where = re.sub("<[^>]+>", "", self.regions.get("where", ""))


class Hall:
    """Many phones that follow a room, on a loop of their own beside the test."""

    def __init__(self) -> None:
        self.phones: list[Phone] = []
        self._loop = asyncio.new_event_loop()
        self._until: asyncio.Event | None = None
        self._following: list[asyncio.Task[None]] = []
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Have the loop do something, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(2 * PATIENCE)

    def fill(self, url: str, code: str, count: int) -> None:
        """So many phones join, eight at a time, and follow."""

        async def join() -> None:
            gate = asyncio.Semaphore(8)

            async def one() -> Phone:
                async with gate:
                    return await Phone(url, code).joins()

            joined = await asyncio.gather(*(one() for _ in range(count)))
            self._until = self._until or asyncio.Event()
            self.phones += joined
            self._following += [asyncio.ensure_future(phone.follows(self._until)) for phone in joined]

        self.run(join())

    def each(self, send: Callable[[int, Phone], Coroutine[Any, Any, Any]]) -> None:
        """Every phone sends something, all at once."""

        async def all_of_them() -> None:
            await asyncio.gather(*(send(number, phone) for number, phone in enumerate(self.phones)))

        self.run(all_of_them())

    def until(self, seen: Callable[[Phone], bool]) -> None:
        """Wait until every phone has seen something."""

        def late() -> str:
            return f"{sum(not seen(phone) for phone in self.phones)} of {len(self.phones)} phones did not follow"

        until(lambda: all(seen(phone) for phone in self.phones), late)

    def leave(self) -> None:
        """All phones stop."""

        async def stop() -> None:
            if self._until is not None:
                self._until.set()
            for task in self._following:
                task.cancel()
            await asyncio.gather(*self._following, return_exceptions=True)
            await asyncio.gather(*(phone.client.aclose() for phone in self.phones))

        self.run(stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
