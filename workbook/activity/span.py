"""The days that are read, and which ones when nobody has chosen a period yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

OWN_DAYS: Final = 400
"""Days read of a file when no period is chosen: a year, and the season before it to compare."""


class Window(Protocol):
    """A period: first and last day, both included."""

    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Span:
    """A period of whole days, first and last included."""

    first: date
    last: date

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Midnight at which it starts, and midnight at which it is over, in `zone`."""
        start = datetime.combine(self.first, time(), zone)
        return start, datetime.combine(self.last + timedelta(days=1), time(), zone)


def own_span(days: Iterable[date], today: date) -> Span:
    """The last 400 days of a file: up to its last day, but not beyond today.

    A file about the future alone is read from its first day on.
    """
    known = [min(max(day, date(1900, 1, 1)), date(9000, 1, 1)) for day in days]
    if not known:
        return Span(today - timedelta(days=OWN_DAYS - 1), today)
    if min(known) > today:
        return Span(min(known), min(max(known), min(known) + timedelta(days=OWN_DAYS - 1)))
    last = min(max(known), today)
    return Span(last - timedelta(days=OWN_DAYS - 1), last)
