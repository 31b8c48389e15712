"""Horizontal bars with their words and numbers on them, and one bar split into its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbook.charts.chart import WIDE
from workbook.charts.layout import BASELINE, draw_name, draw_sign, name_room
from workbook.charts.lettering import fit, width, wrap
from workbook.charts.sheet import LABEL, SMALL, Align, Sheet

_BAR: Final = 16.0
_LINE: Final = 18.0
_LIST_LINE: Final = 26.0
_APART: Final = 18.0


@dataclass(frozen=True, slots=True)
class Part:
    """A bar, or a part of one: its name, its length in the measure's unit, the number as words.

    `unknown` parts are hatched: nobody could sort them.
    """

    label: str
    value: float
    figure: str
    colour: str = "chart-1"
    unknown: bool = False


def paint_bars(parts: Sequence[Part], across: int, thin: bool = False) -> Sheet:
    """Bars under each other on one scale from zero, the number behind each: the name above its bar,
    or before it where there are many and room enough."""
    beside = across >= WIDE and len(parts) > 3
    left = name_room([part.label for part in parts], across) + 16.0 if beside else 0.0
    room = max((width(part.figure, LABEL, 600) for part in parts), default=0.0) + 12.0
    longest = max((part.value for part in parts), default=0.0) or 1.0
    pitch = 34.0 if beside else 54.0
    sheet = Sheet(across, len(parts) * pitch, thin)
    for row, part in enumerate(parts):
        middle = (row + 0.5) * pitch if beside else row * pitch + LABEL + 22.0
        ink = "ink" if part.value else "warn"
        if beside:
            draw_name(sheet, left - 16.0, middle, part.label, ink)
        else:
            sheet.words(0, row * pitch + 6.0 + LABEL, fit(part.label, across, LABEL), ink)
        length = part.value / longest * (across - left - room)
        if part.value:
            _draw(sheet, part, left, middle - _BAR / 2, max(length, 1.5))
        else:
            sheet.line((left + 0.75, middle - _BAR / 2), (left + 0.75, middle + _BAR / 2), "chart-open", 1.5)
        at = left + length + 10.0
        sheet.words(at, middle + BASELINE * LABEL, part.figure, ink, weight=600)
    return sheet


def paint_parts(parts: Sequence[Part], across: int, thin: bool = False) -> Sheet:
    """One bar over the full width, split; each part's number and name below it where there is room,
    else in a list under the bar."""
    shown = [part for part in parts if part.value > 0]
    total = sum(part.value for part in shown) or 1.0
    edges = [0.0]
    for part in shown:
        edges.append(edges[-1] + part.value / total * across)
    blocks = _beside(shown, edges, across)
    bar, height = 4.0, 22.0
    below = bar + height + 10.0
    if blocks is None:
        lines = len(shown) * _LIST_LINE
    else:
        lines = 26.0 + max((len(block.lines) for block in blocks), default=0) * _LINE
    sheet = Sheet(across, below + lines, thin)
    for left, right, part in zip(edges[:-1], edges[1:], shown, strict=True):
        gap = 2.0 if right < across - 0.5 else 0.0
        _draw(sheet, part, left, bar, max(right - left - gap, 1.0), height)
    if blocks is None:
        _list(sheet, shown, below, across)
        return sheet
    for block, part in zip(blocks, shown, strict=True):
        at = block.right if block.align == "right" else block.left
        sheet.words(at, below + LABEL, part.figure, weight=600, align=block.align)
        for number, line in enumerate(block.lines):
            baseline = below + LABEL + 2.0 + (number + 1) * _LINE
            sheet.words(at, baseline, line, "mute", size=SMALL, align=block.align)
    return sheet


def _list(sheet: Sheet, parts: Sequence[Part], top: float, across: float) -> None:
    for row, part in enumerate(parts):
        middle = top + (row + 0.5) * _LIST_LINE
        draw_sign(sheet, 6, middle, "hatch" if part.unknown else "box", part.colour)
        baseline = middle + BASELINE * LABEL
        sheet.words(22, baseline, part.figure, weight=600)
        at = 22 + width(part.figure, LABEL, 600) + 8
        sheet.words(at, baseline, fit(part.label, across - at, LABEL), "mute")


@dataclass(frozen=True, slots=True)
class _Block:
    """A part's words: from `left` to `right`, against the side named by `align`."""

    left: float
    right: float
    lines: tuple[str, ...]
    align: Align


def _beside(parts: Sequence[Part], edges: Sequence[float], across: float) -> list[_Block] | None:
    """Each part's words right under it; the last part's may lean against the right edge. None where
    they would touch, or a name would be cut short."""
    blocks: list[_Block] = []
    for at, (part, left, right) in enumerate(zip(parts, edges[:-1], edges[1:], strict=True)):
        last = at == len(parts) - 1
        figure = width(part.figure, LABEL, 600)
        free = blocks[-1].right + _APART if blocks else 0.0
        room = max((across if last else right - _APART) - left, 0.0)
        lines = wrap(part.label, room, SMALL, most=3)
        if figure <= room and not _cut(lines, part.label) and left >= free:
            wide = max([figure, *(width(line, SMALL) for line in lines)])
            blocks.append(_Block(left, left + wide, lines, "left"))
            continue
        lines = wrap(part.label, max(across - free, 0.0), SMALL, most=3)
        if not last or _cut(lines, part.label) or figure > across - free:
            return None
        wide = max([figure, *(width(line, SMALL) for line in lines)])
        blocks.append(_Block(across - wide, across, lines, "right"))
    return blocks


def _cut(lines: Sequence[str], label: str) -> bool:
    return " ".join(lines) != " ".join(label.split())


def _draw(sheet: Sheet, part: Part, x: float, y: float, length: float, height: float = _BAR) -> None:
    if part.unknown:
        sheet.hatch(x + 0.5, y + 0.5, length - 1, height - 1)
    else:
        sheet.box(x, y, length, height, part.colour)
