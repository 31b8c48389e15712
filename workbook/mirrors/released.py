"""What a board may see: blocks that the manager chose, and the page made of them.

The manager's preview and the board's page are the same HTML, made here from the same bytes. The blocks
hold finished sentences and drawings; there is no way from them to what they were counted from.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from htpy import Node, div, figcaption, figure, fragment, h2, h3, li, p, section, small, ul
from markupsafe import Markup

from workbook.lines import unbroken


class Block(msgspec.Struct, frozen=True):
    """One thing on the page. `picture` holds a wide and a narrow drawing in `lines`, and its caption in
    `text`; `list` its items in `lines`."""

    kind: Literal["heading", "text", "note", "list", "picture"]
    text: str = ""
    lines: tuple[str, ...] = ()


class ReleasedPage(msgspec.Struct, frozen=True):
    """A page for a board: its heading, what stands on it, and what was left out, in words."""

    language: str
    heading: str
    blocks: tuple[Block, ...]
    left_out_heading: str
    left_out: tuple[str, ...]


def encode(page: ReleasedPage) -> bytes:
    """The page as it is sealed and kept."""
    return msgspec.json.encode(page)


def render(content: bytes) -> str:
    """The page as HTML; every text in it is escaped, drawings are the program's own."""
    page = msgspec.json.decode(content, type=ReleasedPage)
    html = section(".wb-released", lang=page.language)[
        h2[page.heading],
        (_block(block) for block in page.blocks),
        div(".wb-left-out")[
            h3[page.left_out_heading],
            (p[line] for line in page.left_out),
        ]
        if page.left_out
        else None,
    ]
    return unbroken(str(html))


def _block(block: Block) -> Node:
    match block.kind:
        case "heading":
            return h3[block.text]
        case "text":
            return p[block.text]
        case "note":
            return p(".wb-note")[small[block.text]]
        case "list":
            return ul[(li[line] for line in block.lines)]
        case "picture":
            return figure[
                fragment[(Markup(drawing) for drawing in block.lines)],  # noqa: S704
                figcaption[block.text] if block.text else None,
            ]
