"""The balance: three questions, each by the views there are, on days in four weeks where that can be.

What somebody said is an outlined stretch of the scale (they chose an anchor); what was counted is a
point, with the doubt about it as a band. A view that is counted in another unit gets words and no place on the scale:
side by side only where comparable (difference scores between sources are statistically weak, so no
gap is computed; see Atwater & Yammarino on level and gap).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final, Literal

from workbook.charts.chart import WIDE, Chart, finish
from workbook.charts.layout import BASELINE, Entry, draw_band, draw_key, draw_said, key_height
from workbook.charts.lettering import fit, width, wrap
from workbook.charts.sheet import LABEL, SMALL, Sheet
from workbook.questions import DAYS
from workbook.words import Translator, say

Doubt = Literal["unsorted", "interval"]


@dataclass(frozen=True, slots=True)
class View:
    """One view on one question, in the reader's language.

    `low` to `high` is a range in days per four weeks; `high` None with a `low` is open ('8 or
    more'). Without a `value` it is an anchor somebody chose. With one it is a count and its `doubt`:
    what could not be sorted and may have been more (hatched), or a 95 % interval (a soft band). No
    `low` and no `value`: not comparable, `note` stands alone. `note` says the figure in its own
    unit. `thin` draws it grey.
    """

    label: str
    low: float | None
    high: float | None
    value: float | None
    note: str
    thin: bool = False
    doubt: Doubt = "unsorted"

    @property
    def comparable(self) -> bool:
        """Whether it has a place on the scale."""
        return self.low is not None or self.value is not None

    @property
    def doubtful(self) -> bool:
        """Whether it is a count with a range around it."""
        return self.value is not None and self.low is not None and self.low != self.high


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One question by its views, in the order in which they are to be read."""

    question: str
    views: tuple[View, ...]


_ANCHORS: Final = tuple(DAYS.values())
_EDGES: Final = (0.0, 0.5, 3.5, 7.5, 20.0)
"""Where the anchors' stretches meet, in days of twenty working days: each anchor gets a quarter of
the scale, for it is the anchors that were answered."""
_LINE: Final = 18.0
_HEADING: Final = 16.0


def draw_balance(rows: Sequence[BalanceRow], translate: Translator) -> Chart:
    """The picture of the balance page; raises `ValueError` without a single view."""
    if not any(row.views for row in rows):
        raise ValueError("a balance needs at least one view")
    said = [translate(say("{question} {views}", question=row.question, views=_listed(row))) for row in rows]
    headers = (translate(say("Question")), translate(say("View")), translate(say("What it says")))
    table = tuple((row.question, view.label, view.note) for row in rows for view in row.views)
    return finish(lambda across: paint(rows, across, translate), " ".join(said), headers, table)


def _listed(row: BalanceRow) -> str:
    return " ".join(f"{view.label}: {view.note.rstrip('.')}." for view in row.views)


def paint(rows: Sequence[BalanceRow], across: int, translate: Translator) -> Sheet:
    """Lays the balance out: views beside the scale on a wide sheet, above it on a narrow one."""
    wide = across >= WIDE
    left, right = (132.0, 432.0) if wide else (0.0, float(across))
    sheet = Sheet(across, 0.0)
    top = 0.0
    if wide and any(view.comparable for row in rows for view in row.views):
        sheet.words(0, LABEL, translate(say("days in four weeks")), "mute", size=SMALL)
        _anchors(sheet, left, right, LABEL, translate)
        top = 36.0
    for row in rows:
        for line in wrap(row.question, across, _HEADING, 600):
            sheet.words(0, top + _HEADING, line, size=_HEADING, weight=600)
            top += 22.0
        top += 8.0
        scaled = [view for view in row.views if view.comparable]
        for view in row.views:
            top += _beside(sheet, view, left, right, top) if wide else _above(sheet, view, top)
            if not wide and scaled and view is scaled[-1]:
                _anchors(sheet, left, right, top + 4.0, translate)
                top += 20.0
        top += 30.0
    entries = _key(rows, translate, wide)
    sheet.height = top - 16.0 + key_height(entries, across)
    draw_key(sheet, top - 16.0, entries)
    return sheet


def _key(rows: Sequence[BalanceRow], translate: Translator, wide: bool) -> tuple[Entry, ...]:
    views = [view for row in rows for view in row.views if view.comparable]
    entries: list[Entry] = []
    if views and not wide:
        entries.append(Entry("none", translate(say("the scale: days in four weeks"))))
    if any(view.value is None for view in views):
        entries.append(Entry("said", translate(say("answered"))))
    if any(view.value is not None for view in views):
        entries.append(Entry("dot", translate(say("counted"))))
    doubts = {view.doubt for view in views if view.doubtful}
    if "unsorted" in doubts:
        entries.append(Entry("hatch", translate(say("could not be sorted"))))
    if "interval" in doubts:
        entries.append(Entry("band", translate(say("range the same habit could give (95% interval)"))))
    return tuple(entries)


def _beside(sheet: Sheet, view: View, left: float, right: float, top: float) -> float:
    """A view on the wide sheet, its words behind the scale; returns the height it took."""
    words_at = right + 24.0 if view.comparable else left
    lines = wrap(view.note, sheet.width - words_at, SMALL, most=3)
    height = max(38.0, len(lines) * _LINE + 10.0)
    middle = top + height / 2
    sheet.words(0, middle + BASELINE * LABEL, fit(view.label, left - 12.0, LABEL))
    _mark(sheet, view, left, right, middle)
    for number, line in enumerate(lines):
        baseline = middle + (number - (len(lines) - 1) / 2) * _LINE + BASELINE * SMALL
        sheet.words(words_at, baseline, line, "mute", size=SMALL)
    return height


def _above(sheet: Sheet, view: View, top: float) -> float:
    """A view on the narrow sheet: its words, then its place on the scale."""
    label = fit(view.label, sheet.width / 3, LABEL)
    sheet.words(0, top + LABEL, label)
    after = width(label, LABEL) + 12.0
    lines = wrap(view.note, sheet.width - after, SMALL, most=4)
    for number, line in enumerate(lines):
        sheet.words(after, top + LABEL + number * _LINE, line, "mute", size=SMALL)
    height = max(len(lines), 1) * _LINE + 6.0
    if view.comparable:
        _mark(sheet, view, 0.0, sheet.width, top + height + 12.0)
        height += 24.0
    return height + 10.0


def _at(days: float, left: float, right: float) -> float:
    """Where a number of days stands on the scale; none at all stands in the middle of its stretch."""
    days = min(max(days, 0.0), _EDGES[-1])
    for stretch, (low, high) in enumerate(pairwise(_EDGES)):
        if days <= high:
            share = (days - low) / (high - low)
            place = 0.5 + share / 2 if stretch == 0 else stretch + share
            return left + place / (len(_EDGES) - 1) * (right - left)
    return right


def _mark(sheet: Sheet, view: View, left: float, right: float, middle: float) -> None:
    """The scale's line, parted where the anchors meet, and the view's place on it."""
    if not view.comparable:
        return
    each = (right - left) / len(_ANCHORS)
    for stretch in range(len(_ANCHORS)):
        at = left + stretch * each
        sheet.line((at + 3.0, middle), (at + each - 3.0, middle))
    colour = "thin" if view.thin else "chart-1"
    high = inf if view.high is None else view.high
    if view.value is None:
        low = view.low or 0.0
        start = left if low <= 0 else _at(low - 0.5, left, right)
        draw_said(sheet, start + 3.0, _at(high + 0.5, left, right) - 3.0, middle, colour)
        return
    if view.low is not None and view.doubtful:
        start, end = _at(view.low, left, right), _at(high, left, right)
        if view.doubt == "interval":
            draw_band(sheet, start, end, middle, view.thin)
        else:
            sheet.hatch(start, middle - 5.0, end - start, 10.0, 5.0)
    sheet.dots([(_at(view.value, left, right), middle)], 6.5, colour)


def _anchors(sheet: Sheet, left: float, right: float, baseline: float, translate: Translator) -> None:
    """What the stretches of the scale stand for."""
    each = (right - left) / len(_ANCHORS)
    for stretch, (low, high) in enumerate(_ANCHORS):
        if high is None:
            label = translate(say("{low} or more", low=low))
        else:
            label = str(low) if low == high else f"{low}–{high}"
        at = left + (stretch + 0.5) * each
        sheet.words(at, baseline, label, "mute", size=SMALL, align="center")
