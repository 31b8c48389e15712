"""Following: who looks at a room hears of a change, and costs nothing while there is none.

A page asks for news and is answered when there is some, or after a while that there was none. A change
that was made by this server wakes everybody at once. One that another server made is found by looking
once a second, for all rooms that are looked at together, in one read; where the database can tell of
changes (PostgreSQL) that look comes at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from workbook.store import StoreError
from workbook.workshop.records import Seen

log: Final = logging.getLogger("workbook.server")

LOOK_SECONDS: Final = 1.0
"""How often the store is looked at while somebody follows."""
PATIENCE_SECONDS: Final = 25.0
"""How long a page waits for news before it is told that there is none; proxies give up after thirty."""
FRESH_SECONDS: Final = 1.0
FORGOTTEN_SECONDS: Final = 60.0

Look = Callable[[tuple[str, ...]], Awaitable[tuple[Seen | None, ...]]]
Mark = Callable[[Seen], str]
Listen = Callable[[Callable[[], None]], None]


class _Watch:
    """One room that is looked at: what was seen last, and who waits for more."""

    def __init__(self) -> None:
        self.seen: Seen | None = None
        self.read = float("-inf")
        self.used = 0.0
        self.waiting: set[asyncio.Future[None]] = set()
        self.reading: asyncio.Task[Seen | None] | None = None


class Following:
    """Rooms by their secret, as far as somebody looks at them.

    `look` reads rooms from the store; `listen` runs in a thread of its own and calls back when something
    changed there, or returns where nobody can tell; `now` gives seconds on a clock that never goes back.
    """

    def __init__(
        self, look: Look, listen: Listen | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._look = look
        self._listen = listen
        self._now = now
        self._watched: dict[str, _Watch] = {}
        self._looking: asyncio.Task[None] | None = None
        self._nudged = asyncio.Event()

    @property
    def followers(self) -> int:
        """How many pages wait for news."""
        return sum(len(watch.waiting) for watch in self._watched.values())

    async def seen(self, secret: str) -> Seen | None:
        """What can be seen of a room, a second old at most; None where there is none.

        Many who ask at once share one read. May raise a `StoreError`.
        """
        watch = self._watched.get(secret) or _Watch()
        watch.used = self._now()
        if self._now() - watch.read <= FRESH_SECONDS:
            return watch.seen
        self._watched[secret] = watch
        if watch.reading is None:
            watch.reading = asyncio.ensure_future(self._read(secret))
        try:
            return await asyncio.shield(watch.reading)
        finally:
            if watch.reading is not None and watch.reading.done():
                watch.reading = None

    async def news(
        self, secret: str, mark: Mark, known: str, patience: float = PATIENCE_SECONDS
    ) -> Seen | None:
        """What can be seen once that differs from what is `known`; the same again when patience is over.

        None where there is no such room (any more). May raise a `StoreError`.
        """
        end = self._now() + patience
        seen = await self.seen(secret)
        while seen is not None and mark(seen) == known and (left := end - self._now()) > 0:
            watch = self._watched.setdefault(secret, _Watch())
            watch.seen, watch.used = seen, self._now()
            woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            watch.waiting.add(woken)
            self._begin_looking()
            try:
                await asyncio.wait((woken,), timeout=left)
            finally:
                watch.waiting.discard(woken)
            seen = watch.seen
        return seen

    def told(self, secret: str, seen: Seen | None) -> None:
        """A room has changed, or is there no more: whoever waits is woken."""
        watch = self._watched.get(secret)
        if watch is None:
            return
        watch.read = self._now()
        if watch.seen != seen:
            watch.seen = seen
            for woken in watch.waiting:
                if not woken.done():
                    woken.set_result(None)
        if seen is None:
            self._watched.pop(secret, None)

    def nudge(self) -> None:
        """Something changed in the store, who knows what: look now."""
        self._nudged.set()

    async def _read(self, secret: str) -> Seen | None:
        (seen,) = await self._look((secret,))
        self._take(secret, seen)
        return seen

    def _take(self, secret: str, seen: Seen | None) -> None:
        """A read may be older than what a change here told in the meantime: nothing goes backwards."""
        watch = self._watched.get(secret)
        if watch is not None and seen is not None and watch.seen is not None and _older(seen, watch.seen):
            return
        self.told(secret, seen)

    def _begin_looking(self) -> None:
        if self._listen is not None:
            loop, listen, self._listen = asyncio.get_running_loop(), self._listen, None
            heard = partial(loop.call_soon_threadsafe, self.nudge)
            threading.Thread(target=listen, args=(heard,), daemon=True).start()
        if self._looking is None or self._looking.done():
            self._looking = asyncio.ensure_future(self._keep_looking())

    async def _keep_looking(self) -> None:
        while True:
            self._nudged.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._nudged.wait(), LOOK_SECONDS)
            self._forget()
            secrets = tuple(secret for secret, watch in self._watched.items() if watch.waiting)
            if not secrets:
                return
            try:
                for secret, seen in zip(secrets, await self._look(secrets), strict=True):
                    self._take(secret, seen)
            except StoreError as error:
                log.error("rooms can't be looked at: %s", type(error).__name__)

    def _forget(self) -> None:
        long_ago = self._now() - FORGOTTEN_SECONDS
        for secret, watch in list(self._watched.items()):
            if not watch.waiting and watch.used < long_ago:
                del self._watched[secret]


def _older(one: Seen, other: Seen) -> bool:
    return one.scene.revision < other.scene.revision or one.crowd.revision < other.crowd.revision
