"""What every answer of the server says about itself: the security headers, in one place.

The page needs no inline script at all: what the template has to tell its script stands in data
blocks, which a policy does not count as script. `blob:` is there because anywidget imports a widget's
module from one; 'unsafe-inline' for styles because the widgets' style loader adds `<style>` elements
and has no way to give them a nonce.

Referrer-Policy: under `no-referrer` Firefox and WebKit hide where a page's own requests come from, too (`Origin:
null`, https://fetch.spec.whatwg.org/#append-a-request-origin-header), and a kernel's farewell would be taken for
another site's. `same-origin` tells our own server alone. An address that holds a secret is told to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Server": "workbook",
    }
)
"""On every answer, errors and static files included."""

_SECRET_ADDRESSES: Final = ("/w/", "/m/", "/r/")
"""Links: what follows opens a workbook, a round or a room."""


def security_headers(address: str) -> dict[str, str]:
    """The headers of an answer under this address (path and query)."""
    if address.startswith(_SECRET_ADDRESSES) or "?" in address:
        return {**SECURITY_HEADERS, "Referrer-Policy": "no-referrer"}
    return dict(SECURITY_HEADERS)
