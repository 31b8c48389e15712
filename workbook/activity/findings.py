"""What turns up while a file is read, gathered into its `Reading`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from workbook.activity import limits
from workbook.activity.records import Activity, Reading, Refusal, Undecided
from workbook.words import Text, say, say_n

_MOST_WEEKS: Final = 53 * 30
"""Weeks told apart in a report: thirty years of them."""


@dataclass(slots=True)
class Findings:
    """The report on one file in the making; `reading` closes it."""

    file: str
    format: Text
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    date_order: str = ""
    decimal: str = ""
    zone: str = ""
    undecided: list[Undecided] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    deals: bool = False
    mappable: bool = False
    _weeks: tuple[int, ...] = ()
    _refused: list[Refusal] = field(default_factory=list)
    _refused_more: int = 0
    _left_out: dict[str, tuple[Text, int]] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether any row was refused."""
        return bool(self._refused)

    def refuse(self, row: int, reason: Text) -> None:
        """A row or event that should have been read; beyond the limit they are only counted."""
        if len(self._refused) < limits.REFUSALS:
            self._refused.append(Refusal(self.file, row, reason))
        else:
            self._refused_more += 1

    def refuse_rows(self, rows: Iterable[int], reason: Text) -> None:
        """Many rows for one reason."""
        for row in rows:
            self.refuse(row, reason)

    def leave_out(self, reason: Text, times: int = 1) -> None:
        """Rows or events that are rightly not read."""
        if times:
            before = self._left_out.get(reason.id, (reason, 0))[1]
            self._left_out[reason.id] = (reason, before + times)

    def add(self, other: Findings) -> None:
        """What another one refused and left out of the same file."""
        for refusal in other._refused:
            self.refuse(refusal.row, refusal.reason)
        self._refused_more += other._refused_more
        for reason, times in other._left_out.values():
            self.leave_out(reason, times)

    def reading(self, read: int, first: date | None, last: date | None) -> Reading:
        """The finished report: `read` rows or instances, on days `first` to `last`."""
        notes = list(self.notes)
        if self._refused_more:
            notes.append(
                say_n(
                    "{n:number} more row was refused; only the first thousand are listed.",
                    "{n:number} more rows were refused; only the first thousand are listed.",
                    self._refused_more,
                )
            )
        return Reading(
            file=self.file,
            format=self.format,
            sheet=self.sheet,
            encoding=self.encoding,
            delimiter=self.delimiter,
            date_order=self.date_order,
            decimal=self.decimal,
            zone=self.zone,
            read=read,
            first=first,
            last=last,
            left_out=tuple(self._left_out.values()),
            refused=tuple(sorted(self._refused, key=lambda refusal: refusal.row)),
            undecided=tuple(self.undecided),
            notes=tuple(notes),
            weeks=self._weeks,
            deals=self.deals,
            mappable=self.mappable,
        )

    def count_weeks(self, days: Mapping[date, int]) -> None:
        """Note in which weeks there is anything, from the number on each day."""
        self._weeks = weeks_of(days)

    def reading_of(self, activities: list[Activity]) -> Reading:
        """The finished report of a file with activities."""
        days = [activity.start.date() for activity in activities]
        self.count_weeks(Counter(days))
        return self.reading(len(activities), min(days, default=None), max(days, default=None))


def unreadable(file: str, reason: Text, mappable: bool = False) -> Reading:
    """The report on a file that could not be read at all."""
    return Reading(file=file, format=say("Not read"), refused=(Refusal(file, 0, reason),), mappable=mappable)


def weeks_of(days: Mapping[date, int]) -> tuple[int, ...]:
    """How many there are in each week, from that of the earliest day to that of the latest."""
    counts: Counter[int] = Counter()
    for day, times in days.items():
        counts[(day.toordinal() - 1) // 7] += times
    if not counts:
        return ()
    first = min(counts)
    return tuple(counts[week] for week in range(first, min(max(counts), first + _MOST_WEEKS - 1) + 1))
