"""The vault: activity rows go from one page's kernel to the next through the server's memory.

Every page is a new kernel, and raw rows are never written. So after loading, a kernel hands them,
sealed with a key from the workbook's secret, to the server, which keeps them in memory for some
hours; the next page's kernel fetches them. The server can't read them. Where there is no vault, as
in JupyterLab or after a restart, the kept figures are shown and the file can be loaded once more.
See docs/decisions/vault.md.

The vault's address (`http://127.0.0.1:8866/vault`) and its token are in the environment, as
`WORKBOOK_VAULT` and `WORKBOOK_VAULT_TOKEN`. It answers PUT, GET and DELETE on `<address>/<id>`, where
the id is 64 hexadecimal digits; PUT answers 2xx when the rows were taken.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from workbook.store.sealing import SealBroken, derive, seal, unseal

PATIENCE = 5.0
"""Seconds. An absent server refuses at once; this is for one that serves a whole room."""

LARGEST = 32 * 1024 * 1024
"""Bytes of a sealed body that the server takes."""

_STEP = 64 * 1024


def put(secret: str, data: bytes) -> bool:
    """Hand rows over in place of those of before; False where there is no vault or no room."""
    about, key = derive(secret, "vault"), derive(secret, "vault key")
    size = -(-(len(data) + 8) // _STEP) * _STEP
    taken = size < LARGEST and _ask("PUT", about.hex(), seal(key, data, about=about, size=size)) is not None
    if not taken:
        # The rows of an earlier load must not come back as if they were these.
        drop(secret)
    return taken


def get(secret: str) -> bytes | None:
    """The rows handed over last, or None where they are not there (any more)."""
    about, key = derive(secret, "vault"), derive(secret, "vault key")
    sealed = _ask("GET", about.hex())
    if not sealed:
        return None
    try:
        return unseal(key, sealed, about=about)
    except SealBroken:
        return None


def drop(secret: str) -> None:
    """Have the rows thrown away; silent where there is no vault."""
    _ask("DELETE", derive(secret, "vault").hex())


def _ask(method: str, identity: str, body: bytes | None = None) -> bytes | None:
    """The body of a good answer, or None for every other."""
    address, token = os.environ.get("WORKBOOK_VAULT", ""), os.environ.get("WORKBOOK_VAULT_TOKEN", "")
    if not address or not token:
        return None
    from http.client import HTTPConnection, HTTPException

    headers = {"Authorization": f"Bearer {token}"}
    if body is not None:
        headers["Content-Type"] = "application/octet-stream"
    try:
        parts = urlsplit(address)
        if parts.scheme != "http" or not parts.hostname:
            return None
        connection = HTTPConnection(parts.hostname, parts.port or 80, timeout=PATIENCE)
        try:
            connection.request(method, f"{parts.path.rstrip('/')}/{identity}", body, headers)
            response = connection.getresponse()
            received = response.read(LARGEST + 1)
            return received if 200 <= response.status < 300 and len(received) <= LARGEST else None
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError):
        return None
