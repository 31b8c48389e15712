"""Kernels: what they are started with, what they may know, whose they are, and when they end.

One page view has one kernel. It talks over sockets in a folder only this user can open, knows a short
list of variables and nothing else of the server's environment, and belongs to the browser that got the
page: the page's answer sets a cookie that only addresses of that kernel are sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import logging
import os
import secrets
import sys
from collections.abc import Coroutine
from dataclasses import asdict
from datetime import datetime, timedelta
from http.cookies import Morsel
from pathlib import Path
from typing import Any, Final

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_core.utils import ensure_async
from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

from workbook.forked.limits import Limits
from workbook.forked.provisioner import COMMAND, PROVISIONER
from workbook.server.admission import Admission
from workbook.server.warmth import WARMTH

log: Final = logging.getLogger("workbook.server")

PUT_AWAY_LEFT: Final = timedelta(seconds=90)
PUT_AWAY_OPEN: Final = timedelta(hours=4)
"""A kernel without activity ends after so long: the first when no page is connected to it (the phone
was put away, or only a link preview asked), the second when one still is. A page that finds its kernel
gone opens a new one by itself, within a second and with what was typed."""

PUT_AWAY_BUSY: Final = timedelta(minutes=5)
"""A kernel that is at one thing and has said nothing for so long will not come to an end. The largest files
that are taken are read in a quarter of that, on a busy machine."""

LIMITS: Final = Limits(memory=1024**3, files=256, seconds=15 * 60, alone=True)
"""What a page may take. Memory: the largest files that are taken (1.4 million rows, 199,000 appointments) are
read with a limit of 512 MB; files: some forty are open; processor time: a page needs 0.2 s, and an answer a
tenth. docs/decisions/kernel-limits.md tells why these and no others."""

OWN_SPEC: Final = "WORKBOOK_KERNEL_SPEC"
"""A kernel.json of the host's, for kernels that another provisioner starts."""

WHEN_FULL: Final = 6
"""While others wait, so many times sooner."""

FIRST_LOOK_SECONDS: Final = 0.5
LAST_WORDS_SECONDS: Final = 20.0
"""How long after its page was left a kernel is looked at, and the longest it is waited for."""

_TIMES: Final = 20

