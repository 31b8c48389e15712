"""Before and since, side by side: each a dot in the range it could as well have been."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.charts.chart import Chart, finish
from workbook.charts.layout import BASELINE, Entry, draw_band, draw_key, key_height
from workbook.charts.lettering import width, wrap
from workbook.charts.sheet import LABEL, SMALL, Sheet
from workbook.evidence.change import Change
from workbook.evidence.measure import Measure
from workbook.words import Translator, say

_BEFORE, _SINCE = say("before"), say("since then")


def draw_changes(changes: Sequence[Change], translate: Translator) -> Chart:
    """The picture of all changes; `ValueError` where there is none."""
    if not changes:
        raise ValueError("no change to draw")
    headers = (translate(say("What")), translate(_BEFORE), translate(_SINCE), translate(say("Difference")))
    rows = tuple(
        (
            translate(change.since.title),
            _figure(change.before, translate),
            _figure(change.since, translate),
            _difference(change, translate),
        )
        for change in changes
    )
    said = " ".join(translate(change.sentence).replace("**", "") for change in changes)
    return finish(lambda across: paint(changes, across, translate), said, headers, rows)


def paint(changes: Sequence[Change], across: int, translate: Translator) -> Sheet:
    """Two lines for each measure on one scale, from nothing to everything."""
    names = max(width(translate(word), LABEL) for word in (_BEFORE, _SINCE)) + 16.0
    figures = (
        max(width(_figure(m, translate), LABEL, 600) for c in changes for m in (c.before, c.since)) + 16.0
    )
    left, right = names + 6.0, across - figures - 6.0
    entries = (
        Entry("dot", translate(say("counted"))),
        Entry("band", translate(say("range the same habit could give (95% interval)"))),
    )
    sheet = Sheet(across, 0.0)
    top = 0.0
    for change in changes:
        for line in wrap(translate(change.since.title), across, LABEL, 600):
            sheet.words(0, top + LABEL, line, weight=600)
            top += 20.0
        for word, measure in ((_BEFORE, change.before), (_SINCE, change.since)):
            middle = top + 16.0
            sheet.words(0, middle + BASELINE * LABEL, translate(word), "mute", size=SMALL)
            sheet.line((left, middle), (right, middle))
            if measure.interval:
                low, high = (
                    left + share * (right - left) for share in (measure.interval.low, measure.interval.high)
                )
                draw_band(sheet, low, high, middle)
            sheet.dots([(left + (measure.value or 0.0) * (right - left), middle)], 6.0)
            sheet.words(
                across, middle + BASELINE * LABEL, _figure(measure, translate), weight=600, align="right"
            )
            top += 28.0
        top += 18.0
    for share in (0.0, 0.5, 1.0):
        label = translate(say("{share:percent}", share=share))
        sheet.words(left + share * (right - left), top, label, "mute", size=SMALL, align="center")
    top += 14.0
    sheet.height = top + key_height(entries, across)
    draw_key(sheet, top, entries)
    return sheet


def _figure(measure: Measure, translate: Translator) -> str:
    if measure.interval is not None and measure.interval.method == "ratio":
        return translate(say("{share:percent}", share=measure.value or 0.0))
    return translate(say("{yes:number} of {n:number}", yes=measure.numerator, n=measure.denominator))


def _difference(change: Change, translate: Translator) -> str:
    if change.interval is None:
        return translate(say("too few"))
    if not change.clear:
        return translate(say("no clear change"))
    low, high = (round(100 * end) for end in (change.interval.low, change.interval.high))
    return translate(say("{low} to {high} points", low=low, high=high))
