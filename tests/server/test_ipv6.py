"""Everything works on the loopback's other address."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="no IPv6 here")
def test_kernels_are_told_where_their_server_is(
    start_server: Callable[..., Any], visit: Callable[..., Any], trial_pages: Path
) -> None:
    """Protects: with HOST=::1 a page works, and its kernel asks the address that the server listens on."""
    server = start_server("--host", "::1", WORKBOOK_NOTEBOOKS=str(trial_pages))
    mine = visit(server)
    environment = mine.socket().told(mine.model)["environment"]
    assert environment["WORKBOOK_VAULT"] == f"{server.url}vault"
    assert environment["WORKBOOK_ADDRESS"] == server.url.rstrip("/")
