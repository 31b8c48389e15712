"""Starting and stopping: what has to be quick or careful around the application.

The socket is opened before anything heavy is imported: a port in use is known at once, and a browser
that comes early waits a moment instead of being turned away.
"""

from __future__ import annotations

import asyncio
import errno
import gc
import ipaddress
import os
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbook.server.hosting import Hosting

LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""What a browser on this machine may call us; another name that leads here is somebody else's trick."""

_MOST_FILES: Final = 8192
"""A kernel takes some five file handles; the usual limit of 1,024 ends at 130 kernels."""


class NotLocal(Exception):
    """An address was asked for that others on the network could reach."""


class PortTaken(Exception):
    """Another program listens on the port."""


class PortRefused(Exception):
    """The system does not let us listen on the port."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens: `url` is what a browser is told."""

    host: str
    port: int
    sockets: tuple[socket.socket, ...]

    @property
    def url(self) -> str:
        """The address of the start page."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}/"


def open_door(host: str, port: int, *, public: bool = False) -> Door:
    """Listen on a loopback address, or on any where a proxy stands between us and visitors; port 0
    takes a free one.

    Raises `NotLocal`, `PortTaken` or `PortRefused`.
    """
    address = _any(host) if public else _loopback(host)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setblocking(False)
        listening.bind((address, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken from error
        if error.errno in (errno.EACCES, errno.EPERM):
            raise PortRefused from error
        raise
    return Door(address, listening.getsockname()[1], (listening,))


def _any(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return _loopback(host)


def _loopback(host: str) -> str:
    if host == "localhost":
        return "127.0.0.1"
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        raise NotLocal(host) from None
    if not address.is_loopback:
        raise NotLocal(host)
    return str(address)


def serve(
    door: Door,
    *,
    data: Path,
    database: str,
    address: str = "",
    hosting: Hosting | None = None,
    most_pages: int | None = None,
) -> None:
    """Serve until the process is asked to stop (SIGINT, SIGTERM), then end all kernels.

    `address` is where a team reaches this server, where that is another than it listens on; `hosting` is
    there where visitors come from outside. `most_pages` may be open at once; None lets memory decide.
    """
    # A syntax checker of jupyter-events compiles a grammar for 0.9 s when it is imported, to check
    # a kind of address that no event of ours holds; jsonschema does without when it is not there.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    _set_limits()
    gc.disable()  # until all is imported: modules make no garbage, and looking for it is a sixth of the start
    from workbook.forked.nursery import Nursery
    from workbook.server.warmth import WARMTH

    Nursery.instance().zygote(WARMTH).prepare()
    from workbook.places import assets, notebooks, room_notebooks
    from workbook.server.application import Application, Settings

    settings = Settings(
        host=door.host,
        port=door.port,
        assets=assets(),
        notebooks=notebooks(),
        room_notebooks=room_notebooks(),
        data=data,
        database=database,
        hosts=LOCAL_NAMES if hosting is None else frozenset({hosting.name}),
        address=address,
        hosting=hosting,
        most_pages=most_pages,
    )

    async def run() -> None:
        stopped = asyncio.Event()
        _stop_on_signals(stopped)
        application = Application(settings)
        gc.freeze()
        gc.enable()
        await application.serve(list(door.sockets), stopped)

    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    asyncio.run(run())


def open_browser(url: str) -> None:
    """Show the start page in the user's browser, without waiting for it."""
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _stop_on_signals(stopped: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stopped.set)
        except NotImplementedError:
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stopped.set))


def _set_limits() -> None:
    """More files than usual, and no picture of the memory on the disk when it breaks: answers are in it."""
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
