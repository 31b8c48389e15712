"""Small pieces of HTML that several parts use. All text is escaped by htpy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from htpy import (
    Node,
    button,
    caption,
    details,
    div,
    fragment,
    span,
    strong,
    summary,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
)
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
    about: str = "",
) -> Node:
    """A button, and when its gate is shut the reason beside it; it stays reachable by keyboard so
    that the reason is read aloud with it. `about` is heard after its words and not seen: what tells it
    from its like elsewhere on the page."""
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
        )[translate(label), unseen(about)],
        span(".wb-why", id=why)[translate(reasons[0])] if reasons else None,
    ]


def copying(
    translate: Translator, label: Text, text: str, *, kind: str = "wb-quiet", about: str = ""
) -> Node:
    """A button that copies a text, and the place where the page says whether that worked."""
    return span(".wb-copy")[
        button({"data-copy": text}, class_=kind, type="button")[translate(label), unseen(about)],
        span(
            {
                "data-copied": translate(say("Copied.")),
                "data-failed": translate(say("Not copied. Select the text and copy it yourself.")),
            },
            class_="wb-note",
            role="status",
        ),
    ]


def as_table(
    translate: Translator, headers: Iterable[str], rows: Iterable[Iterable[str]], about: str
) -> Node:
    """What a picture shows, as a table to unfold, called after what it is `about`; the first cell of a row
    heads it."""
    return details[
        summary[translate(say("As a table")), unseen(about)],
        div(".wb-scroll", tabindex="0", role="region", aria_label=about)[
            table[
                caption(".wb-hidden")[about],
                thead[tr[(th(scope="col")[header] for header in headers)]],
                tbody[
                    (
                        tr[(td[cell] if i else th(scope="row")[cell] for i, cell in enumerate(row))]
                        for row in rows
                    )
                ],
            ]
        ],
    ]


def unseen(about: str) -> Node:
    """What a name needs besides its visible words, for who sees no place."""
    return span(".wb-hidden")[f": {about}"] if about else None


def svg(drawing: str) -> Markup:
    """A drawing of our own making, which escapes its texts itself."""
    return Markup(drawing)  # noqa: S704


def dated(translate: Translator, value: date | None, field: Node) -> Node:
    """A field for a day: until it is entered, the day stands in it in the reader's language, where a
    browser would write it in its own."""
    return span(".wb-dated", data_day=day(translate, value) if value else None)[field]


def day(translate: Translator, value: date | None) -> str:
    """A date in words, or a dash."""
    return translate(say("{day:date}", day=value.isoformat())) if value else "–"
