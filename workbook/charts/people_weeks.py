"""A row for each person, a dot for each time, the count at the end; an empty row is information."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbook.charts.layout import (
    BASELINE,
    Entry,
    draw_cross,
    draw_key,
    draw_name,
    draw_square,
    key_height,
    name_room,
    week_axis,
)
from workbook.charts.lettering import width
from workbook.charts.sheet import LABEL, Sheet
from workbook.words import Translator, say

Kind = Literal["ring", "square", "cross"]
"""What stands beside the discs: told apart by its shape, not by its colour alone."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person's row: how often in each week, None for a week the files say nothing about. `beside` is
    how often otherwise, by the kind of mark, and no part of the count."""

    name: str
    times: tuple[int | None, ...]
    beside: tuple[tuple[Kind, tuple[int, ...]], ...] = ()

    @property
    def total(self) -> int:
        """How often in all weeks together."""
        return sum(times or 0 for times in self.times)


def in_order(people: Sequence[Person]) -> tuple[Person, ...]:
    """By name, those with nothing last: how attention is spread, and not who gets most of it."""
    return tuple(sorted(people, key=lambda person: (person.total == 0, person.name.casefold())))


def paint(
    people: Sequence[Person],
    weeks: Sequence[str],
    across: int,
    translate: Translator,
    thin: bool = False,
    key: Sequence[Entry] = (),
) -> Sheet:
    """Lays the picture out at a width of `across` pixels; `weeks` are ISO week keys, `key` says what the marks
    are where there are several kinds."""
    pitch = 34.0 if len(people) <= 10 else 28.0
    names = name_room([person.name for person in people], across)
    counts = max((width(str(person.total), LABEL, 600) for person in people), default=0.0)
    left, right = names + 22.0, across - counts - 22.0
    step = (right - left) / max(len(weeks) - 1, 1)
    places = [left + index * step for index in range(len(weeks))]
    radius = max(2.2, min(6.0, step * 0.46))
    silent = [all(person.times[at] is None for person in people) for at in range(len(weeks))]
    entries = tuple(key)
    if any(silent):
        entries = (*entries, Entry("none", translate(say("A gap in the lines is a week without data."))))
    axis = len(people) * pitch + 16.0
    below = axis + 12.0
    sheet = Sheet(across, below + key_height(entries, across), thin)
    for row, person in enumerate(people):
        middle = (row + 0.5) * pitch
        ink = "ink" if person.total else "warn"
        for start, end in _runs(silent):
            sheet.line(
                (max(places[start] - step / 2, left), middle), (min(places[end] + step / 2, right), middle)
            )
        _marks(sheet, person, places, middle, radius, pitch)
        draw_name(sheet, names, middle, person.name, ink)
        baseline = middle + BASELINE * LABEL
        sheet.words(across, baseline, str(person.total), ink, weight=600, align="right")
    week_axis(sheet, places, weeks, axis, translate)
    draw_key(sheet, below, entries)
    return sheet


def _marks(
    sheet: Sheet, person: Person, places: Sequence[float], middle: float, radius: float, pitch: float
) -> None:
    """The marks of one row: those of one week in one stack, visits first."""
    points: dict[str, list[tuple[float, float]]] = {}
    for index, at in enumerate(places):
        kinds: list[str] = ["disc"] * (person.times[index] or 0)
        for mark, times in person.beside:
            kinds += [mark] * times[index]
        for kind, point in zip(kinds, _stack(at, middle, len(kinds), radius, pitch), strict=True):
            points.setdefault(kind, []).append(point)
    small = radius * 0.9
    sheet.dots(points.get("disc", ()), radius)
    sheet.dots(points.get("ring", ()), small, "chart-open", open=True)
    for x, y in points.get("square", ()):
        draw_square(sheet, x, y, small)
    for x, y in points.get("cross", ()):
        draw_cross(sheet, x, y, small)


def _stack(x: float, middle: float, times: int, radius: float, pitch: float) -> list[tuple[float, float]]:
    """Dots of one week above each other around the row's line, closer together where they are many."""
    if times < 2:
        return [(x, middle)] * times
    step = min(2 * radius + 2, (pitch - 2 * radius - 2) / (times - 1))
    return [(x, middle + (place - (times - 1) / 2) * step) for place in range(times)]


def _runs(silent: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last week of each stretch with data."""
    runs: list[tuple[int, int]] = []
    for at, quiet in enumerate(silent):
        if quiet:
            continue
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
