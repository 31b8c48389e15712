"""What a measure is: a number that carries everything needed to doubt it.

A measure holds aggregates only (counts and minutes, per week or per person key), no subjects and no
rows, so it may be kept. Law for what may be shown: at least n, interval, coverage, period, how
counted and what it can't show go with every number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from workbook.questions import QuestionId
from workbook.words import Text

Standing = Literal["shown", "dots", "thin", "absent"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days looked at, first and last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval. `method` is wilson (shares), poisson (counts), newcombe (differences) or
    quartiles (the middle half of durations, which is a spread and not an uncertainty)."""

    low: float
    high: float
    method: Literal["wilson", "poisson", "newcombe", "quartiles"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the period the files tell about.

    `weeks` are those in which the manager was present (holidays and leave taken out);
    `weeks_with_data` those of them with any activity. `by_rule`, `by_hand` and `unsorted` count the
    activities the question was put to.
    """

    weeks: int
    weeks_with_data: int
    by_rule: int = 0
    by_hand: int = 0
    unsorted: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a measure's table. `key` is an ISO week (`2026-W38`), a month (`2026-09`), a
    person's key, or a stable id named in `label`. `values` are counts or minutes, one for each of
    the measure's `columns`."""

    key: str
    label: Text
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about one question.

    `value` is numerator / denominator for a share or rate, else the count itself; None where there
    is nothing to divide. `unknown` counts what could not be sorted, in the denominator's unit, and
    gives `low` = yes / all and `high` = (yes + unknown) / all. `standing` says how it may be drawn:
    shown; dots (fewer than 5: counts, no percentage); thin (under half of the weeks or over 40 %
    unknown: greyed, with the diary offered); absent (`missing` says what would fill it).
    """

    id: str
    question: QuestionId
    kind: Literal["share", "rate", "count", "minutes", "composition"]
    title: Text
    sentence: Text
    numerator: float
    denominator: float
    unknown: float
    value: float | None
    low: float | None
    high: float | None
    interval: Interval | None
    period: Period
    coverage: Coverage
    counted: Text
    limits: Text
    standing: Standing
    columns: tuple[Text, ...] = ()
    table: tuple[Bar, ...] = ()
    sources: tuple[str, ...] = ()
    missing: Text | None = None
    context: tuple[Text, ...] = ()
