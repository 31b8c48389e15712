"""The vault: a parcel's way from one page's kernel to the next, in the server's memory only.

Loaded rows live in a kernel's memory, and every page has its own kernel. A kernel hands them over here,
sealed with a key the server never sees, under an id made from that key. Nothing is ever written.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tornado.web import HTTPError

from workbook.server.inside import FromKernel

LARGEST_PARCEL: Final = 32 * 1024 * 1024
LARGEST_VAULT: Final = 512 * 1024 * 1024
KEPT_SECONDS: Final = 8 * 60 * 60
CLEAN_SECONDS: Final = 5 * 60.0
"""How much longer than its time a parcel may stay."""


@dataclass(frozen=True, slots=True)
class _Parcel:
    content: bytes
    until: float


class Vault:
    """Parcels by id, with an end to their number of bytes and to their time.

    `now` gives seconds on a clock that never goes back.
    """

    def __init__(
        self,
        *,
        largest: int = LARGEST_PARCEL,
        total: int = LARGEST_VAULT,
        seconds: float = KEPT_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._largest, self._total, self._seconds, self._now = largest, total, seconds, now
        self._parcels: OrderedDict[str, _Parcel] = OrderedDict()
        self._held = 0

    def put(self, name: str, content: bytes) -> bool:
        """Hold a parcel in place of an earlier one of that name; False when it is too large.

        The oldest parcels make room.
        """
        if len(content) > self._largest:
            return False
        self.drop(name)
        self._parcels[name] = _Parcel(content, self._now() + self._seconds)
        self._held += len(content)
        self._expire()
        while self._held > self._total:
            self.drop(next(iter(self._parcels)))
        return True

    def get(self, name: str) -> bytes | None:
        """The parcel of this name, None when there is none or its time is over."""
        self._expire()
        parcel = self._parcels.get(name)
        return parcel.content if parcel else None

    def drop(self, name: str) -> None:
        """Forget a parcel; nothing happens when there is none."""
        parcel = self._parcels.pop(name, None)
        if parcel:
            self._held -= len(parcel.content)

    async def keep_clean(self, every: float = CLEAN_SECONDS) -> None:
        """Drop what is too old, whether anybody asks for it or not; until cancelled."""
        while True:
            await asyncio.sleep(every)
            self._expire()

    def _expire(self) -> None:
        now = self._now()
        for name in [name for name, parcel in self._parcels.items() if parcel.until <= now]:
            self.drop(name)


class VaultHandler(FromKernel):
    """`/vault/<id>`: PUT, GET and DELETE for kernels."""

    @property
    def vault(self) -> Vault:
        """The server's vault."""
        vault: Vault = self.settings["workbook_vault"]
        return vault

    def get(self, name: str) -> None:
        """The parcel's bytes, or 404."""
        content = self.vault.get(name)
        if content is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/octet-stream")
        self.finish(content)

    def put(self, name: str) -> None:
        """Hold the request's body; 413 when it is too large."""
        if not self.vault.put(name, self.request.body):
            raise HTTPError(413)
        self.set_status(204)

    def delete(self, name: str) -> None:
        """Forget the parcel."""
        self.vault.drop(name)
        self.set_status(204)
