"""The demo manager's days: holidays, leave, and the days present."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from workbook.demo.cast import TEAM
from workbook.demo.draw import Draws
from workbook.demo.events import Event, midnight
from workbook.evidence.measure import Period
from workbook.evidence.presence import public_holidays, working_days_after

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leave:
    """The days taken off, and how they stand in the calendar, with a colleague's leave among them."""

    days: frozenset[date]
    events: tuple[Event, ...]


def draw_leave(draws: Draws, first: date, period: Period) -> Leave:
    """Three weeks and one week before the period, in it one week and a loose Friday. All-day entries,
    as people write them; the last is somebody else's leave in the same calendar."""
    random = draws.of("leave")
    long = first + timedelta(weeks=random.randrange(18, 22))
    short = first + timedelta(weeks=random.randrange(5, 9))
    inside = period.first + timedelta(weeks=random.randrange(4, 8))
    friday = period.first + timedelta(weeks=10, days=4)
    own = (
        (long, 19, "Zomervakantie" if 6 <= long.month <= 8 else "Vakantie"),
        (short, 5, "Vakantie"),
        (inside, 5, "Verlof"),
        (friday, 1, "Vrije dag"),
    )
    days = frozenset(start + timedelta(days=n) for start, length, _ in own for n in range(length))
    events = [_all_day(n, start, length, said) for n, (start, length, said) in enumerate(own)]
    colleague = random.choice(TEAM).first
    events.append(_all_day(9, period.first + timedelta(weeks=2, days=1), 2, f"Verlof {colleague}"))
    return Leave(days, tuple(events))


def _all_day(number: int, start: date, days: int, subject: str) -> Event:
    return Event(f"demo-leave-{number}@waterklaver.example", midnight(start), 0, subject, days=days)


@dataclass(slots=True)
class Workdays:
    """The days of the year from `first` to `last` that are worked: `present` without holidays and
    leave, in order; `holidays` the public ones in the Netherlands."""

    first: date
    last: date
    leave: Leave
    holidays: frozenset[date] = field(init=False)
    present: tuple[date, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.holidays = public_holidays(Period(self.first, self.last), "NL")
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        off = self.holidays | self.leave.days
        self.present = tuple(day for day in days if day.weekday() < 5 and day not in off)

    def weeks(self) -> Iterable[tuple[date, ...]]:
        """The present days, a week at a time."""
        by_week: dict[date, list[date]] = {}
        for day in self.present:
            by_week.setdefault(day - timedelta(days=day.weekday()), []).append(day)
        return tuple(tuple(days) for days in by_week.values())

    def after(self, day: date) -> tuple[date, ...]:
        """The days from a visit up to and with the second working day after it."""
        end = working_days_after(day, 2, "NL")
        return tuple(day + timedelta(days=n) for n in range((end - day).days + 1))

    def debrief_day(self, day: date) -> date | None:
        """The first present day of the two working days after a visit, None where both are leave."""
        present = set(self.present)
        return next((one for one in self.after(day)[1:] if one in present), None)
