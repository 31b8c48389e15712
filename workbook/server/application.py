"""The Voilà application this product is served by.

A subclass of Voilà's standalone application, because only that one filters what a visitor may send to
a kernel (as an extension of jupyter-server it filters nothing). It is configured here and nowhere else:
no configuration file is read, so none lying about can change what is served.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import tornado.httpserver
import tornado.web
from jupyter_core.utils import ensure_async
from jupyter_server.auth.identity import IdentityProvider, User
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration

from workbook.forked.environment import kernel_environment
from workbook.forked.nursery import Nursery
from workbook.server import channel, door, frame, mirror, static
from workbook.server.kernels import Kernels, KernelSpecs, transport
from workbook.server.template import Template
from workbook.server.tries import Tries
from workbook.server.vault import LARGEST_PARCEL, Vault, VaultHandler

_KERNEL: Final = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_LARGEST_MESSAGE: Final = 8 * 1024 * 1024
"""Files travel in chunks of one MB; no message needs to be larger than this."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one server is told: where it listens, where pages and data stand.

    `hosts` are the names it answers to, None for any; `address` is where others reach it, and what the
    links that are handed out begin with.
    """

    host: str
    port: int
    assets: Path
    notebooks: Path
    data: Path
    database: str
    hosts: frozenset[str] | None
    address: str = ""


class Nobody(IdentityProvider):
    """Everybody is the same anonymous visitor, without a cookie: whose a kernel is, its key says."""

    def get_user(self, handler: Any) -> User:
        """The anonymous visitor."""
        return User("visitor")

    def get_handlers(self) -> list[Any]:
        """No login and logout addresses."""
        return []


class Application(Voila):  # type: ignore[misc]
    """Voilà's application with our addresses, kernels and limits."""

    def __init__(self, told: Settings) -> None:
        super().__init__(config=_configuration())
        self.told = told
        self.root_dir = str(told.notebooks)
        self.port = told.port
        self.ip = told.host
        self.identity_provider_class = Nobody
        self.kernel_websocket_connection_class = channel.Connection
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.connection_dir = _private_folder()

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings and our own."""
        made: dict[str, Any] = super().init_settings()
        self.kernel_manager.allowed_message_types = list(channel.ALLOWED_MESSAGES)
        self.kernel_manager.allow_tracebacks = False
        shelves = static.shelves(self.told.assets)
        template = Template(self.told.assets, shelves)
        token = secrets.token_urlsafe(32)
        return {
            **made,
            "default_handler_class": door.MissingHandler,
            "compress_response": True,
            "websocket_max_message_size": _LARGEST_MESSAGE,
            "ws_ping_timeout": 30_000,
            "log_function": lambda handler: None,
            "workbook_hosts": self.told.hosts,
            "workbook_notebooks": self.told.notebooks,
            "workbook_shelves": shelves,
            "workbook_template": template,
            "workbook_error_page": template.error,
            "workbook_database": self.told.database,
            "workbook_address": self.told.address,
            "workbook_tries": Tries(),
            "workbook_vault": Vault(),
            "workbook_vault_token": token,
            "workbook_environment": self._environment(token),
        }

    def init_handlers(self) -> list[Any]:
        """Every address there is; what is not here is not there."""
        languages = "|".join(frame.LANGUAGE_NAMES)
        return [
            (r"/", door.DoorHandler),
            (r"/healthz", door.HealthHandler),
            (mirror.LINK, mirror.LinkHandler),
            (mirror.CLEAN, mirror.MirrorHandler),
            (rf"/({languages})/([a-z0-9][a-z0-9-]*)", door.PageHandler),
            (r"/static/([a-z0-9]+)/([0-9a-f]+)/(.+)", static.StaticHandler),
            (r"/vault/([0-9a-f]{64})", VaultHandler),
            (rf"/api/kernels/{_KERNEL}", channel.State),
            (rf"/api/kernels/{_KERNEL}/channels", channel.Socket),
            (rf"/voila/api/shutdown/{_KERNEL}", channel.Farewell),
        ]

    async def serve(self, sockets: list[socket.socket], stopped: asyncio.Event) -> None:
        """Answer on `sockets` until `stopped`, then end all kernels."""
        self.app = tornado.web.Application(**self.init_settings())
        self.app.add_handlers(".*$", self.init_handlers())
        server = tornado.httpserver.HTTPServer(self.app, max_body_size=LARGEST_PARCEL + 1024)
        server.add_sockets(sockets)
        try:
            await stopped.wait()
        finally:
            server.stop()
            await ensure_async(self.kernel_manager.shutdown_all(now=True))
            Nursery.instance().close()
            await server.close_all_connections()
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    def _environment(self, token: str) -> Callable[[str, str], dict[str, str]]:
        """Makes a kernel's environment from its id and its page's path."""
        told = self.told
        profile = Path(self.connection_dir) / "ipython"
        profile.mkdir(mode=0o700, exist_ok=True)
        common = {
            # An empty profile: the user's own start-up files of IPython stay out.
            "IPYTHONDIR": str(profile),
            "WORKBOOK_DATA": str(told.data),
            "WORKBOOK_DATABASE": told.database,
            "WORKBOOK_VAULT": f"http://127.0.0.1:{told.port}/vault",
            "WORKBOOK_VAULT_TOKEN": token,
            "WORKBOOK_ADDRESS": told.address or f"http://127.0.0.1:{told.port}",
            "VOILA_BASE_URL": "/",
            "VOILA_SERVER_URL": "/",
            "VOILA_PREHEAT": "False",
            "VOILA_APP_PORT": str(told.port),
        }

        def environment(kernel_id: str, path: str) -> dict[str, str]:
            own = {**common, "VOILA_KERNEL_ID": kernel_id, "SCRIPT_NAME": path}
            return kernel_environment(own, os.environ)

        return environment


def _private_folder() -> str:
    """A folder only this user can open, with a short path: a socket's address ends at some 100 signs.

    What servers that were killed left behind is cleared away.
    """
    short = "/tmp" if os.name == "posix" and os.access("/tmp", os.W_OK) else tempfile.gettempdir()  # noqa: S108
    for left in Path(short).glob("wb-*-*"):
        pid = left.name.split("-")[1]
        with contextlib.suppress(OSError):
            if pid.isdigit() and not _runs(int(pid)) and left.stat().st_uid == _user():
                shutil.rmtree(left, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"wb-{os.getpid()}-", dir=short)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _runs(pid: int) -> bool:
    if os.name == "nt":
        return True  # signal 0 would end a process there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _configuration() -> Config:
    made = Config()
    made.VoilaConfiguration.update(
        {
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "preheat_kernel": False,
            "progressive_rendering": False,
            "show_tracebacks": False,
            "strip_sources": True,
            "kernel_spec_manager_class": KernelSpecs,
            "multi_kernel_manager_class": Kernels,
        }
    )
    made.Application.log_level = "WARN"
    made.KernelManager.transport = transport()
    made.KernelManager.shutdown_wait_time = 1.0
    # A kernel that died stays dead and is seen to be: one that comes back empty looks alive.
    made.KernelRestarter.restart_limit = 0
    made.MappingKernelManager.cull_idle_timeout = 1
    made.MappingKernelManager.cull_interval = 60
    return made

