"""Every one of a handful as a dot: filled where it happened, a ring where not, a question mark where
nobody can tell. Below five this says more than a percentage; up to about a hundred it can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from workbook.charts.layout import BASELINE, Entry, Sign, draw_key, draw_name, draw_sign, key_height
from workbook.charts.lettering import fit, width
from workbook.charts.sheet import LABEL, Sheet

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


@dataclass(frozen=True, slots=True)
class Row:
    """A row of dots: its label, how many, how many more there may have been, and both as words."""

    label: str
    filled: int
    unknown: int
    figure: str


def paint_rows(rows: Sequence[Row], filled: str, unknown: str, across: int, thin: bool = False) -> Sheet:
    """A row of dots for each month, where they are too few for anything but counting; the label
    stands before its row, or above it where it is too long for that."""
    labels = max((width(row.label, LABEL) for row in rows), default=0.0) + 1.0
    above = labels > across / 3
    lift, pitch = (13.0, 58.0) if above else (0.0, 34.0)
    left = 0.0 if above else labels + 22.0
    right = across - max((width(row.figure, LABEL, 600) for row in rows), default=0.0) - 16.0
    most = max((row.filled + row.unknown for row in rows), default=0) or 1
    step = min((right - left) / most, 24.0)
    radius = min(7.0, step * 0.4)
    sign: Sign = "query" if step >= 10.0 else "tick"
    entries = [Entry("dot", filled)]
    if any(row.unknown for row in rows):
        entries.append(Entry(sign, unknown))
    below = len(rows) * pitch + 6.0
    sheet = Sheet(across, below + key_height(entries, across), thin)
    for at, row in enumerate(rows):
        middle = at * pitch + lift + 17.0
        ink = "ink" if row.filled or row.unknown else "warn"
        places = [left + (place + 0.5) * step for place in range(row.filled + row.unknown)]
        if (free := left + len(places) * step) < right:
            sheet.line((free, middle), (right, middle))
        sheet.dots([(x, middle) for x in places[: row.filled]], radius)
        for x in places[row.filled :]:
            draw_sign(sheet, x, middle, sign, "mute")
        if above:
            sheet.words(0, at * pitch + LABEL, fit(row.label, across, LABEL), ink)
        else:
            draw_name(sheet, labels, middle, row.label, ink)
        baseline = middle + BASELINE * LABEL
        sheet.words(across, baseline, row.figure, ink, weight=600, align="right")
    draw_key(sheet, below, entries)
    return sheet
