"""Every one of a handful as a dot: filled where it happened, a ring where not, a question mark where
nobody can tell. Below five this says more than a percentage; up to about a hundred it can be read."""

from __future__ import annotations

from math import ceil
from typing import Final

from workbook.charts.layout import Entry, draw_key, draw_sign, key_height
from workbook.charts.sheet import Sheet

MOST: Final = 120
"""More dots than this are a texture; draw a bar."""


def paint(
    filled: tuple[int, str],
    rings: tuple[int, str],
    unknown: tuple[int, str],
    across: int,
    thin: bool = False,
) -> Sheet:
    """Lays the picture out at a width of `across` pixels; each pair is a count and what it counts."""
    total = filled[0] + rings[0] + unknown[0]
    radius = 8.0 if total <= 40 else 5.5
    step = 2 * radius + 6.0
    by_row = max(1, min(int((across + 6.0) // step), 20))
    rows = max(1, ceil(total / by_row))
    entries = [Entry("dot", filled[1], figure=str(filled[0])), Entry("ring", rings[1], figure=str(rings[0]))]
    if unknown[0]:
        entries.append(Entry("query", unknown[1], figure=str(unknown[0])))
    below = rows * step + 12.0
    sheet = Sheet(across, below + key_height(entries, across), thin)
    places = [(1 + radius + (at % by_row) * step, 4 + radius + (at // by_row) * step) for at in range(total)]
    sheet.dots(places[: filled[0]], radius)
    sheet.dots(places[filled[0] : filled[0] + rings[0]], radius, "chart-open", open=True)
    for x, y in places[filled[0] + rings[0] :]:
        draw_sign(sheet, x, y, "query", "mute")
    draw_key(sheet, below, entries)
    return sheet
