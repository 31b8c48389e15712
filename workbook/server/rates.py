"""Rates: how often one address may do what costs something. In memory, by a hash with a key of this run."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MOST_ADDRESSES: Final = 20_000


class Rate:
    """So many a minute for each address, with as many at once to begin with.

    `now` gives seconds on a clock that never goes back.
    """

    def __init__(self, a_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most = float(a_minute)
        self._now = now
        self._key = secrets.token_bytes(32)
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self.refused = 0

    def take(self, address: str) -> bool:
        """Whether this address may once more."""
        name = hashlib.blake2b(address.encode(), key=self._key, digest_size=16).digest()
        now = self._now()
        left, since = self._left.pop(name, (self._most, now))
        left = min(self._most, left + max(0.0, now - since) * self._most / 60)
        allowed = left >= 1
        self._left[name] = (left - 1 if allowed else left, now)
        while len(self._left) > _MOST_ADDRESSES:
            self._left.popitem(last=False)
        self.refused += not allowed
        return allowed
