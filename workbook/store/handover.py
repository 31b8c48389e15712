"""The hand-over: what the server tells one kernel and nobody else, over the loopback, once.

A visitor's secret and the database's password stand in no environment, which child processes inherit
and others may read. A kernel's environment holds a ticket instead (`WORKBOOK_HANDOVER`, an address on
the loopback); what it stands for is given out once, to who brings the token in
`WORKBOOK_VAULT_TOKEN`. Where there is no ticket, as on one's own laptop, nothing was handed over.

The same way leads back for one thing: that the store or a page failed, as a name alone, for the
host's counters.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from workbook.store.errors import Gone

PATIENCE = 5.0
"""Seconds; the server is on this machine."""

_LARGEST = 64 * 1024

PAGE_ERROR = "Page"
"""Not the store, but a page itself."""


@dataclass(frozen=True, slots=True)
class Handover:
    """`secret` opens the visitor's workbook, `link` is how they open it again, `database` the store's
    address; each is empty where nothing was said of it."""

    secret: str = field(default="", repr=False)
    link: str = field(default="", repr=False)
    database: str = field(default="", repr=False)


def received() -> Handover:
    """What this kernel was told; the same at every call.

    Raises `Gone` where the ticket no longer stands for anything: somebody else was first to ask.
    """
    return _fetch(os.environ.get("WORKBOOK_HANDOVER", ""))


@lru_cache(maxsize=1)
def _fetch(ticket: str) -> Handover:
    """A ticket is good for one look, so what it gave is remembered."""
    if not ticket:
        return Handover()
    told = _ask("GET", ticket)
    if told is None:
        raise Gone(reason="handover")
    content = json.loads(told)
    return Handover(content["secret"], content["link"], content["database"])


def failed(kind: str) -> None:
    """Have an error of the store, or a page's, counted by its kind; silent where nobody counts."""
    address = os.environ.get("WORKBOOK_COUNTER", "")
    if address:
        _ask("POST", f"{address.rstrip('/')}/{kind}")


def _ask(method: str, address: str) -> bytes | None:
    """The body of a good answer, or None for every other."""
    from http.client import HTTPConnection, HTTPException

    headers = {"Authorization": f"Bearer {os.environ.get('WORKBOOK_VAULT_TOKEN', '')}", "Content-Length": "0"}
    with suppress(OSError, HTTPException, ValueError):
        parts = urlsplit(address)
        if parts.scheme != "http" or not parts.hostname:
            return None
        connection = HTTPConnection(parts.hostname, parts.port or 80, timeout=PATIENCE)
        try:
            connection.request(method, parts.path, headers=headers)
            response = connection.getresponse()
            received = response.read(_LARGEST)
            return received if 200 <= response.status < 300 else None
        finally:
            connection.close()
    return None
