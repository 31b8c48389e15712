"""Tries: who keeps opening links that lead nowhere is answered ever more slowly, and counted.

Addresses are kept in memory only, as a hash with a key of this run, and forgotten within an hour.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

log: Final = logging.getLogger("workbook.server")

STEADY_SECONDS: Final = 0.15
"""Every answer about a link takes at least so long, whether it leads somewhere or not."""
LONGEST_SECONDS: Final = 3.0
FREE_TRIES: Final = 5
FORGOTTEN_SECONDS: Final = 60 * 60
MOST_ADDRESSES: Final = 10_000
REPORT_EVERY: Final = 100


class Tries:
    """Counts tries by address. `now` gives seconds on a clock that never goes back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._key = secrets.token_bytes(32)
        self._wrong: OrderedDict[bytes, tuple[int, float]] = OrderedDict()
        self.total = 0

    def missed(self, address: str) -> None:
        """A link was tried that leads nowhere."""
        self.total += 1
        if self.total % REPORT_EVERY == 0:
            log.warning("%d tries of links that lead nowhere", self.total)
        name = self._name(address)
        count, _ = self._wrong.pop(name, (0, 0.0))
        self._wrong[name] = (count + 1, self._now())
        while len(self._wrong) > MOST_ADDRESSES:
            self._wrong.popitem(last=False)

    def seconds(self, address: str) -> float:
        """How long an answer to this address has to take at least; the same for right and wrong."""
        count, last = self._wrong.get(self._name(address), (0, 0.0))
        if self._now() - last > FORGOTTEN_SECONDS:
            self._wrong.pop(self._name(address), None)
            count = 0
        steps = max(0, min(count - FREE_TRIES, 10))
        return min(STEADY_SECONDS * 2.0**steps, LONGEST_SECONDS)

    def _name(self, address: str) -> bytes:
        return hashlib.blake2b(address.encode(), key=self._key, digest_size=16).digest()
