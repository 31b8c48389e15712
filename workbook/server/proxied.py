"""A server behind a proxy: whose word about the visitor's address counts, and whose does not.

Tornado would believe anybody's `X-Forwarded-For`. Here only a trusted proxy's counts, and of that the last
entry which is no proxy itself; everything before it is what the visitor claimed. The protocol is that of
the address the server was told, whatever a header says.
"""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Awaitable, Sequence
from typing import Any

from tornado import httputil
from tornado.httpserver import HTTPServer

from workbook.server.hosting import Network


class ProxiedServer(HTTPServer):
    """Marks each request's context with `past_proxy`, whether it came by another way than a proxy, and with
    `too_large`, whether it had a body of more than `largest` bytes, of which then nothing is held."""

    def initialize(
        self,
        *args: Any,
        largest: int = sys.maxsize,
        trusted: Sequence[Network] = (),
        scheme: str = "https",
        **options: Any,
    ) -> None:
        """As HTTPServer, with the trusted networks and the protocol visitors speak to the proxy."""
        self._largest = largest
        self._trusted = tuple(trusted)
        self._scheme = scheme
        super().initialize(*args, **options)

    def start_request(
        self, server_conn: object, request_conn: httputil.HTTPConnection
    ) -> httputil.HTTPMessageDelegate:
        """Put ourselves before the application, to read what the proxy says."""
        inner = super().start_request(server_conn, request_conn)
        return _Forwarded(inner, request_conn, self._trusted, self._scheme, self._largest)


class _Forwarded(httputil.HTTPMessageDelegate):
    def __init__(
        self,
        inner: httputil.HTTPMessageDelegate,
        connection: Any,
        trusted: tuple[Network, ...],
        scheme: str,
        largest: int,
    ) -> None:
        self._left = largest
        self._inner = inner
        self._context = connection.context
        self._trusted = trusted
        self._scheme = scheme

    def headers_received(
        self,
        start_line: httputil.RequestStartLine | httputil.ResponseStartLine,
        headers: httputil.HTTPHeaders,
    ) -> Awaitable[None] | None:
        context = self._context
        peer = context._orig_remote_ip
        context.past_proxy = not is_among(peer, self._trusted)
        context.remote_ip = peer
        said = headers.get("Content-Length", "")
        context.too_large = said.isascii() and said.isdigit() and int(said[:20]) > self._left
        if not context.past_proxy:
            context.remote_ip = visitor_address(peer, headers.get_list("X-Forwarded-For"), self._trusted)
            context.protocol = self._scheme
        return self._inner.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        self._left -= len(chunk)
        if self._left < 0:
            self._context.too_large = True
        return None if self._context.too_large else self._inner.data_received(chunk)

    def finish(self) -> None:
        self._inner.finish()

    def on_connection_close(self) -> None:
        self._inner.on_connection_close()


def visitor_address(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The visitor's address: the last forwarded entry that is no trusted proxy; the proxy's own where
    there is none, or where what stands there is no address."""
    for entry in reversed([each.strip() for line in forwarded for each in line.split(",")]):
        if not _is_address(entry):
            return peer
        if not is_among(entry, trusted):
            return entry
        peer = entry
    return peer


def is_among(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address is in one of the networks; IPv4 written as IPv6 counts as IPv4."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found.version == network.version and found in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
