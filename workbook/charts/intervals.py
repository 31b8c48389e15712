"""Values with the range they could as well have been: one share on 0 to 100 %, or counts a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.charts.layout import (
    BASELINE,
    Entry,
    draw_band,
    draw_key,
    draw_name,
    key_height,
)
from workbook.charts.lettering import fit, width
from workbook.charts.sheet import LABEL, SMALL, Sheet
from workbook.words import Translator, say


@dataclass(frozen=True, slots=True)
class Range:
    """One row: a value with the ends of its interval, and the value as words. `unknown` is what may
    come on top of it and could not be sorted."""

    label: str
    value: float
    low: float
    high: float
    figure: str
    unknown: float = 0.0


def paint_share(row: Range, across: int, translate: Translator, thin: bool = False) -> Sheet:
    """A share (all three numbers from 0 to 1) on one line from nothing to everything."""
    edge = width(translate(say("{share:percent}", share=1.0)), SMALL) / 2
    left, right = 12.0, across - max(edge, 12.0)

    def at(share: float) -> float:
        return left + share * (right - left)

    middle = 38.0
    entries = (_key(translate),)
    sheet = Sheet(across, 82.0 + key_height(entries, across), thin)
    sheet.line((left, middle), (right, middle))
    for share in (0.0, 0.5, 1.0):
        sheet.line((at(share), middle - 4), (at(share), middle + 4))
        label = translate(say("{share:percent}", share=share))
        place = max(at(share), width(label, SMALL) / 2)
        sheet.words(place, middle + 26.0, label, "mute", size=SMALL, align="center")
    _draw(sheet, at(row.low), at(row.value), at(row.high), middle)
    half = width(row.figure, LABEL, 600) / 2
    place = min(max(at(row.value), half), across - half)
    sheet.words(place, middle - 16.0, row.figure, weight=600, align="center")
    draw_key(sheet, 82.0, entries)
    return sheet


def paint_counts(
    rows: Sequence[Range], across: int, translate: Translator, note: str = "", thin: bool = False
) -> Sheet:
    """A row for each month: its count, and the range the same habit could have given. The label
    stands before its row, or above it where it is too long for that; `note` stands last in the key."""
    labels = max((width(row.label, LABEL) for row in rows), default=0.0) + 1.0
    above = labels > across / 3
    lift, pitch = (13.0, 58.0) if above else (0.0, 34.0)
    numbers = max((width(row.figure, LABEL, 600) for row in rows), default=0.0)
    left, right = (6.0 if above else labels + 24.0), across - numbers - 24.0
    most = max((row.high for row in rows), default=1.0) or 1.0

    def at(value: float) -> float:
        return left + value / most * (right - left)

    entries = [Entry("dot", translate(say("counted"))), _key(translate)]
    if note:
        entries.append(Entry("none", note))
    below = len(rows) * pitch + 6.0
    sheet = Sheet(across, below + key_height(entries, across), thin)
    for row, counted in enumerate(rows):
        middle = row * pitch + lift + 17.0
        ink = "ink" if counted.value or counted.unknown else "warn"
        sheet.line((left, middle - 13), (left, middle + 13))
        _draw(sheet, at(counted.low), at(counted.value), at(counted.high), middle)
        if above:
            sheet.words(0, row * pitch + LABEL, fit(counted.label, across, LABEL), ink)
        else:
            draw_name(sheet, labels, middle, counted.label, ink)
        baseline = middle + BASELINE * LABEL
        sheet.words(across, baseline, counted.figure, ink, weight=600, align="right")
    draw_key(sheet, below, entries)
    return sheet


def _key(translate: Translator) -> Entry:
    return Entry("band", translate(say("range the same habit could give (95% interval)")))


def _draw(sheet: Sheet, low: float, value: float, high: float, middle: float) -> None:
    draw_band(sheet, low, high, middle)
    sheet.dots([(value, middle)], 6.0)
