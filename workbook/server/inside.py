"""What kernels ask their server: the vault, their hand-over, and to have a failure counted.

With visitors from outside these stand on a port of the loopback of their own, which no proxy leads to.
"""

from __future__ import annotations

import hmac
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from tornado.web import HTTPError

from workbook.server.answers import Answering
from workbook.store.handover import Handover

TICKET: Final = r"[A-Za-z0-9_-]{43}"
_SECONDS: Final = 180
_MOST: Final = 10_000


class Handovers:
    """What waits for kernels that are starting: each is given out once, within three minutes.

    `now` gives seconds on a clock that never goes back.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._waiting: OrderedDict[str, tuple[float, Handover]] = OrderedDict()

    def give(self, told: Handover) -> str:
        """Keep what a kernel is to be told; gives the ticket for it."""
        ticket = secrets.token_urlsafe(32)
        self._waiting[ticket] = (self._now() + _SECONDS, told)
        while len(self._waiting) > _MOST:
            self._waiting.popitem(last=False)
        return ticket

    def take(self, ticket: str) -> Handover | None:
        """What the ticket stands for, the first time it is asked."""
        until, told = self._waiting.pop(ticket, (0.0, None))
        for late in [name for name, (end, _) in self._waiting.items() if end < self._now()]:
            del self._waiting[late]
        return told if until >= self._now() else None


class FromKernel(Answering):
    """Answers kernels, who know this run's token; no browser has business here, and no proxy."""

    def prepare(self) -> Any:
        """Refuse whatever comes from a browser or from outside, and who does not know the token."""
        super().prepare()
        self.set_header("Cache-Control", "no-store")
        asked = self.request.headers
        if any(name in asked for name in ("Origin", "Cookie", "Sec-Fetch-Mode", "X-Forwarded-For")):
            raise HTTPError(403)
        expected = f"Bearer {self.settings['workbook_vault_token']}"
        if not hmac.compare_digest(asked.get("Authorization", "").encode(), expected.encode()):
            raise HTTPError(403)

    def check_xsrf_cookie(self) -> None:
        """The token is the proof; there are no cookies here to be misused."""


class HandoverHandler(FromKernel):
    """`/handover/<ticket>`: what one kernel is told."""

    def get(self, ticket: str) -> None:
        """The hand-over as JSON, once; 404 after that."""
        told = self.settings["workbook_handovers"].take(ticket)
        if told is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(asdict(told)))


class FailureHandler(FromKernel):
    """`/failed/<kind>`: the store or a page failed in a kernel."""

    def post(self, kind: str) -> None:
        """Count it."""
        self.settings["workbook_failed"](kind)
        self.set_status(204)
