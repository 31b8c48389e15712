"""A kernel's own addresses: its socket, whether it lives, and the farewell of a page.

Only the browser that was given the kernel's key with the page gets through. Nothing technical leaves:
tracebacks and warnings of a kernel stay on this side.
"""

from __future__ import annotations

import json
import re
import struct
from typing import Any, Final

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from workbook.server.answers import Answering, log
from workbook.server.kernels import KEY_COOKIE, Kernels, kernel_paths

ALLOWED_MESSAGES: Final = ("comm_open", "comm_msg", "comm_close", "comm_info_request", "kernel_info_request")
"""What a page may send: widget messages. Not `shutdown_request`: after it the kernel comes back empty
under a page that knows nothing of it; a page says farewell by its own address."""

_MOST_PARTS: Final = 64
_HALF_LETTER: Final = re.compile(
    r"(\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_KEPT_BACK: Final = frozenset({"error", "execute_input", "debug_event", "input_request"})


class Connection(ZMQChannelsWebsocketConnection):
    """The way between a page's socket and its kernel."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a page's message on if it is one; what is none closes the socket."""
        try:
            if isinstance(incoming_msg, bytes) and not is_whole(incoming_msg, self.subprotocol):
                raise ValueError
            if isinstance(incoming_msg, str):
                incoming_msg = well_formed(incoming_msg)
            super().handle_incoming_message(incoming_msg)
        except (KeyError, TypeError, ValueError, AttributeError, AssertionError, IndexError, struct.error):
            log.warning("a page sent what is no message")
            self.websocket_handler.close(1003)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass a kernel's message on, unless it tells how the program is made or what went wrong in it."""
        _, parts = self.session.feed_identities(outgoing_msg)
        kind = self.session.unpack(parts[1]).get("msg_type", "")
        if kind in _KEPT_BACK or (
            kind == "stream" and self.session.unpack(parts[4]).get("name") == "stderr"
        ):
            if kind == "error":
                log.error("a kernel reported %s", self.session.unpack(parts[4]).get("ename", "an error"))
            return
        super().handle_outgoing_message(stream, outgoing_msg)

    def write_stderr(self, error_message: str, parent_header: Any) -> None:
        """Notes to a developer about message rates go to the log."""
        log.warning("a kernel sent more than the limit")


def is_whole(message: bytes, protocol: str | None) -> bool:
    """Whether a binary message has the parts it says it has.

    Jupyter's reader believes the first number: one message that claims four thousand million parts
    would keep the server busy for all visitors.
    """
    width, order = (8, "little") if protocol == "v1.kernel.websocket.jupyter.org" else (4, "big")
    count = int.from_bytes(message[:width], order)  # type: ignore[arg-type]
    return 0 < count <= _MOST_PARTS and width * (count + 1) <= len(message)


def well_formed(message: str) -> str:
    """A message as JSON, with a replacement for each half of a letter whose other half is missing.

    A page can write half a letter, and JSON can escape it, but no bytes to a kernel can hold it.
    """
    return _HALF_LETTER.sub(lambda found: found[1] or "\\ufffd", message) if "\\u" in message else message


class _Owned(Answering, JupyterHandler):
    """Lets through who has the key of the kernel in the address."""

    kernel_manager: Kernels

    async def prepare(self, **options: Any) -> None:
        """421, 403 or on."""
        self.refuse_stranger()
        await super(Answering, self).prepare(**options)
        kernel_id = self.path_kwargs["kernel_id"]
        if self.kernel_manager.fits(kernel_id, self.get_cookie(KEY_COOKIE, "") or ""):
            return
        # A kernel that is gone has no key any more: its page must hear that, and a stranger learns
        # nothing from it.
        raise HTTPError(404 if kernel_id not in self.kernel_manager.keys and self._at_state() else 403)

    def _at_state(self) -> bool:
        return self.request.method in ("GET", "HEAD") and not self.request.path.endswith("/channels")

    def check_xsrf_cookie(self) -> None:
        """The key's cookie is only sent by our own pages (SameSite=Strict), and only to these
        addresses; foreign origins are refused on top of that."""
        if not self.check_origin():
            raise HTTPError(403)


PING_EVERY: Final = 15_000
PONG_WITHIN: Final = 40_000
"""Milliseconds: a phone out of reach is noticed within a minute. Two pings fit in the patience, because
the first is sent an interval after the socket was opened."""


class Socket(_Owned, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """`/api/kernels/<id>/channels`."""

    @property
    def ping_interval(self) -> int | None:
        """Milliseconds for jupyter-server, which pings; tornado asks before the socket is open, in
        seconds, and is told nothing."""
        return PING_EVERY if self.ws_connection is not None else None

    @property
    def ping_timeout(self) -> int | None:
        """As `ping_interval`."""
        return PONG_WITHIN if self.ws_connection is not None else None

    def set_default_headers(self) -> None:
        """On refusals only; a socket that opens has no page to protect."""
        Answering.set_default_headers(self)

    def write_message(self, message: Any, binary: bool = False) -> Any:
        """Send a message as it is: `Connection` has kept back what no page should have.

        Voilà looks into it for that once more, and takes every binary message for one of Jupyter's newer
        form: in the older one it finds a number of parts without end, for which all visitors would wait.
        """
        return super(VoilaKernelWebsocketHandler, self).write_message(message, binary)

    async def prepare(self, **options: Any) -> None:
        """With visitors from outside: our own pages only, by the whole address, and never without one.

        Tornado asks `check_origin` only of requests that look foreign to it, by the name alone.
        """
        guests = self.settings.get("workbook_guests")
        if guests is not None and self.request.headers.get("Origin") != guests.hosting.address:
            raise HTTPError(403)
        await super().prepare(**options)

    async def pre_get(self) -> None:
        """404 for a page that left while its socket was being opened: `on_close` took the connection."""
        await super().pre_get()
        if self.connection is None:
            raise HTTPError(404)


class State(_Owned):
    """`/api/kernels/<id>`: whether the kernel lives. 404 when it does not."""

    async def get(self, kernel_id: str) -> None:
        """The kernel's state as Voilà's front end expects it."""
        kernel = self.kernel_manager.get_kernel(kernel_id)
        if not await ensure_async(kernel.is_alive()):
            raise HTTPError(404)
        model = self.kernel_manager.kernel_model(kernel_id)  # type: ignore[no-untyped-call]
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({name: model[name] for name in ("id", "name", "execution_state", "last_activity")}))


class Farewell(_Owned):
    """`/voila/api/shutdown/<id>`: the page was left, its kernel may go."""

    async def post(self, kernel_id: str) -> None:
        """Take the key back, and end the kernel when it has finished what it was last told."""
        for path in kernel_paths(kernel_id):
            self.clear_cookie(KEY_COOKIE, path=path)
        self.set_status(204)
        self.kernel_manager.let_go(kernel_id)
