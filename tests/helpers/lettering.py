"""Where a line of text stands on a sheet, to see whether lines collide."""

from __future__ import annotations

from workbook.charts.lettering import width
from workbook.charts.sheet import Words


def extent(words: Words) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a placed line of text, in the sheet's pixels.

    Ascent and descent are Inter's capitals and descenders (0.73 and 0.21 of the size).
    """
    across = width(words.text, words.size, words.weight)
    left = words.x - {"left": 0.0, "center": across / 2, "right": across}[words.align]
    return left, words.y - 0.73 * words.size, left + across, words.y + 0.21 * words.size
