"""Guests: who comes by a link, what they may open, and how much of it.

Only where others are served; on one's own laptop there are none.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Collection
from typing import Any, Final

from tornado.web import HTTPError

from workbook.server.hosting import Hosting
from workbook.server.links import Links
from workbook.server.rates import Rate
from workbook.server.tries import Tries
from workbook.store import Store, StoreError, open_store

log: Final = logging.getLogger("workbook.server")

MOST_PAGES_EACH: Final = 12
"""Pages of one workbook that may be open at once: five steps in two windows and a phone."""

NEW_A_MINUTE: Final = 30
"""New workbooks that one address may make in a minute, a room of people behind one address included."""

BEGIN_PAGE: Final = "begin"


class Guests:
    """The visitors of a server for others."""

    def __init__(self, hosting: Hosting, database: str, tries: Tries) -> None:
        self.hosting = hosting
        self.links = Links(hosting.address, hosting.keys, secure=hosting.secure)
        self.tries = tries
        self.pages = Rate(hosting.pages_a_minute)
        self.new = Rate(NEW_A_MINUTE)
        self.made = 0
        self._database = database
        self._store: Store | None = None
        self._key = secrets.token_bytes(32)
        self._open: dict[str, bytes] = {}

    def whose(self, handler: Any) -> str:
        """The secret that a request's cookie holds, empty where it holds none that counts. A cookie
        that ages is made anew."""
        brought = self.links.opened(handler.get_cookie(self.links.cookie))
        if brought is None:
            return ""
        if self.links.ages(brought):
            handler.add_header("Set-Cookie", self.links.cookies(brought.secret))
        return brought.secret

    def admit(self, handler: Any, language: str, kernel_ids: Collection[str]) -> str:
        """The secret of the workbook that a page is to show; empty after a visitor without one was
        sent to where workbooks are begun. Raises 429 where it is too much."""
        secret = self.whose(handler)
        if not secret:
            handler.set_header("Cache-Control", "no-store")
            # With accounts too: who signs in is told there what that means for their workbook.
            handler.redirect(f"/{language}/{BEGIN_PAGE}", status=303)
            return ""
        if not self.pages.take(handler.request.remote_ip or "") or self._has_enough(secret, kernel_ids):
            raise HTTPError(429)
        return secret

    def opened(self, kernel_id: str, secret: str) -> None:
        """A page of this workbook is about to open."""
        self._open[kernel_id] = self._mark(secret)

    def _has_enough(self, secret: str, kernel_ids: Collection[str]) -> bool:
        mark = self._mark(secret)
        self._open = {each: whose for each, whose in self._open.items() if each in kernel_ids}
        return sum(whose == mark for whose in self._open.values()) >= MOST_PAGES_EACH

    def _mark(self, secret: str) -> bytes:
        return hashlib.blake2b(secret.encode(), key=self._key, digest_size=16).digest()

    def is_kept(self, secret: str) -> bool:
        """Whether the store has a workbook under this secret; called outside the event loop. Raises
        503 where the store can't say."""
        try:
            if self._store is None:
                self._store = open_store(self._database)
            return self._store.has(secret)
        except StoreError as error:
            log.error("a link can't be looked up: %s", type(error).__name__)
            raise HTTPError(503) from None
