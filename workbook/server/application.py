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
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import tornado.httpserver
import tornado.netutil
import tornado.web
from jupyter_server.auth.identity import IdentityProvider, User
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration

from workbook.forked.environment import kernel_environment
from workbook.forked.kernel import LINES
from workbook.forked.nursery import Nursery
from workbook.server import channel, door, frame, hub, inside, mirror, static, visiting
from workbook.server.admission import Admission
from workbook.server.guests import Guests
from workbook.server.hosting import Hosting
from workbook.server.kernels import Kernels, KernelSpecs, transport
from workbook.server.logs import log_request, write_lines
from workbook.server.metrics import Metrics, MetricsHandler
from workbook.server.proxied import ProxiedServer
from workbook.server.retention import keep_house
from workbook.server.rooms import addresses
from workbook.server.rooms.following import Following
from workbook.server.rooms.prose import Folders
from workbook.server.template import Template
from workbook.server.tries import Tries
from workbook.server.vault import LARGEST_PARCEL, Vault, VaultHandler
from workbook.store.handover import Handover

_KERNEL: Final = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
LARGEST_FORM: Final = 64 * 1024
"""Bytes that a visitor from outside may send in one request; files travel over the socket."""
LARGEST_HEARD: Final = 8 * 1024 * 1024
"""Up to what size a request that is larger is heard to its end, holding nothing of it: only then does a browser show
the page that says so. Beyond that the connection is closed."""
LARGEST_HEADERS: Final = 32 * 1024
HEADERS_WITHIN_SECONDS: Final = 150.0
FORM_WITHIN_SECONDS: Final = 30.0
"""How long a connection may take to ask for something. The first is more than the time for which nginx and
Caddy keep one open that nobody uses: they would find it closed just as they use it."""
LAST_WORDS_AT_STOP_SECONDS: Final = 5.0
"""How long a stopping server waits for answers that are on their way to the store."""
LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_LARGEST_MESSAGE: Final = 8 * 1024 * 1024
"""Files travel in chunks of one MB; no message needs to be larger than this."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one server is told: where it listens, where pages and data stand.

    `hosts` are the names it answers to, None for any; `address` is where others reach it, and what the
    links that are handed out begin with. `hosting` is there where visitors come from outside. `most_pages`
    may be open at once; None lets memory decide. `room_notebooks` holds folders with pages for rooms.
    """

    host: str
    port: int
    assets: Path
    notebooks: Path
    data: Path
    database: str
    hosts: frozenset[str] | None
    address: str = ""
    hosting: Hosting | None = None
    most_pages: int | None = None
    room_notebooks: Path | None = None


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
        self.token = secrets.token_urlsafe(32)
        self.handovers = inside.Handovers()
        self.inside_port = told.port
        if told.hosting is not None:
            write_lines(self.log)

    def init_settings(self) -> dict[str, Any]:
        """Voilà's settings and our own."""
        made: dict[str, Any] = super().init_settings()
        self.kernel_manager.allowed_message_types = list(channel.ALLOWED_MESSAGES)
        self.kernel_manager.allow_tracebacks = False
        shelves = static.shelves(self.told.assets)
        threading.Thread(target=shelves.pack, daemon=True).start()
        hosting = self.told.hosting
        admission = Admission(self.told.most_pages)
        self.kernel_manager.admission = admission
        template = Template(self.told.assets, shelves, hosted=hosting is not None)
        tries = Tries()
        guests = Guests(hosting, self.told.database, tries) if hosting else None
        rooms = addresses.settings(self.told.database)
        metrics = self._metrics(guests, tries, admission, rooms["workbook_following"])

        def answered(handler: Any) -> None:
            metrics.answered(handler)
            if guests is not None:
                log_request(handler)

        return {
            **made,
            "default_handler_class": door.MissingHandler,
            "compress_response": True,
            "websocket_max_message_size": _LARGEST_MESSAGE,
            "log_function": answered,
            "workbook_hosts": self.told.hosts,
            "workbook_folders": Folders(
                self.told.notebooks, self.told.room_notebooks, hosting.keys if hosting else ()
            ),
            "workbook_shelves": shelves,
            "workbook_template": template,
            "workbook_error_page": template.error,
            "workbook_database": self.told.database,
            "workbook_address": self.told.address,
            "workbook_tries": tries,
            "workbook_vault": Vault(),
            "workbook_vault_token": self.token,
            "workbook_handovers": self.handovers,
            "workbook_metrics": metrics,
            "workbook_failed": metrics.failed,
            "workbook_guests": guests,
            **rooms,
            "workbook_admission": admission,
            "workbook_environment": self._environment(guests),
        }

    def _metrics(
        self, guests: Guests | None, tries: Tries, admission: Admission, following: Following
    ) -> Metrics:
        kernels = self.kernel_manager
        gauges = {
            "kernels": ("Kernels that live", lambda: len(kernels.list_kernel_ids())),
            "visitors": (
                "Pages a browser is connected to",
                lambda: sum(count > 0 for count in kernels._kernel_connections.values()),
            ),
            "most_pages": (
                "Pages that may be open at once",
                lambda: admission.most,
            ),
            "queue": ("Visitors who wait for a place", lambda: admission.waiting),
            "room_followers": ("Phones, beamers and coaches that follow a room", lambda: following.followers),
        }
        totals = {
            "wrong_links": ("Links tried that open nothing", lambda: tries.total),
            "workbooks_made": ("Links to new workbooks given out", lambda: guests.made if guests else 0),
            "pages_refused": (
                "Pages refused to an address that asked too often",
                lambda: guests.pages.refused if guests else 0,
            ),
        }
        return Metrics(gauges, totals)

    def init_handlers(self) -> list[Any]:
        """Every address there is; what is not here is not there."""
        languages = "|".join(frame.LANGUAGE_NAMES)
        return [
            (r"/", door.DoorHandler),
            (r"/healthz", door.HealthHandler),
            (mirror.LINK, mirror.LinkHandler),
            (mirror.CLEAN, mirror.MirrorHandler),
            *addresses.handlers(),
            *((*visiting.HANDLERS, *hub.HANDLERS) if self.told.hosting else ()),
            (rf"/({languages})/([a-z0-9][a-z0-9-]*)", door.PageHandler),
            (r"/static/([a-z0-9]+)/([0-9a-f]+)/(.+)", static.StaticHandler),
            *(() if self.told.hosting else self._inside_handlers()),
            (rf"/api/kernels/{_KERNEL}", channel.State),
            (rf"/api/kernels/{_KERNEL}/channels", channel.Socket),
            (rf"/voila/api/shutdown/{_KERNEL}", channel.Farewell),
        ]

    def _inside_handlers(self) -> list[Any]:
        """What kernels ask."""
        return [
            (r"/vault/([0-9a-f]{64})", VaultHandler),
            (rf"/handover/({inside.TICKET})", inside.HandoverHandler),
            (r"/failed/([A-Za-z]{1,40})", inside.FailureHandler),
        ]

    async def serve(self, sockets: list[socket.socket], stopped: asyncio.Event) -> None:
        """Answer on `sockets` until `stopped`, then end all kernels."""
        hosting = self.told.hosting
        beside: list[tornado.httpserver.HTTPServer] = []
        if hosting is not None:
            (listening,) = tornado.netutil.bind_sockets(0, "127.0.0.1")
            self.inside_port = listening.getsockname()[1]
        settings = self.init_settings()
        self.app = tornado.web.Application(**settings)
        self.app.add_handlers(".*$", self.init_handlers())
        if hosting is None:
            server = tornado.httpserver.HTTPServer(self.app, max_body_size=LARGEST_PARCEL + 1024)
        else:
            server = ProxiedServer(
                self.app,
                max_body_size=LARGEST_HEARD,
                largest=LARGEST_FORM,
                max_header_size=LARGEST_HEADERS,
                idle_connection_timeout=HEADERS_WITHIN_SECONDS,
                body_timeout=FORM_WITHIN_SECONDS,
                trusted=hosting.trusted,
                scheme=hosting.scheme,
            )
            beside.append(self._beside(settings, self._inside_handlers(), [listening]))
            if hosting.metrics_port is not None:
                scraped = tornado.netutil.bind_sockets(hosting.metrics_port, "127.0.0.1")
                beside.append(self._beside(settings, [(r"/metrics", MetricsHandler)], scraped))
        server.add_sockets(sockets)
        chores = [asyncio.ensure_future(settings["workbook_vault"].keep_clean())]
        if hosting is not None:
            kept = keep_house(self.told.database, hosting.keep_days, settings["workbook_failed"])
            chores.append(asyncio.ensure_future(kept))
        try:
            await stopped.wait()
        finally:
            server.stop()
            for chore in chores:
                chore.cancel()
            if hosting is not None:
                await self.kernel_manager.finish_last_words(LAST_WORDS_AT_STOP_SECONDS)
            await self.kernel_manager.end_all()
            Nursery.instance().close()
            for each in (server, *beside):
                each.stop()
                await each.close_all_connections()
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    def _beside(
        self, settings: dict[str, Any], handlers: list[Any], sockets: list[socket.socket]
    ) -> tornado.httpserver.HTTPServer:
        """A server on the loopback, for kernels or for whoever runs this one."""
        own = {**settings, "workbook_guests": None, "workbook_hosts": LOOPBACK_NAMES}
        app = tornado.web.Application(handlers, **own)
        server = tornado.httpserver.HTTPServer(app, max_body_size=LARGEST_PARCEL + 1024)
        server.add_sockets(sockets)
        return server

    def _environment(self, guests: Guests | None) -> Callable[[str, str, str], dict[str, str]]:
        """Makes a kernel's environment from its id, its page's path and its visitor's secret.

        A secret or a database's password is not in it: the kernel fetches them, once.
        """
        told, token = self.told, self.token
        private = guests is not None or not told.database.startswith("sqlite")
        # Beside a server for others this stands on the loopback; else it is the server itself.
        here = place_of("127.0.0.1" if told.hosting else told.host)
        ask = f"http://{here}:{self.inside_port}"
        profile = Path(self.connection_dir) / "ipython"
        profile.mkdir(mode=0o700, exist_ok=True)
        common = {
            # An empty profile: the user's own start-up files of IPython stay out.
            "IPYTHONDIR": str(profile),
            "WORKBOOK_DATA": str(told.data),
            **({} if private else {"WORKBOOK_DATABASE": told.database}),
            "WORKBOOK_VAULT": f"{ask}/vault",
            "WORKBOOK_COUNTER": f"{ask}/failed",
            LINES: "1",
            "WORKBOOK_VAULT_TOKEN": token,
            "WORKBOOK_ADDRESS": told.address or f"http://{here}:{told.port}",
            "VOILA_BASE_URL": "/",
            "VOILA_SERVER_URL": "/",
            "VOILA_PREHEAT": "False",
            "VOILA_APP_PORT": str(told.port),
        }

        def environment(kernel_id: str, path: str, secret: str = "") -> dict[str, str]:
            own = {**common, "VOILA_KERNEL_ID": kernel_id, "SCRIPT_NAME": path}
            if private:
                link = guests.links.address(secret) if guests and not guests.hosting.hub else ""
                ticket = self.handovers.give(Handover(secret, link, told.database))
                own["WORKBOOK_HANDOVER"] = f"{ask}/handover/{ticket}"
            return kernel_environment(own, os.environ)

        return environment


def place_of(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


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
    made.MappingKernelManager.cull_interval = 10
    return made

