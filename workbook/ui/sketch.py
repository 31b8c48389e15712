"""Drawings of menus and windows, in our own hand: lines and words, so that one knows where to look.

No maker's screen, sign or colour is copied. Colours are the page's custom properties, letters are text.
"""

from __future__ import annotations

from html import escape
from typing import Final

from workbook.ui.exports import Panel
from workbook.words import Translator, say

WIDTH: Final = 208
"""Three fit beside each other in the column, one on a phone at its full size."""

_HEAD: Final = 30
_ROW: Final = 28
_FOOT: Final = 42
_PAD: Final = 12


def sketch(panel: Panel, translate: Translator) -> str:
    """One panel as an SVG of `WIDTH` px: rows under a heading, the chosen one marked, a button below."""
    high = _HEAD + _ROW * len(panel.rows) + (_FOOT if panel.button else _PAD // 2)
    pieces = [
        _box(0.5, 0.5, WIDTH - 1, high - 1, "var(--card)", "var(--edge)"),
        _text(_PAD, 20, translate(panel.heading), "var(--mute)", 600),
        f'<path d="M1 {_HEAD - 0.5}H{WIDTH - 1}" stroke="var(--line)"/>',
    ]
    for number, row in enumerate(panel.rows):
        top, chosen = _HEAD + _ROW * number, number == panel.chosen
        if chosen:
            pieces.append(
                f'<path d="M1 {top + 1}h{WIDTH - 2}v{_ROW - 2}h-{WIDTH - 2}z" fill="var(--accent-soft)"/>'
            )
            pieces.append(f'<path d="M1 {top + 1}h3v{_ROW - 2}h-3z" fill="var(--accent)"/>')
        colour = "var(--accent)" if chosen else "var(--ink)"
        pieces.append(_text(_PAD, top + 19, translate(row), colour, 600 if chosen else 400))
    if panel.button:
        label = translate(panel.button)
        wide = min(WIDTH - 2 * _PAD, 28 + 7.4 * len(label))
        left, top = WIDTH - _PAD - wide, high - 35
        pieces.append(_box(left, top, wide, 26, "var(--ink)", "none", 6))
        pieces.append(_text(left + wide / 2, top + 17.5, label, "var(--paper)", 600, "middle"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="wb-sketch" viewBox="0 0 {WIDTH} {high}" width="{WIDTH}" '
        f'height="{high}" role="img" aria-label="{escape(said(panel, translate))}" '
        f'font-family="var(--face-control)" font-size="13" fill="none">{"".join(pieces)}</svg>'
    )


def said(panel: Panel, translate: Translator) -> str:
    """What the drawing says, for who can't see it."""
    heading = translate(panel.heading)
    wanted = panel.button if panel.chosen is None else panel.rows[panel.chosen]
    if wanted is None:
        return heading
    return translate(say("Drawing: in ‘{where}’, choose ‘{what}’", where=heading, what=wanted))


def _box(left: float, top: float, wide: float, high: float, fill: str, edge: str, round_: int = 8) -> str:
    return f'<rect x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" rx="{round_}" fill="{fill}" stroke="{edge}"/>'


def _text(x: float, y: float, text: str, colour: str, weight: int, anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-weight="{weight}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
