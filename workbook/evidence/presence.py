"""When the manager was there to be measured: working days and weeks, holidays and leave taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from workbook.activity.records import Activity
from workbook.evidence.measure import Period

COUNTRIES: Final = ("NL", "BE")
"""The countries whose public holidays are known here."""

WEEKS_LOOKED_AT: Final = 13
"""A quarter: long enough for a habit to show, short enough to remember."""

LEAVE_MINUTES: Final = 360
"""From six hours of leave a day counts as a day off; a free afternoon does not."""

_DAY = timedelta(days=1)
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Presence:
    """The working days and weeks of a period that the manager was there.

    `days` are Mondays to Fridays that are neither a public holiday nor leave, in order; `off` are the
    holidays and days of leave; `weeks` the ISO weeks with at least one of `days`.
    """

    period: Period
    days: tuple[date, ...]
    off: frozenset[date]
    weeks: tuple[str, ...]

    @property
    def months(self) -> float:
        """Months of presence: working days present over the 21.74 of an average month (5 days in
        each of the 365.2425 / 7 weeks of a year, over 12)."""
        return len(self.days) / (365.2425 / 7 * 5 / 12)


def presence(period: Period, country: str, absences: Iterable[Activity]) -> Presence:
    """Who-was-there for a period: `absences` are the activities sorted as leave.

    Raises `ValueError` for a country whose holidays are not known here.
    """
    off = public_holidays(period, country) | {d for d in leave_days(absences) if within(d, period)}
    days = tuple(d for d in days_of(period) if d.weekday() < 5 and d not in off)
    return Presence(period, days, off, tuple(dict.fromkeys(week_key(d) for d in days)))


def public_holidays(period: Period, country: str) -> frozenset[date]:
    """The public holidays in a period.

    Good Friday is left in for the Netherlands: the Algemene termijnenwet (art. 3) treats it as a
    holiday for legal terms only, and most firms work. Liberation Day counts once in five years, as
    most collective agreements have it (so the `holidays` library).
    """
    if country not in COUNTRIES:
        raise ValueError(f"no holidays known for country {country!r}")
    known = (_holidays_of(country, year) for year in range(period.first.year, period.last.year + 1))
    return frozenset(d for year in known for d in year if within(d, period))


@lru_cache(maxsize=32)
def _holidays_of(country: str, year: int) -> frozenset[date]:
    import holidays

    found = holidays.country_holidays(country, years=year, language="en_US")
    return frozenset(d for d, name in found.items() if not (country == "NL" and "Good Friday" in name))


def leave_days(absences: Iterable[Activity]) -> frozenset[date]:
    """The days taken off: all-day leave, and days with six hours of it or more."""
    whole: set[date] = set()
    parts: dict[date, list[tuple[float, float]]] = {}
    for absence in absences:
        if absence.all_day:
            # By their dates: a day of the change to or from summer time has no 24 hours.
            last = max(absence.start.date(), absence.end.date() - _DAY)
            whole.update(days_of(Period(absence.start.date(), last)))
            continue
        for day, start, end in _by_day(absence):
            parts.setdefault(day, []).append((start.timestamp() / 60, end.timestamp() / 60))
    return frozenset(whole | {day for day, spans in parts.items() if union_minutes(spans) >= LEAVE_MINUTES})


def _by_day(activity: Activity) -> Iterator[tuple[date, datetime, datetime]]:
    day = activity.start.date()
    while True:
        midnight = datetime.combine(day, time(), activity.start.tzinfo)
        start, end = max(activity.start, midnight), min(activity.end, midnight + _DAY)
        if end <= start and day != activity.start.date():
            return
        yield day, start, max(start, end)
        day += _DAY


def union_minutes(spans: Iterable[tuple[float, float]]) -> float:
    """Minutes covered by any of the spans (start, end, in minutes): overlaps count once."""
    total, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        if end > reached:
            total += end - max(start, reached)
            reached = end
    return total


def default_period(activities: Iterable[Activity], today: date, number: int = WEEKS_LOOKED_AT) -> Period:
    """The last `number` full ISO weeks that the data can cover, or as many as there are.

    A week is full when it is over and the data reaches its Friday; at the far end, when the data
    starts on its Monday. Without any data: so many weeks before this one; with less than one full
    week: the days there are.
    """
    days = [
        a.start.date() for a in activities if a.kind != "task" and not a.all_day and a.start.date() <= today
    ]
    last = _monday(today) - _DAY
    if not days:
        return Period(last - timedelta(weeks=number) + _DAY, last)
    newest, oldest = max(days), min(days)
    if newest < last:
        covered = _monday(newest)
        last = covered + 6 * _DAY if newest.weekday() >= _FRIDAY else covered - _DAY
    first = last - timedelta(weeks=number) + _DAY
    starts = _monday(oldest) if oldest.weekday() == 0 else _monday(oldest) + 7 * _DAY
    if starts > last:
        return Period(_monday(newest), min(_monday(newest) + 6 * _DAY, today))
    return Period(max(first, starts), last)


def days_of(period: Period) -> Iterator[date]:
    """Every day of a period, first and last included."""
    return (period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1))


def weeks_of(period: Period) -> tuple[str, ...]:
    """Every ISO week a period touches, in order."""
    return tuple(dict.fromkeys(week_key(day) for day in days_of(period)))


def months_of(period: Period) -> tuple[str, ...]:
    """Every month a period touches, in order."""
    return tuple(dict.fromkeys(month_key(day) for day in days_of(period)))


def week_key(day: date) -> str:
    """The ISO week of a day, as `2026-W38`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def month_key(day: date) -> str:
    """The month of a day, as `2026-09`."""
    return f"{day.year}-{day.month:02d}"


def within(day: date, period: Period) -> bool:
    """Whether a day belongs to a period."""
    return period.first <= day <= period.last


def working_days_after(day: date, number: int, country: str) -> date:
    """The last of the `number` working days after a day: two after a Friday is the next Tuesday.

    Public holidays are passed over; the manager's leave is not, for others do not wait either.
    """
    period = Period(day, day + timedelta(days=21))
    free = public_holidays(period, country)
    left = number
    for later in days_of(Period(day + _DAY, period.last)):
        if later.weekday() < 5 and later not in free:
            left -= 1
            if left == 0:
                return later
    raise ValueError(f"{number} working days do not fit in three weeks")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
