"""What several charts lay out the same way: week labels, the key under a drawing, rows of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workbook.charts.lettering import fit, width
from workbook.charts.sheet import LABEL, SMALL, Sheet
from workbook.words import Translator, say

Sign = Literal["dot", "ring", "dash", "box", "hatch", "query", "band", "said", "none"]

BASELINE: Final = 0.36
"""From the middle of a line of text down to its baseline, as a share of the letter size: half the
height of Inter's capitals."""

_GAP: Final = 14.0
_TICK_GAP: Final = 24.0
_SIGN: Final[dict[Sign, float]] = {"none": 0.0, "band": 24.0, "said": 32.0}
_SIGN_ROOM: Final = 20.0
KEY_LINE: Final = 24.0


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


def _flow(entries: Sequence[Entry], room: float) -> list[tuple[float, int, Entry]]:
    placed: list[tuple[float, int, Entry]] = []
    x, line = 0.0, 0
    for entry in entries:
        if x > 0 and x + entry.across() > room:
            x, line = 0.0, line + 1
        placed.append((x, line, entry))
        x += entry.across() + 1.5 * _GAP
    return placed


def key_height(entries: Sequence[Entry], room: float) -> float:
    """Height in pixels of the key `draw_key` draws in `room` pixels."""
    return (_flow(entries, room)[-1][1] + 1) * KEY_LINE if entries else 0.0


def draw_key(sheet: Sheet, top: float, entries: Sequence[Entry], left: float = 0.0) -> None:
    """The key under a drawing: signs as drawn, with their words, on as many lines as it takes."""
    for x, line, entry in _flow(entries, sheet.width - left):
        middle = top + (line + 0.5) * KEY_LINE
        draw_sign(sheet, left + x + 6, middle, entry.sign, entry.colour)
        at = left + x + entry.before
        if entry.figure:
            sheet.words(at, middle + BASELINE * SMALL, entry.figure, size=SMALL, weight=600)
            at += width(f"{entry.figure} ", SMALL, 600)
        label = fit(entry.label, sheet.width - at, SMALL)
        sheet.words(at, middle + BASELINE * SMALL, label, "mute", size=SMALL)


def draw_sign(sheet: Sheet, x: float, y: float, sign: Sign, colour: str) -> None:
    """One sign around the point (x, y), twelve pixels across; the longer ones go on to the right."""
    match sign:
        case "dot":
            sheet.dots([(x, y)], 5.5, colour)
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
        case "none":
            pass
        case "band":
            draw_band(sheet, x - 6, x + 10, y)


def draw_band(sheet: Sheet, left: float, right: float, middle: float, colour: str = "chart-soft") -> None:
    """An interval as a soft band ten pixels high; its round ends stay within `left` and `right`."""
    inset = 5.0
    if right - left > 2 * inset:
        sheet.line((left + inset, middle), (right - inset, middle), colour, 2 * inset, round_ends=True)
    else:
        sheet.box(left, middle - inset, right - left, 2 * inset, colour)


def draw_said(sheet: Sheet, left: float, right: float, middle: float, colour: str = "chart-1") -> None:
    """A stretch that somebody chose: an outline, where what was counted is filled."""
    for height, ink in ((18.0, colour), (15.0, "accent-soft")):
        inset = 9.0
        sheet.line((left + inset, middle), (right - inset, middle), ink, height, round_ends=True)


def name_room(names: Sequence[str], across: float) -> float:
    """Room for a column of names: what the longest needs, at most a third of the drawing."""
    return min(max((width(name, LABEL) for name in names), default=0.0) + 1, across / 3)


def draw_name(sheet: Sheet, room: float, middle: float, name: str, colour: str = "ink") -> None:
    """A name against the right of its column, cut short with an ellipsis where it is too long."""
    sheet.words(room, middle + BASELINE * LABEL, fit(name, room, LABEL), colour, align="right")
