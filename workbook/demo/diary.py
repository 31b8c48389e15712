"""Finding room in the demo's diary."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from workbook.demo.draw import Draws
from workbook.demo.events import Event, midnight

_FIRST, _LAST, _STEP = 9 * 60, 17 * 60, 30


class Diary:
    """The events drawn so far, and the hours they take. Events are numbered in order."""

    def __init__(self, draws: Draws) -> None:
        self.draws: Final = draws
        self.events: list[Event] = []
        self._taken: dict[date, list[tuple[datetime, datetime]]] = defaultdict(list)

    def block(self, start: datetime, minutes: int) -> None:
        """Take these minutes."""
        self._taken[start.date()].append((start, start + timedelta(minutes=minutes)))

    def free(self, day: date, minutes: int) -> datetime:
        """A start on the half hour between nine and five with so many minutes free, drawn; where the
        day is full, any start that nothing else has."""
        starts = [midnight(day) + timedelta(minutes=m) for m in range(_FIRST, _LAST - minutes + 1, _STEP)]
        length, taken = timedelta(minutes=minutes), self._taken[day]
        self.draws.of("hour", day, str(len(taken))).shuffle(starts)
        for start in starts:
            if all(start + length <= begin or start >= end for begin, end in taken):
                return start
        begun = {begin for begin, _ in taken}
        return next((start for start in starts if start not in begun), starts[0])

    def add(self, subject: str, day: date, minutes: int, at: datetime | None = None, **more: Any) -> None:
        """Put an event on a day: at a given time, or where there is room."""
        start = at or self.free(day, minutes)
        self.block(start, minutes)
        number = len(self.events) + 1
        self.events.append(Event(f"demo-{number:04d}@waterklaver.example", start, minutes, subject, **more))
