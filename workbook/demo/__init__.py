"""The demo manager: a made-up company with a year of calendar and deals, and a truth planted in it.

Everything is drawn from one seed, so the same seed and day give the same files, and on another day the same
weeks, moved along, without what falls on a holiday. Company, people and customers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from workbook.activity.people import People
from workbook.activity.records import Activity
from workbook.demo.cast import ME, TEAM, everybody
from workbook.demo.truth import RIDE_ALONG_SHARES, Truth, truth_of
from workbook.evidence.measure import Period

if TYPE_CHECKING:
    import polars as pl

    from workbook.demo.deals import Deal
    from workbook.demo.year import Visit, Year

__all__ = ["CALENDAR", "DEALS", "NEVER_ACCOMPANIED", "Demo", "DemoFile", "Truth"]

CALENDAR: Final = "agenda-demo.ics"
DEALS: Final = "deals-demo.csv"
STORY: Final = 107
"""The seed of the year that visitors see: on every day each of its figures has something to say."""
NEVER_ACCOMPANIED: Final = frozenset(
    one.address for one, share in zip(TEAM, RIDE_ALONG_SHARES, strict=True) if not share
)
"""Who is never accompanied in the last thirteen weeks."""


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file as the manager would drop it: its name and its bytes."""

    name: str
    data: bytes


class Demo:
    """The demo manager for one `seed`, seen from `today`.

    `period` are the last thirteen full weeks before `today`; the calendar starts 52 weeks before this
    week and runs to the end of the next.
    """

    def __init__(self, seed: int = STORY, *, today: date) -> None:
        self.seed = seed
        self.today = today
        monday = self.today - timedelta(days=self.today.weekday())
        self.first = monday - timedelta(weeks=52)
        self.period = Period(monday - timedelta(weeks=13), monday - timedelta(days=1))
        self.me: str = ME.address

    @cached_property
    def people(self) -> People:
        """Who is who, everybody confirmed."""
        return everybody()

    @cached_property
    def files(self) -> tuple[DemoFile, ...]:
        """The calendar as an iCalendar file, and the deals as Excel writes CSV in the Netherlands."""
        from workbook.demo.calendar_file import calendar_file
        from workbook.demo.deals import deals_file

        return (
            DemoFile(CALENDAR, calendar_file(self._year, self.today)),
            DemoFile(DEALS, deals_file(self._deals)),
        )

    @cached_property
    def truth(self) -> Truth:
        """The rates and probabilities all of this is drawn from."""
        return truth_of(sum(self.period.first <= day <= self.period.last for day in self._year.present))

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The visits with somebody of the team, as planted, for tests."""
        return self._year.visits

    def activities(self, window: Period | None = None) -> tuple[Activity, ...]:
        """What reading the calendar gives, without reading it: all up to `today`, or a window's."""
        span = window or Period(self.first, self.today)
        return self._year.activities(CALENDAR, span)

    def deals(self) -> pl.DataFrame:
        """What reading the deals gives, without reading them, in `DEAL_SCHEMA`."""
        from workbook.demo.deals import deals_frame

        return deals_frame(self._deals)

    @cached_property
    def _year(self) -> Year:
        from workbook.demo.year import draw_year

        return draw_year(self.seed, self.first, self.period, self.today)

    @cached_property
    def _deals(self) -> tuple[Deal, ...]:
        from workbook.demo.deals import draw_deals

        return draw_deals(self.seed, self.first, self.today)
