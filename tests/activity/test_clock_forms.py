"""Times of day as people and programs write them, and seconds that are rounded and not cut."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from helpers.search import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.activity import dates
from workbook.activity.span import Span
from workbook.activity.tables import read_table

HALF_PAST_NINE = 9 * 3600 + 30 * 60


@pytest.mark.parametrize(
    ("cell", "second"),
    [
        ("9u30", HALF_PAST_NINE),
        ("9 u 30", HALF_PAST_NINE),
        ("9.30 uur", HALF_PAST_NINE),
        ("9:30u.", HALF_PAST_NINE),
        ("9h30", HALF_PAST_NINE),
        ("9:30 Uhr", HALF_PAST_NINE),
        ("14 uur", 14 * 3600),
        ("9:30 PM", 21 * 3600 + 30 * 60),
        ("24:00", 86_400),
        ("24:00:00", 86_400),
        ("24:01", None),
        ("25 uur", None),
        ("9:60", None),
        ("9:29:59.6", HALF_PAST_NINE),
        ("9:29:59.4", HALF_PAST_NINE - 1),
    ],
)
def test_a_time_of_day_is_read_in_the_forms_people_write(cell: str, second: int | None) -> None:
    """Dutch, French and German hours, the end of the day as 24:00, and parts of a second rounded."""
    assert dates.parse_clock(pl.Series([cell])).to_list() == [second]


@pytest.mark.parametrize(
    ("cell", "second"),
    [
        ("29 mrt 2026 om 10:15", 36_900),
        ("29 mrt. 2026 om 10.15 uur", 36_900),
        ("zondag 29 maart 2026 om 10u15", 36_900),
        ("29.03.2026 um 10:15 Uhr", 36_900),
        ("March 29, 2026 at 10:15 AM", 36_900),
        ("29 mars 2026 à 10h15", 36_900),
        ("2026-03-29 24:00", 86_400),
        ("2026-03-29T10:14:59.5", 36_900),
    ],
)
def test_a_moment_is_read_with_the_word_between_day_and_time(cell: str, second: int) -> None:
    """The day and the second of a moment with om, at, um or à in it."""
    (read,) = dates.parse(pl.Series([cell]), "dmy").rows()
    assert read == (date(2026, 3, 29), second, None)


@given(milliseconds=st.integers(1_000_000_000_000, 1_999_999_999_999))
@settings(max_examples=examples(60))
def test_milliseconds_since_1970_are_the_moment_they_count(milliseconds: int) -> None:
    """Any moment, minutes past four included, to the nearest second."""
    (read,) = dates.parse(pl.Series([str(milliseconds)]), None).rows()
    moment = datetime.fromtimestamp((milliseconds + 500) // 1000, ZoneInfo("UTC"))
    day = datetime.combine(moment.date(), datetime.min.time(), ZoneInfo("UTC"))
    assert read == (moment.date(), int((moment - day).total_seconds()), 0)


def test_a_meeting_until_24_hours_ends_at_midnight() -> None:
    """From 22:30 until 24:00 is an hour and a half, and not a meeting that ends before it starts."""
    text = "Onderwerp;Datum;Begintijd;Eindtijd\nInventaris;13-3-2026;22u30;24:00\n"
    (one,), _, reading = read_table(
        "t.csv", text.encode(), Span(date(2026, 1, 1), date(2026, 12, 31)), None, today=date(2026, 11, 23)
    )
    assert (one.minutes, one.end, reading.refused) == (
        90,
        datetime(2026, 3, 14, tzinfo=ZoneInfo("Europe/Amsterdam")),
        (),
    )


def test_polars_still_gives_minutes_in_eight_bits() -> None:
    """polars 2.1: the minute of a moment times sixty runs over from the third minute on; when this fails, the
    casts in `dates._epochs` can go."""
    minute = pl.Series([datetime(2026, 3, 4, 9, 15, tzinfo=ZoneInfo("UTC"))]).dt.minute()
    assert minute.dtype == pl.Int8
    assert (minute * 60).to_list() != [900]
