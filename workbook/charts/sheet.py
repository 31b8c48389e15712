"""A sheet: the marks of a drawing in CSS pixels from the top left, before anything is drawn.

Charts lay out marks and know no drawing library; `workbook.charts.figure` draws them. Colours are
token names, so a drawing follows the page it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

Align = Literal["left", "center", "right"]
Weight = Literal[400, 600]

LABEL: Final = 14.0
"""Letter size of names and numbers, in CSS pixels."""

SMALL: Final = 13.0
"""Letter size of axis labels and keys; with the reading column at 608 px and a phone at 325 px no
letter comes out under 12 px."""

_THIN: Final = {
    "chart-1": "thin",
    "chart-2": "thin",
    "chart-3": "thin-2",
    "chart-open": "thin-2",
    "chart-soft": "thin-soft",
    "accent": "thin",
    "warn": "mute",
    "ink": "mute",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float = 1.0
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Discs of one size and colour; `open` ones are rings the page shows through."""

    points: tuple[tuple[float, float], ...]
    radius: float
    colour: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its baseline, `x` its left end, middle or right end by `align`."""

    x: float
    y: float
    text: str
    colour: str = "ink"
    size: float = LABEL
    weight: Weight = 400
    align: Align = "left"


Mark = Line | Dots | Box | Words


@dataclass(slots=True)
class Sheet:
    """What is drawn, in painting order, on `width` × `height` CSS pixels.

    On a `thin` sheet every mark is grey: too little data for a picture that asks to be believed.
    """

    width: float
    height: float
    thin: bool = False
    marks: list[Mark] = field(default_factory=list)

    def _colour(self, name: str) -> str:
        return _THIN.get(name, name) if self.thin else name

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = "line",
        width: float = 1.0,
        round_ends: bool = False,
    ) -> None:
        """A stroke from `start` to `end`."""
        self.marks.append(Line(*start, *end, self._colour(colour), width, round_ends))

    def dots(
        self,
        points: Iterable[tuple[float, float]],
        radius: float,
        colour: str = "chart-1",
        open: bool = False,
    ) -> None:
        """Discs, or rings if `open`; nothing where there are no points."""
        where = tuple(points)
        if where:
            self.marks.append(Dots(where, radius, self._colour(colour), open))

    def box(self, x: float, y: float, width: float, height: float, colour: str = "chart-1") -> None:
        """A filled rectangle; nothing where it would be empty."""
        if width > 0 and height > 0:
            self.marks.append(Box(x, y, width, height, self._colour(colour)))

    def hatch(self, x: float, y: float, width: float, height: float, step: float = 6.0) -> None:
        """A framed rectangle of slanted strokes: the part nobody could sort."""
        if width <= 0 or height <= 0:
            return
        at = step - height
        while at < width:
            left, right = max(at, 0.0), min(at + height, width)
            if right > left:
                start = (x + left, y + height - (left - at))
                self.line(start, (x + right, y + height - (right - at)), "chart-open", 1.0)
            at += step
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            self.line(start, end, "chart-open", 1.0)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        colour: str = "ink",
        *,
        size: float = LABEL,
        weight: Weight = 400,
        align: Align = "left",
    ) -> None:
        """One line of text on the baseline `y`; white space is folded, empty text is left out."""
        folded = " ".join(text.split())
        if folded:
            self.marks.append(Words(x, y, folded, self._colour(colour), size, weight, align))
