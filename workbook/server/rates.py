"""Rates: how often one address may do what costs something. In memory, by a hash with a key of this run."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MOST_ADDRESSES: Final = 20_000


_NETWORK_BITS: Final = 56
"""A household is commonly given a /56 (RIPE-690, https://www.ripe.net/publications/docs/ripe-690): 2^72 addresses,
against which a limit by the whole address is none."""


class Callers:
    """Names for who calls, by the network an address belongs to; of no use after this run."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def name(self, address: str) -> bytes:
        """The same for all addresses of one IPv6 customer, and for each IPv4 address another."""
        return hashlib.blake2b(_network(address).encode(), key=self._key, digest_size=16).digest()


def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known.packed, _NETWORK_BITS), strict=False))


class Rate:
    """So many for each caller in so many minutes, with as many at once to begin with.

    `now` gives seconds on a clock that never goes back.
    """

    def __init__(self, most: int, minutes: int = 1, now: Callable[[], float] = time.monotonic) -> None:
        self._most = float(most)
        self._seconds = 60.0 * minutes
        self._now = now
        self._callers = Callers()
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self.refused = 0

    def take(self, address: str) -> bool:
        """Whether this address may once more."""
        name = self._callers.name(address)
        now = self._now()
        left, since = self._left.pop(name, (self._most, now))
        left = min(self._most, left + max(0.0, now - since) * self._most / self._seconds)
        allowed = left >= 1
        self._left[name] = (left - 1 if allowed else left, now)
        while len(self._left) > _MOST_ADDRESSES:
            self._left.popitem(last=False)
        self.refused += not allowed
        return allowed
