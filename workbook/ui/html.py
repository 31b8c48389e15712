"""Small pieces of HTML that several parts use. All text is escaped by htpy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from htpy import Node, button, fragment, span, strong
from markupsafe import Markup

from workbook.words import Text, Translator, say

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")


def rich(text: str) -> Node:
    """A sentence with its `**emphasis**` as strong text."""
    pieces = _EMPHASIS.split(text)
    return fragment[(strong[piece] if i % 2 else piece for i, piece in enumerate(pieces))]


def act(
    translate: Translator,
    do: str,
    label: Text,
    *,
    key: str = "",
    value: str = "",
    blockers: Iterable[Text] = (),
    kind: str = "wb-go",
    id: str | None = None,
) -> Node:
    """A button, and when its gate is shut the reason beside it; it stays reachable by keyboard so
    that the reason is read aloud with it."""
    reasons = tuple(blockers)
    why = f"why-{do}-{key}".replace(".", "-") if reasons else None
    return fragment[
        button(
            {"data-do": do, "data-key": key, "value": value},
            class_=kind,
            type="button",
            id=id,
            aria_disabled="true" if reasons else None,
            aria_describedby=why,
        )[translate(label)],
        span(".wb-why", id=why)[translate(reasons[0])] if reasons else None,
    ]


def svg(drawing: str) -> Markup:
    """A drawing of our own making, which escapes its texts itself."""
    return Markup(drawing)  # noqa: S704


def day(translate: Translator, value: date | None) -> str:
    """A date in words, or a dash."""
    return translate(say("{day:date}", day=value.isoformat())) if value else "–"
