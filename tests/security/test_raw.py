"""A server for others, spoken to byte by byte: requests that no browser would make."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from helpers.behind import ADDRESS, NAME
from helpers.patience import PATIENCE

from workbook.server.application import FORM_WITHIN_SECONDS, HEADERS_WITHIN_SECONDS
from workbook.server.guests import MOST_PAGES_EACH

EVIL = "evil.example"


def said(server: Any, request: bytes) -> bytes:
    """What the server says to these bytes until it hangs up, as it must: our side stays open, because a server
    may take the end of what it hears for the end of the visit, and say no more."""
    heard = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as line:
        with contextlib.suppress(ConnectionError):
            # It may hang up before it has heard all.
            line.sendall(request)
        with contextlib.suppress(ConnectionError):
            while more := line.recv(65536):
                heard += more
    return heard


def _request(*lines: str, body: bytes = b"", method: str = "GET", path: str = "/en/begin") -> bytes:
    head = [f"{method} {path} HTTP/1.1", *lines, "", ""]
    return "\r\n".join(head).encode() + body


OWN = (f"Host: {NAME}", "X-Forwarded-For: 203.0.113.9")


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (("Content-Length: 4", "Transfer-Encoding: chunked"), b"0\r\n\r\n"),
        (("Content-Length: 4", "Content-Length: 5"), b"abcd"),
        (("Content-Length: -1",), b""),
        (("Content-Length: +4",), b"abcd"),
        (("Content-Length: 4_0",), b"abcd"),
        (("Transfer-Encoding: chunked, identity",), b"0\r\n\r\n"),
        (("Transfer-Encoding : chunked",), b"0\r\n\r\n"),
        (("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), b"0\r\n\r\n"),
        (("Transfer-Encoding: chunked",), b"0x5\r\nabcde\r\n0\r\n\r\n"),
        (("Bad Name: x",), b""),
        (("Bad\x00Name: x",), b""),
        (("X-Long: " + "a" * 40_000,), b""),
    ],
)
def test_two_requests_in_one(public: Any, lines: tuple[str, ...], body: bytes) -> None:
    """Protects: what a proxy and a server could read differently is refused, and a request hidden behind it is
    not answered."""
    hidden = _request(*OWN, "Connection: close", path="/healthz")
    heard = said(public, _request(*OWN, f"Origin: {ADDRESS}", *lines, method="POST", body=body) + hidden)
    assert b'"status": "ok"' not in heard
    assert heard.count(b"HTTP/1.1 ") <= 1
    assert not heard or heard.split(b" ", 2)[1] in (b"400", b"403", b"413", b"431")


@pytest.mark.parametrize(
    "lines",
    [
        (f"Host: {EVIL}",),
        (f"Host: {NAME}", f"Host: {EVIL}"),
        (f"Host: {NAME}.{EVIL}",),
        (f"Host: {NAME}@{EVIL}",),
        (f"Host: {EVIL}#{NAME}",),
        ("Host: ",),
        (),
    ],
)
def test_a_poisoned_name(public: Any, lines: tuple[str, ...]) -> None:
    """Protects: a name that is not ours, or two, opens nothing and stands in no answer."""
    heard = said(public, _request(*lines, "X-Forwarded-For: 203.0.113.9", "Connection: close"))
    # To two names the server says nothing at all, and hangs up.
    assert not heard or heard.split(b" ", 2)[1] in (b"400", b"421")
    assert EVIL.encode() not in heard


@pytest.mark.parametrize(
    "line",
    [
        f"X-Forwarded-Host: {EVIL}",
        f"Forwarded: host={EVIL};proto=http",
        f"X-Original-URL: /metrics@{EVIL}",
        f"X-Forwarded-Server: {EVIL}",
        "X-Forwarded-Proto: http",
        f"X-Scheme: http, {EVIL}",
    ],
)
def test_links_are_made_from_our_own_address(public: Any, line: str) -> None:
    """Protects: a link that is handed out begins with the address the server was told, and its cookie is for
    encrypted connections, whatever a header claims."""
    heard = said(
        public,
        _request(*OWN, f"Origin: {ADDRESS}", line, "Content-Length: 0", "Connection: close", method="POST"),
    )
    assert heard.startswith(b"HTTP/1.1 200")
    assert f"{ADDRESS}/w/".encode() in heard
    assert EVIL.encode() not in heard
    assert b"http://workbook" not in heard
    (cookie,) = [each for each in heard.split(b"\r\n") if each.lower().startswith(b"set-cookie")]
    assert b"__Host-" in cookie
    assert b"Secure" in cookie


def test_an_absolute_address(public: Any) -> None:
    """Protects: the server is no proxy, and believes no host in a request's first line."""
    heard = said(public, _request(*OWN, "Connection: close", path=f"http://{EVIL}/en/begin"))
    assert heard.split(b" ", 2)[1] in (b"400", b"404", b"421")
    assert EVIL.encode() not in heard


def test_who_asks_slowly(public: Any) -> None:
    """Protects: connections that never finish asking are few seconds of somebody's time, not an hour, and
    meanwhile others are answered."""
    lines = [socket.create_connection(("127.0.0.1", public.port)) for _ in range(200)]
    try:
        for each in lines:
            each.sendall(b"GET /en/begin HTTP/1.1\r\nHost: work")
        heard = said(public, _request(*OWN, "Connection: close"))
        assert heard.startswith(b"HTTP/1.1 200")
    finally:
        for each in lines:
            each.close()
    assert FORM_WITHIN_SECONDS <= 60
    assert HEADERS_WITHIN_SECONDS <= 180


def test_a_header_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects: the time for headers and for a form is kept by the server as it is built."""
    from tornado.web import Application

    from workbook.server.proxied import ProxiedServer

    async def tried(sent: bytes) -> bytes:
        server = ProxiedServer(Application(), trusted=(), idle_connection_timeout=0.2, body_timeout=0.2)
        server.listen(0, "127.0.0.1")
        (port,) = {each.getsockname()[1] for each in server._sockets.values()}
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        heard = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        server.stop()
        return heard

    assert asyncio.run(tried(b"GET / HTTP/1.1\r\nHost: a")) == b""
    assert b"200" not in asyncio.run(tried(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"))


def test_pages_of_one_workbook_all_at_once(public: Any, browser_at: Callable[..., Any]) -> None:
    """Protects: the most pages of one workbook are that many also where they are asked for in the same
    instant, before any of their kernels has started."""
    visitor = browser_at(public, ip="203.0.113.77")
    visitor.begin()
    found: Counter[int] = Counter()

    def ask() -> None:
        found[visitor.page("0-start").status_code] += 1

    threads = [threading.Thread(target=ask) for _ in range(MOST_PAGES_EACH + 8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found[200] <= MOST_PAGES_EACH
    assert found[429] >= 8