class KernelSpecs(KernelSpecManager):
    """The one kernel there is, under whatever name a notebook asks for."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Nothing installed elsewhere on the machine counts."""
        return {"python3": ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The host's own, where one was named (docs/decisions/kernels-elsewhere.md); else this interpreter, without history, without the working folder on its path (`-P`, so that a
        stray file beside a notebook shadows no module)."""
        if own := os.environ.get(OWN_SPEC):
            return KernelSpec(**json.loads(Path(own).read_text(encoding="utf-8")))
        return KernelSpec(
            argv=[
                sys.executable,
                *COMMAND,
                "-f",
                "{connection_file}",
                "--HistoryManager.enabled=False",
                "--InteractiveShellApp.ignore_cwd=True",
                "--IPKernelApp.capture_fd_output=False",
                "--IPKernelApp.log_level=40",
            ],
            display_name="Gewetensvragen",
            language="python",
            interrupt_mode="signal",
            metadata={
                "kernel_provisioner": {
                    "provisioner_name": PROVISIONER,
                    "config": {
                        "preload": list(WARMTH.preload),
                        "watch": list(WARMTH.watch),
                        **asdict(LIMITS),
                    },
                }
            },
        )


class Kernels(AsyncMappingKernelManager):
    """All live kernels, and who may speak to each."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        self.keys: dict[str, str] = {}
        self.admission = Admission()
        self._alone_since: dict[str, datetime] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def new_key(self, kernel_id: str) -> str:
        """Make the key of a kernel that is about to start."""
        self.keys[kernel_id] = secrets.token_urlsafe(32)
        return self.keys[kernel_id]

    def fits(self, kernel_id: str, key: str) -> bool:
        """Whether this key opens this kernel; compared in constant time."""
        own = self.keys.get(kernel_id)
        return own is not None and hmac.compare_digest(own.encode(), key.encode())

    @property
    def open_ids(self) -> set[str]:
        """The kernels of pages that are open, or about to be."""
        return {*self.keys, *self.list_kernel_ids()}

    @property
    def taken(self) -> int:
        """How many pages are open, or about to be."""
        return len(self.open_ids)

    def notify_connect(self, kernel_id: str) -> None:
        """A page connected."""
        self._alone_since.pop(kernel_id, None)
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]

    def notify_disconnect(self, kernel_id: str) -> None:
        """A page's socket is gone: left, or the phone is out of reach."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        self._alone_since[kernel_id] = utcnow()

    def let_go(self, kernel_id: str) -> None:
        """End a kernel whose page was left: at once for visitors, and for good as soon as it has
        dealt with what the page sent last, an answer on its way to the store perhaps."""
        self.keys.pop(kernel_id, None)
        self._afterwards(self._end_when_idle(kernel_id))

    def _afterwards(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    def _handle_kernel_died(self, kernel_id: str) -> None:
        """Clear away what a kernel that died leaves: its files, and our ends of its sockets. The way it
        comes, the server only forgets it."""
        log.warning("a kernel died")
        self.keys.pop(kernel_id, None)
        self._afterwards(self._clear_away(kernel_id))

    async def _clear_away(self, kernel_id: str) -> None:
        if kernel_id in self:
            with contextlib.suppress(HTTPError, KeyError):
                await ensure_async(self.shutdown_kernel(kernel_id, now=True))  # type: ignore[no-untyped-call]

    async def end_all(self) -> None:
        """End every kernel at once. One that dies by itself meanwhile must not keep the rest from it."""
        for _ in range(_TIMES):
            try:
                await ensure_async(self.shutdown_all(now=True))
            except (HTTPError, KeyError):
                continue
            return

    async def finish_last_words(self, seconds: float) -> None:
        """Wait until no kernel is busy any more, so long at most."""
        loop = asyncio.get_running_loop()
        latest = loop.time() + seconds
        # What a page sent last may still be on its way to its kernel, which is not busy yet.
        await asyncio.sleep(min(FIRST_LOOK_SECONDS, seconds) if self._kernels else 0)
        while loop.time() < latest and any(
            kernel.execution_state == "busy" for kernel in list(self._kernels.values())
        ):
            await asyncio.sleep(FIRST_LOOK_SECONDS / 5)

    async def _end_when_idle(self, kernel_id: str) -> None:
        loop = asyncio.get_running_loop()
        latest = loop.time() + LAST_WORDS_SECONDS
        await asyncio.sleep(FIRST_LOOK_SECONDS)
        while kernel_id in self and self._kernels[kernel_id].execution_state == "busy" and loop.time() < latest:
            await asyncio.sleep(FIRST_LOOK_SECONDS)
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id)  # type: ignore[no-untyped-call]

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel, its key, and what was kept for a page that may come back: one that went while its kernel
        was being ended was put aside after everything had been closed."""
        if kernel_id in self:
            self.stop_buffering(kernel_id)  # type: ignore[no-untyped-call]
        self.keys.pop(kernel_id, None)
        self._alone_since.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel nothing was heard of for too long, sooner when no page is connected."""
        kernel = self._kernels[kernel_id]
        last = getattr(kernel, "last_activity", None)
        if last is None:
            return
        if kernel.execution_state == "busy":
            if utcnow() - last > PUT_AWAY_BUSY:
                log.warning("a kernel that was busy for too long is ended")
                await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]
            return
        if self._kernel_connections.get(kernel_id):
            limit = PUT_AWAY_OPEN
        else:
            limit = PUT_AWAY_LEFT
            last = max(last, self._alone_since.get(kernel_id, last))
        if utcnow() - last > (limit / WHEN_FULL if self.admission.waiting else limit):
            self.log.info("a kernel without activity is put away")
            await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]


KEY_COOKIE: Final = "workbook-kernel"


def kernel_paths(kernel_id: str) -> tuple[str, ...]:
    """The addresses of a kernel: its state and socket, and the farewell Voilà's page sends."""
    return (f"/api/kernels/{kernel_id}", f"/voila/api/shutdown/{kernel_id}")


def key_cookies(kernel_id: str, key: str, *, secure: bool) -> tuple[str, ...]:
    """`Set-Cookie` values that give a browser the key of its kernel.

    One for each address, because a cookie has one path; never sent anywhere else. They end with the
    browser's session.
    """
    made: list[str] = []
    for path in kernel_paths(kernel_id):
        morsel: Morsel[str] = Morsel()
        morsel.set(KEY_COOKIE, key, key)
        morsel["path"] = path
        morsel["httponly"] = True
        morsel["samesite"] = "Strict"
        if secure:
            morsel["secure"] = True
        made.append(morsel.OutputString())
    return tuple(made)


def transport() -> str:
    """How kernels are spoken to: files in a private folder where the system has such sockets, and the kernel
    stands on this machine."""
    return "tcp" if os.name == "nt" or os.environ.get(OWN_SPEC) else "ipc"
