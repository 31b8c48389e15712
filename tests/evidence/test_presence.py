from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.evidence.measure import Period
from workbook.evidence.presence import (
    days_of,
    default_period,
    leave_days,
    presence,
    public_holidays,
    union_minutes,
    weeks_of,
    working_days_after,
)


def test_dutch_and_flemish_holidays_differ() -> None:
    """Protects both countries: King's Day is Dutch, Labour Day and Armistice Day are Belgian."""
    spring, november = (
        Period(date(2026, 4, 20), date(2026, 5, 3)),
        Period(date(2026, 11, 9), date(2026, 11, 15)),
    )
    assert public_holidays(spring, "NL") == {date(2026, 4, 27)}
    assert public_holidays(spring, "BE") == {date(2026, 5, 1)}
    assert public_holidays(november, "BE") == {date(2026, 11, 11)}
    assert public_holidays(november, "NL") == frozenset()


def test_good_friday_is_worked_and_easter_monday_is_not() -> None:
    """Protects the days present in April from a holiday that most firms do not keep."""
    easter = Period(date(2026, 3, 30), date(2026, 4, 12))
    there = presence(easter, "NL", ())
    assert date(2026, 4, 3) in there.days
    assert date(2026, 4, 6) not in there.days
    assert len(there.days) == 9


def test_an_unknown_country_is_refused() -> None:
    """Protects against silently counting holidays as working days."""
    with pytest.raises(ValueError, match="FR"):
        presence(Period(date(2026, 1, 1), date(2026, 1, 31)), "FR", ())


def test_a_week_of_leave_is_no_week(diary: Any) -> None:
    """Protects rates per week present: a week away is not a week without a plan."""
    away = diary.add(7, None, at=0, minutes=5 * 24 * 60, all_day=True)
    there = presence(diary.period(3), "NL", [away])
    assert there.weeks == ("2026-W37", "2026-W39")
    assert len(there.days) == 10


def test_a_free_afternoon_is_no_day_off_and_six_hours_are(diary: Any) -> None:
    """Protects the line between a half day and a day, overlaps counted once."""
    short = [diary.add(0, None, at=13, minutes=240), diary.add(0, None, at=14, minutes=240)]
    long = [diary.add(1, None, at=9, minutes=180), diary.add(1, None, at=12, minutes=180)]
    assert leave_days(short) == frozenset()
    assert leave_days(long) == {diary.monday + timedelta(days=1)}


def test_a_timed_leave_over_days_takes_each_of_them(diary: Any) -> None:
    """Protects leave written as Monday nine to Wednesday noon: Monday, Tuesday and Wednesday."""
    away = diary.add(0, None, at=9, minutes=2 * 24 * 60 + 3 * 60)
    assert leave_days([away]) == {diary.monday + timedelta(days=n) for n in range(3)}


def test_two_working_days_pass_over_weekend_and_holiday() -> None:
    """Protects the debrief's days: after the Friday before Pentecost comes Wednesday."""
    assert working_days_after(date(2026, 9, 4), 2, "NL") == date(2026, 9, 8)
    assert working_days_after(date(2026, 5, 22), 2, "NL") == date(2026, 5, 27)
    assert working_days_after(date(2026, 12, 31), 2, "NL") == date(2027, 1, 5)


def test_without_data_the_period_is_the_thirteen_weeks_before_this_one() -> None:
    """Protects the first sight of the start page."""
    assert default_period((), date(2026, 11, 25)) == Period(date(2026, 8, 24), date(2026, 11, 22))


def test_the_period_ends_where_the_data_ends(diary: Any) -> None:
    """Protects an old export from being measured in weeks it knows nothing of."""
    diary.filler(20)
    diary.add(19 * 7 + 4)
    full = default_period(diary.activities, date(2027, 6, 1))
    assert full == Period(diary.monday + timedelta(weeks=7), diary.monday + timedelta(weeks=20, days=-1))


def test_a_file_that_stops_on_a_monday_does_not_cover_that_week(diary: Any) -> None:
    """Protects the last week from counting as empty when the export was made in it."""
    diary.filler(20)
    assert default_period(diary.activities, date(2027, 6, 1)).last == diary.monday + timedelta(
        weeks=19, days=-1
    )


def test_the_week_that_is_not_over_is_left_out(diary: Any) -> None:
    """Protects a Wednesday's look from an unfinished week, whatever is planned for Friday."""
    diary.filler(20)
    today = diary.monday + timedelta(weeks=15, days=2)
    assert default_period(diary.activities, today).last == diary.monday + timedelta(weeks=15, days=-1)


def test_short_data_gives_a_short_period(diary: Any) -> None:
    """Protects a new calendar: three weeks of data are three weeks."""
    diary.filler(3)
    diary.add(18)
    assert default_period(diary.activities, date(2026, 12, 1)) == diary.period(3)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.lists(st.integers(0, 700), max_size=8),
    st.integers(0, 800),
)
def test_the_period_is_never_empty_nor_after_today(
    new_diary: Any, start: date, days: list[int], later: int
) -> None:
    """Protects every page: whatever the data, there are days to look at, and none to come."""
    diary = new_diary()
    diary.monday = start
    for day in days:
        diary.add(day)
    today = start + timedelta(days=later)
    period = default_period(diary.activities, today)
    assert period.first <= period.last <= today
    assert (period.last - period.first).days < 13 * 7


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 200), st.sampled_from(["NL", "BE"]))
def test_days_present_are_working_days_of_the_period(first: date, length: int, country: str) -> None:
    """Protects every denominator: no weekend, no holiday, nothing outside the period."""
    period = Period(first, first + timedelta(days=length))
    there = presence(period, country, ())
    assert set(there.days) | there.off <= set(days_of(period))
    assert not set(there.days) & there.off
    assert all(day.weekday() < 5 for day in there.days)
    assert set(there.weeks) <= set(weeks_of(period))


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 300)), max_size=20))
def test_a_union_is_no_longer_than_the_sum_and_no_shorter_than_the_longest(
    pairs: list[tuple[float, float]],
) -> None:
    """Protects hours from counting an overlap twice, or losing what surrounds it."""
    spans = [(start, start + length) for start, length in pairs]
    union = union_minutes(spans)
    assert union <= sum(end - start for start, end in spans) + 1e-6
    assert union >= max((end - start for start, end in spans), default=0) - 1e-6
    assert union == pytest.approx(union_minutes(spans * 2))
