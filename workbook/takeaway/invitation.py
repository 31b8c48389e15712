"""Invitations: where a round's links lead, as text, as QR code, and as a page to print."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import replace
from urllib.parse import urlsplit

from htpy import Node, body, div, h1, head, html, img, main, meta, p, section, style, title
from markupsafe import Markup

from workbook.mirrors.records import Round
from workbook.mirrors.wording import INVITATIONS, RESPONDENT_WORDS, TEAM_HERE
from workbook.words import Text, say, translator

USUAL_ADDRESS = "http://127.0.0.1:8866"

_PRINT = """
@page { margin: 15mm }
body { font: 12pt/1.5 Georgia, serif; color: #000; margin: 0 }
section { break-inside: avoid; border: 1pt dashed #777; padding: 8mm; display: flex; gap: 8mm; margin: 0 0 6mm }
img { width: 42mm; height: 42mm; flex: none }
h1 { font-size: 15pt; margin: 0 0 2mm }
p { margin: 0 0 2mm }
.link { font: 8pt/1.4 monospace; overflow-wrap: anywhere }
"""


def address() -> str:
    """What links begin with: where others reach this server, as far as it was told."""
    return os.environ.get("WORKBOOK_ADDRESS", USUAL_ADDRESS).rstrip("/")


def only_here() -> bool:
    """Whether links open on this computer alone."""
    host = urlsplit(address()).hostname or "localhost"
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def worded(plan: Round) -> Round:
    """The plan with the usual message, in its language."""
    text = TEAM_HERE if plan.whom == "team" and only_here() else INVITATIONS[plan.whom]
    values: dict[str, str | int | float | Text] = {"day": plan.until.isoformat(), "floor": plan.floor}
    return replace(plan, message=translator(plan.language)(replace(text, values=values)))


def links(one: Round) -> tuple[str, ...]:
    """The round's links: one for all, or one for each person."""
    secrets = one.links if one.single else (one.secret,)
    return tuple(f"{address()}/m/{secret}" for secret in secrets)


def qr(link: str) -> str:
    """The link as a QR code, an SVG drawing in a data address."""
    import segno

    return str(segno.make(link, error="m").svg_data_uri(border=4, dark="#000", light="#fff"))


def print_page(one: Round) -> bytes:
    """A page to print, a slip for each link: the message, the QR code, and the link in full."""
    t = translator(one.language)
    page: Node = html(lang=one.language)[
        head[
            meta(charset="utf-8"),
            meta(name="robots", content="noindex"),
            title[t(RESPONDENT_WORDS["title"])],
            style[Markup(_PRINT)],  # noqa: S704 - the style sheet just above
        ],
        body[
            main[
                (
                    section[
                        img(src=qr(link), alt=t(say("QR code of the link below"))),
                        div[
                            h1[t(RESPONDENT_WORDS["title"])],
                            (p[line] for line in one.message.splitlines() if line.strip()),
                            p(".link")[link],
                        ],
                    ]
                    for link in links(one)
                )
            ]
        ],
    ]
    return f"<!doctype html>{page}".encode()
