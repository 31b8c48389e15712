"""What the coach's pages are made of: notices, forms, and buttons that say why they can't be pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from htpy import (
    Node,
    button,
    div,
    form,
    input,
    p,
    small,
)

from workbook.words import Text, Translator


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page of a coach knows: its address, its form's token, and what there is to say; `typed` are
    texts that were not kept, by field."""

    here: str
    token: str
    language: str
    address: str
    only_here: bool = False
    notices: tuple[Text, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


def notices_of(desk: Desk, t: Translator) -> Node:
    """What there is to say after something was done."""
    return div(".wb-notice", role="alert")[(p[t(one)] for one in desk.notices)] if desk.notices else None


def form_to(desk: Desk, action: str, *children: Node, send: bool = True, name: str = "") -> Node:
    """A form that carries the coach's token; `send` lets the page's script send it."""
    told = {"data-send": ""} if send else {}
    return form(method="post", action=f"{desk.here}/{action}", class_=name or None, **told)[
        input(type="hidden", name="token", value=desk.token), children
    ]


def press(
    desk: Desk,
    action: str,
    said: str,
    *,
    kind: str = ".wb-quiet",
    reasons: Sequence[str] = (),
    **fields: object,
) -> Node:
    """A button of its own. One that can't be pressed says why."""
    identity = "-".join((action, *map(str, fields.values())))
    hidden = [input(type="hidden", name=name, value=str(value)) for name, value in fields.items()]
    if reasons:
        why = f"why-{identity}"
        return div(".wb-door")[
            button(kind, type="button", id=identity, aria_disabled="true", aria_describedby=why)[said],
            small(".wb-why", id=why)[" ".join(reasons)],
        ]
    return form_to(desk, action, hidden, button(kind, type="submit", id=identity)[said])
