"""A private evening each week: unknown until it is settled, then out of every figure, with its number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from workbook.activity.private import settled
from workbook.activity.sorting import TOPICS, Verdict
from workbook.evidence import Measure, Period, measure
from workbook.evidence.telling import caption
from workbook.words import say, translator

WEEKS = 13
PERIOD = Period(date(2026, 9, 7), date(2026, 12, 6))
EN = translator("en")


def quarter(diary: Any) -> Any:
    """A quarter with a meeting a week, a plan session in two of the weeks, and a private evening in each."""
    for week in range(WEEKS):
        diary.add(7 * week, "anouk", yes=["plan"] if week in (2, 7) else [])
        diary.add(7 * week + 2, None, at=20, minutes=120, private=True, subject="", unknown=TOPICS)
    return diary


def figures(diary: Any, are_work: bool | None) -> dict[str, Measure]:
    """The figures, with an answer."""
    material = diary.material(period=PERIOD)
    answered = replace(material, sorted=settled(material.activities, material.sorted, are_work))
    return {one.id: one for one in measure(answered)}


def test_a_weekly_private_evening_makes_no_week_unknown(diary: Any) -> None:
    """Eleven of thirteen weeks were unknown on three pages; none is, once it is said."""
    quarter(diary)
    asked, said = figures(diary, None), figures(diary, False)
    assert (asked["plan.cadence"].numerator, asked["plan.cadence"].unknown) == (2, 11)
    assert (said["plan.cadence"].numerator, said["plan.cadence"].unknown) == (2, 0)
    assert (asked["marketing.contact_days"].unknown, said["marketing.contact_days"].unknown) == (13, 0)
    assert (asked["field.customer_hours"].unknown, said["field.customer_hours"].unknown) == (26 * 60, 0)
    assert asked["field.customer_hours"].denominator - said["field.customer_hours"].denominator == 26 * 60
    assert (asked["plan.days"].unknown, said["plan.days"].unknown) == (4, 0)


def test_what_is_left_out_is_said_with_its_number(diary: Any) -> None:
    """Under every figure of the calendar; as long as it is asked the same number is among the unsorted."""
    quarter(diary)
    asked, said = figures(diary, None), figures(diary, False)
    deals = ("plan.pipeline", "plan.won", "marketing.sourced")
    for which, one in said.items():
        if which in deals:
            assert not one.coverage.private_out, "deals are not private"
            continue
        number = 4 if which.endswith(".days") else WEEKS
        assert (one.coverage.private, one.coverage.private_out) == (0, number)
        assert (asked[which].coverage.private, asked[which].coverage.private_out) == (number, 0)
        assert f"{number} private appointments left out" in [EN(part) for part in caption(one)]
    assert said["plan.cadence"].coverage.unsorted == 0


def test_a_week_with_nothing_but_private_is_a_week_without_data(diary: Any) -> None:
    """An evening off tells nothing about the days of that week."""
    quarter(diary)
    diary.activities = [one for one in diary.activities if one.private or one.start.date() >= date(2026, 9, 14)]
    said = figures(diary, False)["plan.cadence"]
    assert said.coverage.weeks_with_data == WEEKS - 1
    assert said.unknown == 1


def test_one_opened_by_hand_is_in_the_figures(diary: Any) -> None:
    """As what it was made, and not as unknown for anything else."""
    quarter(diary)
    evening = next(one for one in diary.activities if one.private)
    diary.verdicts[evening.id]["customer"] = Verdict("yes", "hand.activity", say("x"), True)
    said = figures(diary, False)
    assert said["field.customer_hours"].numerator == 120
    assert said["plan.cadence"].unknown == 0
    assert said["field.customer_hours"].coverage.private_out == WEEKS - 1
