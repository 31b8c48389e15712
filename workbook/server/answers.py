"""What all handlers have in common: who may ask at all, headers on every answer, errors in plain words.

`Answering` goes before a tornado handler class. It refuses a `Host` that is not on the list: local
mode opens the workbook without a link, so another site's name pointed at this machine (DNS
rebinding) must not reach it.
"""

from __future__ import annotations

import logging
from typing import Any, Final
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from workbook.forked.lines import place
from workbook.server.frame import language_of
from workbook.server.headers import SECURITY_HEADERS, security_headers

log: Final = logging.getLogger("workbook.server")


class Answering(RequestHandler):
    """Headers, host check and error pages; mixed into every handler there is."""

    def set_default_headers(self) -> None:
        """The security headers on every answer."""
        for name, value in security_headers(self.request.uri or "").items():
            self.set_header(name, value)

    @property
    def content_security_policy(self) -> str:
        """Asked by jupyter-server's own handlers, which would otherwise set a policy of their own."""
        return SECURITY_HEADERS["Content-Security-Policy"]

    def check_host(self) -> bool:
        """Whether the request was addressed to one of this server's own names."""
        hosts: frozenset[str] | None = self.settings.get("workbook_hosts")
        return hosts is None or _host_name(self.request.host) in hosts

    def prepare(self) -> Any:
        """Only for who addressed this server."""
        self.refuse_stranger()

    leaves_no_trace = False
    """Whether no line of the log and no figure may tell that this was asked: an answer of somebody in a team has
    no time. What failed on our side is told all the same, for then nothing was kept."""

    for_the_host = False
    """Whether whoever runs a server for others may ask this past the proxy, by any name."""

    def refuse_stranger(self) -> None:
        """Raise 421 for a request that was addressed to somebody else, or came past the proxy, and 413 for one with
        a larger body than any form has."""
        if self.settings.get("workbook_guests") is not None and self.for_the_host:
            return
        context = getattr(self.request.connection, "context", None)
        if not self.check_host() or getattr(context, "past_proxy", False):
            raise HTTPError(421)
        if getattr(context, "too_large", False):
            raise HTTPError(413)

    def write_error(self, status_code: int, **_: Any) -> None:
        """An error page in the reader's language: what happened and what to do; nothing technical."""
        render = self.settings.get("workbook_error_page")
        if self.request.method == "HEAD" or render is None:
            self.finish()
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if status_code in (429, 503):
            self.set_header("Retry-After", "30")
        language = language_of(self.request.path, self.request.headers.get("Accept-Language", ""))
        self.finish(render(status_code, language, self.request.path if status_code == 413 else ""))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """The kind of error and its place only: a message may hold what a visitor wrote."""
        if not isinstance(value, HTTPError):
            log.error("an answer failed: %s at %s", typ.__name__, place(tb))


class Reachable(Answering):
    """For what a team may reach under the address it was given, also where the rest is for this
    computer alone."""

    def check_host(self) -> bool:
        """Also the name in that address."""
        address = urlsplit(self.settings.get("workbook_address", ""))
        return super().check_host() or (
            bool(address.hostname) and _host_name(self.request.host) == address.hostname
        )

    @property
    def is_secure(self) -> bool:
        """Whether the browser came by https, be it to a proxy in front of us."""
        address = urlsplit(self.settings.get("workbook_address", ""))
        return self.request.protocol == "https" or (
            address.scheme == "https" and _host_name(self.request.host) == address.hostname
        )


def is_told(handler: Any) -> bool:
    """Whether the log and the figures may tell of an answer that went out. News is asked for by every open page
    all the time, so counting it tells of nobody."""
    if getattr(handler, "is_news", False):
        return True
    return not getattr(handler, "leaves_no_trace", False) or handler.get_status() >= 500


def _host_name(host: str) -> str:
    """The name in a `Host` header, without its port."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name.strip("[]").lower()

