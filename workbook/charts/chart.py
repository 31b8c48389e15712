"""A chart as the page gets it: two drawings, the words that replace them, and the table behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workbook.charts.sheet import Sheet

WIDE: Final = 656
"""Width of the drawing for the reading column, in CSS pixels."""

NARROW: Final = 350
"""Width of the drawing for a phone, in CSS pixels."""

Paint = Callable[[int], Sheet]


@dataclass(frozen=True, slots=True)
class Chart:
    """`svg` for the reading column and `narrow`, drawn anew for a phone; show one of the two.

    `alternative` says what the picture says, in the reader's language; it is also the drawings'
    accessible name. `rows` hold the full figures and whole names under `headers`.
    """

    svg: str
    narrow: str
    alternative: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def finish(
    paint: Paint, alternative: str, headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> Chart:
    """Draws the picture at both widths and puts it with its words and table."""
    from workbook.charts.figure import to_svg

    return Chart(
        svg=to_svg(paint(WIDE), alternative, "wb-chart-wide"),
        narrow=to_svg(paint(NARROW), alternative, "wb-chart-narrow"),
        alternative=alternative,
        headers=headers,
        rows=rows,
    )
