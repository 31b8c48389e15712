"""The manager's own record: for each step a row, for each week whether it was done.

Done is a dot, partly a ring with a dot in it, not done a ring; a week nobody looked back on is a dash.
Nothing is red and nothing is added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workbook.charts.chart import WIDE, Chart, finish
from workbook.charts.layout import Entry, draw_key, draw_name, key_height, week_axis, week_number
from workbook.charts.sheet import Sheet
from workbook.words import Text, Translator, say

State = Literal["yes", "partly", "no"]

SAID: Final[dict[State, Text]] = {"yes": say("done"), "partly": say("partly"), "no": say("not done")}
_NOTHING: Final = say("not looked back on")
_PITCH: Final = 34.0
_ROOM: Final = 84.0


@dataclass(frozen=True, slots=True)
class Kept:
    """One step: its short name, and what was said for each week, None where nothing was."""

    name: str
    weeks: tuple[State | None, ...]


def draw_record(keys: Sequence[str], rows: Sequence[Kept], translate: Translator) -> Chart:
    """The record over the ISO weeks `keys`, oldest first; `ValueError` without a week or a row."""
    if not keys or not rows:
        raise ValueError("a record needs a week and a step")

    def said(state: State | None) -> str:
        return translate(SAID[state] if state else _NOTHING)

    told = [
        f"{row.name}: "
        + "; ".join(
            translate(say("week {week}: {said}", week=week_number(key), said=said(state)))
            for key, state in zip(keys, row.weeks, strict=True)
        )
        for row in rows
    ]
    alternative = translate(say("Your own record, week by week. {rows}.", rows=". ".join(told)))
    headers = (translate(say("Week")), *(row.name for row in rows))
    table = tuple(
        (translate(say("week {week}", week=week_number(key))), *(said(row.weeks[at]) for row in rows))
        for at, key in enumerate(keys)
    )
    return finish(lambda across: paint(keys, rows, across, translate), alternative, headers, table)


def paint(keys: Sequence[str], rows: Sequence[Kept], across: int, translate: Translator) -> Sheet:
    """Lays the record out: weeks from left to right, never more than a thumb apart."""
    room = _ROOM if across >= WIDE else 76.0
    left = room + 24.0
    step = min((across - left - 14.0) / max(len(keys) - 1, 1), 44.0)
    places = [left + at * step for at in range(len(keys))]
    radius = min(6.5, max(3.0, step * 0.4))
    entries = _key(rows, translate)
    axis = len(rows) * _PITCH + 16.0
    sheet = Sheet(across, axis + 12.0 + key_height(entries, across))
    for number, row in enumerate(rows):
        middle = number * _PITCH + 17.0
        draw_name(sheet, room, middle, row.name)
        for place, state in zip(places, row.weeks, strict=True):
            _mark(sheet, place, middle, state, radius)
    week_axis(sheet, places, keys, axis, translate)
    draw_key(sheet, axis + 12.0, entries)
    return sheet


def _mark(sheet: Sheet, x: float, y: float, state: State | None, radius: float) -> None:
    match state:
        case "yes":
            sheet.dots([(x, y)], radius)
        case "partly":
            sheet.dots([(x, y)], radius, "chart-1", open=True)
            sheet.dots([(x, y)], radius * 0.45)
        case "no":
            sheet.dots([(x, y)], radius, "chart-open", open=True)
        case None:
            sheet.line((x - 3.0, y), (x + 3.0, y), "chart-open", 1.5)


def _key(rows: Sequence[Kept], translate: Translator) -> list[Entry]:
    there = {state for row in rows for state in row.weeks}
    entries = []
    if "yes" in there:
        entries.append(Entry("dot", translate(SAID["yes"])))
    if "partly" in there:
        entries.append(Entry("partly", translate(SAID["partly"])))
    if "no" in there:
        entries.append(Entry("ring", translate(SAID["no"])))
    if None in there:
        entries.append(Entry("dash", translate(_NOTHING)))
    return entries
