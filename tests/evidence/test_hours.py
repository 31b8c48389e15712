from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from workbook.words import translator

EN = translator("en")


def test_hours_with_customers_out_of_hours_scheduled(diary: Any) -> None:
    """Protects the share of hours and its parts, one calendar reckoned by hand."""
    for week in range(8):
        diary.add(7 * week, "klant", minutes=60 + 10 * week, yes=["customer"])
        diary.add(7 * week + 1, "baas", minutes=90)
        diary.add(7 * week + 2, "lease", minutes=30)
        diary.add(7 * week + 3, "", minutes=60, yes=["reporting"])
        diary.add(7 * week + 4, None, minutes=30, unknown=["customer"])
    found = diary.measures(8)["field.customer_hours"]
    assert (found.numerator, found.denominator, found.unknown) == (760, 2440, 240)
    assert found.value == found.low == pytest.approx(760 / 2440)
    assert found.high == pytest.approx(1000 / 2440)
    assert found.table[0].values == (60, 30, 60, 90, 0, 30)
    assert found.interval is not None
    assert found.interval.method == "ratio"
    assert found.interval.low < found.value < found.interval.high
    assert EN(found.sentence) == (
        "With customers **13 hours** (31%); of 4 hours it isn’t known. On reports **8 hours**. Your calendar holds 41 "
        "hours, about 5 a week; the rest of your weeks is not in it."
    )


def test_few_weeks_give_hours_and_no_percentage(diary: Any) -> None:
    """Protects against a percentage from four weeks, and an interval from nothing."""
    for week in range(4):
        diary.add(7 * week, "klant", yes=["customer"])
        diary.add(7 * week + 1, "baas")
    found = diary.measures(4)["field.customer_hours"]
    assert found.standing == "dots"
    assert found.interval is None
    assert EN(found.sentence) == (
        "With customers **4 hours**. Your calendar holds 8 hours, about 2 a week; the rest of your weeks is not "
        "in it."
    )


def test_empty_time_is_nowhere(diary: Any) -> None:
    """Protects the manager from unplanned hours being called office."""
    diary.filler(6)
    found = diary.measures(6)
    assert found["field.customer_hours"].denominator == 6 * 30
    assert found["field.reporting"].numerator == 6 * 30


def test_internal_meetings_and_reports_of_the_middle_week(diary: Any) -> None:
    """Protects the weekly load: the middle week, overlaps once, own blocks that are no report left out."""
    for week, minutes in enumerate((60, 120, 300, 30, 90)):
        diary.add(7 * week, "baas", at=9, minutes=minutes)
        diary.add(7 * week, "", at=9, minutes=30, yes=["reporting"])
        diary.add(7 * week + 1, None, minutes=60)
        diary.add(7 * week + 2, "klant", minutes=60, yes=["customer"])
    found = diary.measures(5)["field.reporting"]
    assert (found.value, found.numerator, found.denominator) == (90, 600, 5)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high, found.interval.method) == (60, 120, "quartiles")
    assert found.unknown == 0
    assert (
        EN(found.sentence)
        == "In a middling week **1.5 hours** went to meetings among colleagues and to reports."
    )


def test_a_calendar_without_lists_leaves_internal_meetings_unknown(diary: Any) -> None:
    """Protects the load from zero where the file never tells who was there."""
    for week in range(5):
        diary.add(7 * week, None, minutes=60)
    found = diary.measures(5)["field.reporting"]
    assert (found.numerator, found.unknown, found.standing) == (0, 300, "thin")
    assert (found.low, found.high) == (0, 60)


def test_whole_days_alone_have_no_hours(diary: Any) -> None:
    """Protects against dividing by nothing when a calendar has a fair and no hours in the period."""
    diary.filler(1)
    diary.activities[0] = replace(diary.activities[0], end=diary.activities[0].start)
    assert diary.measures(1)["field.customer_hours"].standing == "absent"
