"""What several charts lay out the same way: week labels, the key under a drawing, rows of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workbook.charts.chart import WIDE
from workbook.charts.lettering import fit, width, wrap
from workbook.charts.sheet import LABEL, SMALL, Sheet
from workbook.words import Translator, say

Sign = Literal[
    "dot",
    "partly",
    "ring",
    "dash",
    "box",
    "hatch",
    "query",
    "tick",
    "band",
    "said",
    "square",
    "cross",
    "none",
]

BASELINE: Final = 0.36
"""From the middle of a line of text down to its baseline, as a share of the letter size: half the
height of Inter's capitals."""

_GAP: Final = 14.0
_TICK_GAP: Final = 24.0
_SIGN: Final[dict[Sign, float]] = {"none": 0.0, "band": 24.0, "said": 32.0}
_SIGN_ROOM: Final = 20.0
_FIRST_LINE: Final = 24.0
_NEXT_LINE: Final = 18.0


def week_number(key: str) -> int:
    """The week of an ISO week key: `2026-W38` -> 38."""
    return int(key.partition("-W")[2])


def week_label(key: str, translate: Translator) -> str:
    """`2026-W38` -> 'wk 38'."""
    return translate(say("wk {week}", week=week_number(key)))


def week_axis(
    sheet: Sheet, places: Sequence[float], keys: Sequence[str], baseline: float, translate: Translator
) -> None:
    """Labels weeks under a drawing: the last one always, and as many before it as have room."""
    if not keys:
        return
    labels = [week_label(key, translate) for key in keys]
    wide = max(width(label, SMALL) for label in labels)
    pitch = places[1] - places[0] if len(places) > 1 else wide
    step = next((step for step in (1, 2, 4, 6, 8, 13, 26) if step * pitch >= wide + _TICK_GAP), len(keys))
    for index in range(len(keys) - 1, -1, -step):
        at = min(max(places[index], wide / 2), sheet.width - wide / 2)
        sheet.words(at, baseline, labels[index], "mute", size=SMALL, align="center")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key: a sign as it is drawn, and what it stands for."""

    sign: Sign
    label: str
    colour: str = "chart-1"
    figure: str = ""

    def across(self) -> float:
        """Width in pixels, the gap to the next left out."""
        figure = width(f"{self.figure} ", SMALL, 600) if self.figure else 0.0
        return self.before + figure + width(self.label, SMALL)

    @property
    def before(self) -> float:
        """Room the sign takes, in pixels."""
        return _SIGN.get(self.sign, _SIGN_ROOM)


def _flow(entries: Sequence[Entry], room: float) -> tuple[list[tuple[float, float, Entry]], float]:
    """Where each entry stands (left and top) and how high they are together; one that is too long
    for a line has lines of its own."""
    placed: list[tuple[float, float, Entry]] = []
    x, top, deep = 0.0, 0.0, 0.0
    for entry in entries:
        if x > 0 and x + entry.across() > room:
            x, top = 0.0, top + deep
        placed.append((x, top, entry))
        x += entry.across() + 1.5 * _GAP
        deep = _FIRST_LINE + (len(_lines(entry, room)) - 1) * _NEXT_LINE
    return placed, top + deep


def _lines(entry: Entry, room: float) -> tuple[str, ...]:
    taken = entry.across() - width(entry.label, SMALL)
    return wrap(entry.label, room - taken, SMALL, most=3)


def key_height(entries: Sequence[Entry], room: float) -> float:
    """Height in pixels of the key `draw_key` draws in `room` pixels."""
    return _flow(entries, room)[1]


def draw_key(sheet: Sheet, top: float, entries: Sequence[Entry]) -> None:
    """The key under a drawing: signs as drawn, with their words, on as many lines as it takes."""
    for x, down, entry in _flow(entries, sheet.width)[0]:
        middle = top + down + _FIRST_LINE / 2
        draw_sign(sheet, x + 6, middle, entry.sign, entry.colour)
        at, baseline = x + entry.before, middle + BASELINE * SMALL
        if entry.figure:
            sheet.words(at, baseline, entry.figure, size=SMALL, weight=600)
            at += width(f"{entry.figure} ", SMALL, 600)
        for number, line in enumerate(_lines(entry, sheet.width)):
            sheet.words(at, baseline + number * _NEXT_LINE, line, "mute", size=SMALL)


def draw_square(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """The outline of a square around the point (x, y)."""
    corners = [(x + dx * radius, y + dy * radius) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        sheet.line(start, end, "chart-2", 1.5)


def draw_cross(sheet: Sheet, x: float, y: float, radius: float) -> None:
    """A slanted cross around the point (x, y)."""
    sheet.line((x - radius, y - radius), (x + radius, y + radius), "chart-open", 1.5)
    sheet.line((x - radius, y + radius), (x + radius, y - radius), "chart-open", 1.5)


def draw_sign(sheet: Sheet, x: float, y: float, sign: Sign, colour: str) -> None:
    """One sign around the point (x, y), twelve pixels across; the longer ones go on to the right."""
    match sign:
        case "dot":
            sheet.dots([(x, y)], 5.5, colour)
        case "partly":
            sheet.dots([(x, y)], 5.5, colour, open=True)
            sheet.dots([(x, y)], 2.5, colour)
        case "ring":
            sheet.dots([(x, y)], 5.5, "chart-open", open=True)
        case "dash":
            sheet.line((x - 4, y), (x + 4, y), "chart-open", 1.5)
        case "box":
            sheet.box(x - 6, y - 6, 12, 12, colour)
        case "hatch":
            sheet.hatch(x - 6, y - 6, 12, 12, 5)
        case "query":
            sheet.words(x, y + BASELINE * SMALL, "?", "mute", size=SMALL, weight=600, align="center")
        case "said":
            draw_said(sheet, x - 6, x + 18, y, colour)
        case "square":
            draw_square(sheet, x, y, 5.0)
        case "cross":
            draw_cross(sheet, x, y, 4.5)
        case "none":
            pass
        case "tick":
            sheet.line((x, y - 4), (x, y + 4), "chart-open", 1.5)
        case "band":
            draw_band(sheet, x - 6, x + 10, y)


def draw_band(sheet: Sheet, left: float, right: float, middle: float, thin: bool = False) -> None:
    """An interval from `left` to `right`: a soft band to see it by, and the line that is the mark."""
    soft, strong = ("thin-soft", "thin") if thin else ("chart-soft", "chart-1")
    inset = 5.0
    if right - left > 2 * inset:
        sheet.line((left + inset, middle), (right - inset, middle), soft, 2 * inset, round_ends=True)
    else:
        sheet.box(left, middle - inset, right - left, 2 * inset, soft)
    sheet.line((left, middle), (right, middle), strong, 1.5)


def draw_said(sheet: Sheet, left: float, right: float, middle: float, colour: str = "chart-1") -> None:
    """A stretch that somebody chose: an outline, where what was counted is filled."""
    for height, ink in ((18.0, colour), (15.0, "accent-soft")):
        inset = 9.0
        sheet.line((left + inset, middle), (right - inset, middle), ink, height, round_ends=True)


def name_room(names: Sequence[str], across: float) -> float:
    """Room for a column of names: what the longest needs, at most some third of the drawing."""
    most = across * (0.33 if across >= WIDE else 0.38)
    return min(max((width(name, LABEL) for name in names), default=0.0) + 1, most)


def draw_name(sheet: Sheet, room: float, middle: float, name: str, colour: str = "ink") -> None:
    """A name against the right of its column, cut short with an ellipsis where it is too long."""
    sheet.words(room, middle + BASELINE * LABEL, fit(name, room, LABEL), colour, align="right")
