"""Sample measures in the shapes that `workbook.evidence` gives them, one for each picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from workbook.evidence.measure import Bar, Coverage, Interval, Measure, Period
from workbook.words import Text, say

LONG_NAME = "Maximiliaan van Oldenbarneveldt-Achterberg"
PEOPLE = ("Anouk", "Bas", "Daan", "Eva", "Joris", LONG_NAME, "Tom")
VISITS = (
    (0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1),
    (0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0),
    (0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0),
    (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0),
    (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    (0,) * 13,
    (0,) * 13,
)
WEEKS = tuple(f"2026-W{week}" for week in range(34, 47))
HOURS = ((120, 60, 90, 600, 60, 0), (300, 0, 120, 480, 30, 90), (0, 0, 90, 660, 0, 120))

Sample = Callable[..., Measure]


def week_label(key: str) -> Text:
    return say("week {week:number}", week=int(key[-2:]), year=int(key[:4]))


def month_label(key: str) -> Text:
    return say("{first:month}", first=f"{key}-01")


def _weeks(rows: tuple[tuple[float, ...], ...]) -> tuple[Bar, ...]:
    return tuple(
        Bar(week, week_label(week), values) for week, values in zip(WEEKS, rows, strict=False) if values
    )


def _named(*rows: tuple[str, Text, tuple[float, ...]]) -> tuple[Bar, ...]:
    return tuple(Bar(key, label, values) for key, label, values in rows)


_PLAIN = Measure(
    id="",
    question="plan",
    kind="share",
    title=say("Title"),
    sentence=say("Sentence"),
    numerator=0,
    denominator=0,
    unknown=0,
    value=None,
    low=None,
    high=None,
    interval=None,
    period=Period(date(2026, 8, 17), date(2026, 11, 15)),
    coverage=Coverage(13, 13, 100, 3, 4),
    counted=say("Counted"),
    limits=say("Limits"),
    standing="shown",
)

_SAMPLES = {
    "plan.cadence": replace(
        _PLAIN,
        title=say("Weeks with a plan session"),
        numerator=6,
        denominator=12,
        unknown=3,
        interval=Interval(0.25, 0.75, "wilson"),
        unknown_inside=True,
        coverage=Coverage(12, 10, 80, 2, 4, silent=("2026-W37", "2026-W39")),
        columns=tuple(say(f"Column {at}") for at in range(4)),
        table=_weeks(
            (
                (1, 0, 0, 0),
                (0, 1, 1, 0),
                (0, 0, 0, 2),
                (0, 0, 0, 0),
                (),
                (0, 0, 0, 0),
                (1, 0, 0, 1),
                (0, 2, 0, 0),
                (0, 0, 0, 1),
                (0, 1, 0, 0),
                (0, 0, 0, 3),
                (0, 0, 1, 0),
                (0, 0, 0, 1),
            )
        ),
    ),
    "plan.broadcast": replace(
        _PLAIN,
        kind="minutes",
        title=say("Telling the target, working on the plan"),
        numerator=540,
        denominator=750,
        unknown=90,
        columns=(say("Minutes"), say("Sessions")),
        table=_named(
            ("telling", say("All together about the target"), (540, 9)),
            ("working", say("At work on the plan with a few"), (90, 2)),
            ("together", say("At work on the plan all together"), (120, 1)),
        ),
    ),
    "plan.pipeline": replace(
        _PLAIN,
        kind="composition",
        title=say("Open deals per segment"),
        numerator=31,
        denominator=31,
        unknown=6,
        columns=(say("Open deals"), say("Open value"), say("New deals in the period")),
        table=_named(
            ("segment:a", say("{segment}", segment="Food"), (14, 250000, 3)),
            ("segment:b", say("{segment}", segment="Machinebouw en metaalbewerking"), (9, 91000, 2)),
            ("segment:c", say("{segment}", segment="Zorg"), (8, 40000.5, 0)),
            ("segment:d", say("{segment}", segment="Energie"), (0, 0, 1)),
        ),
    ),
    "marketing.contact_days": replace(
        _PLAIN,
        question="marketing",
        title=say("Days with marketing"),
        numerator=14,
        denominator=54,
        unknown=6,
        interval=Interval(0.15, 0.36, "wilson"),
        unknown_inside=True,
        columns=(say("Days with marketing"), say("Days without"), say("Days not known")),
        table=_weeks(
            (
                (1, 4, 0),
                (0, 5, 0),
                (2, 2, 1),
                (1, 4, 0),
                (0, 0, 5),
                (3, 2, 0),
                (),
                (1, 3, 0),
                (1, 3, 0),
                (0, 4, 0),
                (2, 2, 0),
                (1, 3, 0),
                (2, 2, 0),
            )
        ),
    ),
    "marketing.campaign_sessions": replace(
        _PLAIN,
        question="marketing",
        kind="count",
        title=say("Campaign sessions with marketing"),
        numerator=10,
        denominator=13,
        unknown=2,
        interval=Interval(4.8, 18.4, "poisson"),
        columns=(say("Sessions"), say("Not sorted: perhaps a session")),
        table=tuple(
            Bar(month, month_label(month), values)
            for month, values in (
                ("2026-08", (1, 0)),
                ("2026-09", (3, 0)),
                ("2026-10", (6, 2)),
                ("2026-11", (0, 0)),
            )
        ),
    ),
    "marketing.sourced": replace(
        _PLAIN,
        question="marketing",
        title=say("New deals that came from marketing"),
        numerator=12,
        denominator=42,
        unknown=24,
        interval=Interval(0.17, 0.44, "wilson"),
        columns=(say("New deals"),),
        table=_named(
            ("marketing", say("From marketing"), (12,)),
            ("other", say("From elsewhere"), (30,)),
            ("unclear", say("Source can't be placed"), (4,)),
            ("missing", say("No source filled in"), (20,)),
        ),
    ),
    "field.ride_alongs": replace(
        _PLAIN,
        question="field",
        kind="rate",
        title=say("Visits together with a sales person"),
        numerator=14,
        denominator=20.4,
        unknown=3,
        interval=Interval(0.38, 1.15, "poisson"),
        columns=tuple(week_label(week) for week in WEEKS),
        table=tuple(
            Bar(f"p{at}@demo.example", say("{person}", person=f"p{at}@demo.example"), visits)
            for at, visits in enumerate(VISITS)
        ),
    ),
    "field.customer_hours": replace(
        _PLAIN,
        question="field",
        title=say("Hours with customers"),
        numerator=420,
        denominator=2820,
        unknown=210,
        unknown_inside=True,
        columns=tuple(say(f"Place {at}") for at in range(6)),
        table=_weeks(HOURS),
    ),
    "field.debriefs": replace(
        _PLAIN,
        question="field",
        title=say("Visits talked over afterwards"),
        numerator=6,
        denominator=14,
        unknown=2,
        interval=Interval(0.21, 0.67, "wilson"),
        columns=(say("Talked over"), say("Not found"), say("Not known")),
        table=_weeks(((6, 8, 2),)),
    ),
}


@pytest.fixture
def sample() -> Sample:
    """Makes a sample measure by id, with fields changed by keyword."""

    def make(id: str, **changes: Any) -> Measure:
        return replace(_SAMPLES[id], id=id, **changes)

    return make


@pytest.fixture
def names() -> dict[str, str]:
    """The shown names of the sample's sales people."""
    return {f"p{at}@demo.example": name for at, name in enumerate(PEOPLE)}
