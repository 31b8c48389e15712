"""Repeating events, followed only through the period and only as far as a limit.

`recurring-ical-events` does the following. What it lacks is a limit: a rule that repeats each
second, or one that no day on earth satisfies, keeps it busy for ever. Here each step through a rule
is counted and timed, and a series that takes too many or too long is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import MAXYEAR, datetime
from itertools import islice
from time import thread_time
from typing import TYPE_CHECKING, Any

from workbook.activity import limits

if TYPE_CHECKING:
    from icalendar import Event


class TooManyError(Exception):
    """A series that takes place too often, or costs too many steps to follow."""


class Budget:
    """Steps and seconds of the processor left for a file. Each series may take `limits.STEPS` and
    `limits.SERIES_SECONDS` of them and no more."""

    def __init__(self, steps: int = limits.FILE_STEPS, clock: Callable[[], float] = thread_time) -> None:
        self._left = steps
        self._series = 0
        self._clock = clock
        self._began = clock()
        self._seconds = limits.FILE_SECONDS
        self.last_year = MAXYEAR

    def begin_series(self) -> None:
        """Give the next series its share of what is left."""
        self._series = min(limits.STEPS, self._left)
        self._began = self._clock()

    def end_series(self) -> None:
        """Take what the series cost in time from what is left for the others."""
        self._seconds -= self._clock() - self._began

    def step(self, cost: int) -> None:
        """Take one step; raises `TooManyError` when nothing is left for it."""
        self._left -= cost
        self._series -= cost
        if self._series < 0 or self._clock() - self._began > min(limits.SERIES_SECONDS, self._seconds):
            raise TooManyError


class _CountedInterval(int):
    """The INTERVAL of a rule. Each step through the rule adds or multiplies it, so it can count them."""

    budget: Budget
    cost: int
    yearly: bool

    def __new__(cls, rule: str, budget: Budget) -> _CountedInterval:
        parts = _parts(rule)
        counted = super().__new__(cls, int(parts.get("INTERVAL") or 1))
        counted.budget = budget
        within_day = parts.get("FREQ", "").upper() in ("HOURLY", "MINUTELY", "SECONDLY")
        counted.yearly = parts.get("FREQ", "").upper() == "YEARLY"
        counted.cost = limits.STEP_WITHIN_DAY if within_day else 1
        return counted

    def __radd__(self, other: int) -> int:
        self.budget.step(self.cost)
        # A yearly rule adds it to the year. One that no year satisfies is not followed beyond the period.
        if self.yearly and other > self.budget.last_year:
            return MAXYEAR + 1
        return int(self) + other

    def __mul__(self, other: int) -> int:
        self.budget.step(self.cost)
        return int(self) * other


class Repeater:
    """Follows the series of one file, all on one budget."""

    def __init__(self, budget: Budget | None = None) -> None:
        import recurring_ical_events as recurring

        self._recurring = recurring
        counting = budget or Budget()
        self._budget = counting

        class Rules(recurring.Series.RecurrenceRules):  # type: ignore[misc]
            def rrulestr(self, rule_string: str) -> Any:
                _check_size(rule_string)
                rule = super().rrulestr(rule_string)
                counted = rule.replace(interval=_CountedInterval(rule_string, counting))
                counted.string, counted.until = rule.string, rule.until
                return counted

        class Series(recurring.Series):  # type: ignore[misc]
            """recurring-ical-events 3.8.2 forgets a change of all later instances once another one names its
            first instance alone."""

            RecurrenceRules = Rules

            def __init__(self, components: Any) -> None:
                changes = [one for one in components if one.this_and_future]
                self._lasting = sorted(changes, key=lambda one: one.recurrence_ids[0])
                super().__init__(components)

            @property
            def this_and_future_components(self) -> Iterator[Any]:
                yield from (self.recurrence.core,) if self.recurrence.has_core else ()
                yield from self._lasting

            def get_component_for_recurrence_id(self, recurrence_id: Any) -> Any:
                earlier = [one for one in self._lasting if one.recurrence_ids[0] < recurrence_id]
                return earlier[-1] if earlier else self.recurrence.core

        self._series = Series

    def begin(self, listed: int) -> None:
        """Begin a series, `listed` dates of which stand beside its rules. Raises `TooManyError` for more than
        can be read; they are not read yet."""
        self._budget.begin_series()
        self._budget.step(listed * limits.LISTED_DATE)

    def instances(
        self, events: list[Event], zone: str | None, first: datetime, last: datetime
    ) -> list[Event]:
        """The instances of one series that touch `first` to `last`, each as an event of its own.

        `events` are all components with one UID: the series and its moved, changed or cancelled
        instances. With `zone`, times in UTC repeat by the clock of that zone, as Google means its
        X-WR-TIMEZONE. The series was begun. Raises `TooManyError` beyond the limits, and whatever the
        library raises for a rule that is broken.
        """
        import icalendar

        self._budget.last_year = last.year
        calendar = icalendar.Calendar()
        if zone is not None:
            calendar.add("X-WR-TIMEZONE", zone)
        for event in events:
            calendar.add_component(event)
        selected = self._recurring.selection.ComponentsWithName("VEVENT", series=self._series)
        query = self._recurring.of(calendar, components=[selected])
        found: list[Any] = []
        try:
            for series in query.series:
                found.extend(islice(series.between(first, last), limits.INSTANCES + 1))
        finally:
            self._budget.end_series()
        if len(found) > limits.INSTANCES:
            raise TooManyError
        return [occurrence.as_component(False) for occurrence in found]


def _parts(rule: str) -> dict[str, str]:
    return {
        name.strip().upper(): value
        for name, _, value in (part.partition("=") for part in rule.removeprefix("RRULE:").split(";"))
    }


def _check_size(rule: str) -> None:
    """Refuse a rule that names more times of the day than a day has quarters of an hour: that cost
    lies within one step, where it can't be counted. Refuse one longer than anybody needs as well."""
    if len(rule) > limits.RULE:
        raise TooManyError
    parts = _parts(rule)
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= parts.get(name, "").count(",") + 1
    if times > 96:
        raise TooManyError
