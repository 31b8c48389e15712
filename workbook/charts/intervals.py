"""Counts a month, each with the range the same habit could as well have given."""

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
from workbook.charts.sheet import LABEL, Sheet
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
