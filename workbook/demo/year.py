"""The demo manager's year, drawn: who was met, when, about what.

Each planted rate has draws of its own, and nothing else in the calendar may count for its measure:
no other meeting has marketing in it, none but a debrief is a one-to-one in the two working days after
a visit, and what is vague stands outside those days too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workbook.demo.cast import CALENDAR_NAME
from workbook.demo.diary import Diary
from workbook.demo.draw import Draws
from workbook.demo.events import Event, Series, activity
from workbook.demo.habits import draw_meetings, draw_series
from workbook.demo.leave import Workdays, draw_leave
from workbook.demo.visits import Visit, draw_visits, plant_visits

if TYPE_CHECKING:
    from workbook.activity.records import Activity
    from workbook.evidence.measure import Period

__all__ = ["Visit", "Year", "draw_year"]

_AHEAD = timedelta(days=13)


@dataclass(frozen=True, slots=True)
class Year:
    """All that was drawn. `present` are the manager's working days, holidays and leave taken out;
    `visits` the visits with one of the team."""

    series: tuple[Series, ...]
    events: tuple[Event, ...]
    present: tuple[date, ...]
    visits: tuple[Visit, ...]

    def activities(self, source: str, window: Period) -> tuple[Activity, ...]:
        """What takes place in a window and was not declined, in the order of time."""
        found = [
            activity(series.event, start, source, CALENDAR_NAME)
            for series in self.series
            for start in series.takes_place()
            if window.first <= start.date() <= window.last
        ]
        found += [
            activity(event, event.start, source, CALENDAR_NAME)
            for event in self.events
            if not event.cancelled
            and not event.declined
            and event.start.date() <= window.last
            and (event.end - timedelta(seconds=1)).date() >= window.first
        ]
        return tuple(sorted(found, key=lambda one: (one.start, one.id)))


def draw_year(seed: int, first: date, period: Period, today: date) -> Year:
    """A year from `first` (a Monday) to the end of the week after the one of `today`."""
    draws = Draws(seed, first)
    last = today - timedelta(days=today.weekday()) + _AHEAD
    leave = draw_leave(draws, first, period)
    workdays = Workdays(first, last, leave)
    visits = draw_visits(draws, workdays, period)
    diary = Diary(draws)
    diary.events += leave.events
    series = draw_series(draws, workdays, visits)
    for one in series:
        for start in one.takes_place():
            diary.block(start, one.event.minutes)
    plant_visits(diary, visits)
    draw_meetings(diary, workdays, visits)
    return Year(tuple(series), tuple(diary.events), workdays.present, visits)
