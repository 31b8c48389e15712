"""A column of dots for each week: what happened, what could have, and where nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbook.charts.chart import WIDE
from workbook.charts.layout import BASELINE, Entry, Sign, draw_key, draw_sign, key_height, week_axis
from workbook.charts.lettering import width
from workbook.charts.sheet import LABEL, Sheet
from workbook.words import Translator, say

_READABLE: Final = 5.4
"""Dots smaller than this leave no room for a question mark; a tick stands for it."""


@dataclass(frozen=True, slots=True)
class Week:
    """One column of dots (`times`) and rings (`rings`, what could have been and was not).

    `unknown` things may or may not have been; they are question marks. A week without `data` gets a
    dash whatever else it holds, a week of `leave` nothing at all.
    """

    key: str
    times: int = 0
    rings: int = 0
    unknown: int = 0
    data: bool = True
    leave: bool = False

    @property
    def height(self) -> int:
        """How many signs stand on each other."""
        return self.times + self.rings + self.unknown if self.data and not self.leave else 0


@dataclass(frozen=True, slots=True)
class Legend:
    """What a dot, a ring and a question mark stand for, and the figure that goes with the whole."""

    times: str
    rings: str
    unknown: str
    total: str


def paint(
    weeks: Sequence[Week], legend: Legend, across: int, translate: Translator, thin: bool = False
) -> Sheet:
    """Lays the picture out at a width of `across` pixels: the figure at the end of the row, or above
    it where the row needs the whole width."""
    wide = across >= WIDE
    room = width(legend.total, LABEL, 600) + 20.0 if wide else 0.0
    step = min((across - room) / max(len(weeks), 1), 44.0)
    radius = max(2.2, min(7.0, step * 0.4))
    rise = 2 * radius + max(2.0, radius / 2)
    places = [(index + 0.5) * step for index in range(len(weeks))]
    top = 4.0 if wide else 30.0
    floor = top + radius + (max((week.height for week in weeks), default=1) - 1) * rise
    floor = max(floor, top + radius)
    axis = floor + radius + 22.0
    unknown: Sign = "query" if radius >= _READABLE else "tick"
    entries = _key(weeks, legend, unknown, translate)
    sheet = Sheet(across, axis + 14.0 + key_height(entries, across), thin)
    for at, week in zip(places, weeks, strict=True):
        _column(sheet, week, unknown, at, floor, rise, radius)
    end = places[-1] + step / 2 if places else 0.0
    if wide:
        sheet.words(end + 16.0, floor + BASELINE * LABEL, legend.total, weight=600)
    else:
        sheet.words(0, LABEL, legend.total, weight=600)
    week_axis(sheet, places, [week.key for week in weeks], axis, translate)
    draw_key(sheet, axis + 14.0, entries)
    return sheet


def _column(
    sheet: Sheet, week: Week, unknown: Sign, at: float, floor: float, rise: float, radius: float
) -> None:
    if week.leave:
        return
    if not week.data:
        half = min(radius, 5.0)
        sheet.line((at - half, floor), (at + half, floor), "chart-open", 1.5)
        return
    places = [(at, floor - place * rise) for place in range(week.height)]
    rings = week.times + week.unknown
    sheet.dots(places[: week.times], radius)
    sheet.dots(places[rings:], radius, "chart-open", open=True)
    for x, y in places[week.times : rings]:
        if unknown == "query":
            draw_sign(sheet, x, y, unknown, "mute")
        else:
            sheet.line((x, y - radius), (x, y + radius), "chart-open", 1.5)


def _key(weeks: Sequence[Week], legend: Legend, unknown: Sign, translate: Translator) -> list[Entry]:
    told = [week for week in weeks if week.data and not week.leave]
    entries = [Entry("dot", legend.times)]
    if any(week.rings for week in told):
        entries.append(Entry("ring", legend.rings))
    if any(week.unknown for week in told):
        entries.append(Entry(unknown, legend.unknown))
    if any(not week.data and not week.leave for week in weeks):
        entries.append(Entry("dash", translate(say("no data that week"))))
    if any(week.leave for week in weeks):
        entries.append(Entry("none", translate(say("empty: you were off"))))
    return entries
