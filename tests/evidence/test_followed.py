"""Whether steps were done: what the record may say, and whether its interval covers the truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from random import Random

import pytest
from helpers.goneby import STARTS, finished

from workbook import journey
from workbook.evidence.followed import followed
from workbook.evidence.measure import Period
from workbook.evidence.telling import reckoning
from workbook.journey import Workbook
from workbook.selfkept import steps_followed
from workbook.words import say, translator

ENGLISH = translator("en")
PERIOD = Period(date(2026, 11, 30), date(2027, 2, 28))
STEP = say("the plan")


def test_partly_is_not_done_and_a_missed_week_is_unknown() -> None:
    """Protects the share from both flatteries: half done as done, and silence as done."""
    weeks = {"2026-W49": "yes", "2026-W50": "partly", "2026-W51": None, "2026-W52": "no"}
    found = followed("plan", STEP, weeks, PERIOD)  # type: ignore[arg-type]
    assert (found.numerator, found.denominator, found.unknown) == (1, 3, 1)
    assert (found.low, found.high) == (1 / 4, 2 / 4)
    assert [bar.values for bar in found.table] == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1), (0, 0, 1, 0)]
    assert found.self_kept


def test_few_weeks_have_no_percentage() -> None:
    """Protects the first month: three of four is a count, no 75%."""
    found = followed("plan", STEP, dict.fromkeys((f"2026-W{n}" for n in range(10, 14)), "yes"), PERIOD)
    assert found.standing == "dots"
    assert "%" not in ENGLISH(reckoning(found))


def test_mostly_missed_weeks_are_thin() -> None:
    """Protects against a record of the weeks that went well."""
    weeks = {f"2026-W{n}": "yes" if n < 15 else None for n in range(10, 25)}
    assert followed("plan", STEP, weeks, PERIOD).standing == "thin"  # type: ignore[arg-type]


def test_nothing_due_is_no_record() -> None:
    """Protects the page from a share of nothing."""
    with pytest.raises(ValueError, match="not due"):
        followed("plan", STEP, {}, PERIOD)


@pytest.mark.parametrize("truth", [0.2, 0.5, 0.8])
def test_the_interval_covers_the_truth_as_often_as_it_claims(truth: float) -> None:
    """Protects the 95 % on the page, with a quarter of the check-ins missed: Wilson's is 95 % on average over
    the shares there are, and at some of them a little under it (Brown, Cai & DasGupta 2001)."""
    random, runs, covered = Random(3), 1000, 0
    for _ in range(runs):
        weeks = {
            f"2026-W{n}": None if random.random() < 0.25 else "yes" if random.random() < truth else "no"
            for n in range(10, 36)
        }
        interval = followed("plan", STEP, weeks, PERIOD).interval  # type: ignore[arg-type]
        assert interval is not None
        covered += interval.low <= truth <= interval.high
    assert covered >= (0.94 - 3 * sqrt(0.95 * 0.05 / runs)) * runs


def checked(workbook: Workbook, week: int, done: str) -> Workbook:
    """The workbook with a check-in on the Friday of a week after the first step began."""
    day = STARTS[0] + timedelta(days=7 * week + 4)
    return journey.check_in(workbook, "plan", done, on=day)  # type: ignore[arg-type]


def test_weeks_are_due_from_the_first_time_to_the_last_that_is_over() -> None:
    """Protects the denominator: not before the step began, and not this week before it is looked back on."""
    workbook = checked(checked(finished().workbook, 0, "yes"), 2, "no")
    found = {one.id: one for one in steps_followed(workbook, STARTS[0] + timedelta(days=7 * 3 + 2))}
    assert [bar.key for bar in found["plan.followed"].table] == ["2026-W49", "2026-W50", "2026-W51"]
    plan = found["plan.followed"]
    assert (plan.numerator, plan.denominator, plan.unknown) == (1, 2, 1)
    assert found["field.followed"].unknown == 3


def test_before_the_first_time_there_is_nothing_to_follow() -> None:
    """Protects a new plan from a record of missed weeks."""
    assert steps_followed(finished().workbook, STARTS[0] - timedelta(days=3)) == ()
    assert steps_followed(replace(finished().workbook, inquiries=Workbook().inquiries), STARTS[0]) == ()
