"""What a measure is: a number that carries everything needed to doubt it.

A measure holds aggregates only (counts and minutes, per week or per person key), no subjects and no
rows, so it may be kept. Law for what may be shown: at least n, interval, coverage, period, how
counted and what it can't show go with every number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from workbook.questions import QuestionId
from workbook.words import Text

Standing = Literal["shown", "dots", "thin", "absent"]

FEWEST: Final = 5
"""Below five of anything: counts and dots, no percentage."""

MOST_UNKNOWN: Final = 0.40
FEWEST_WEEKS_WITH_DATA: Final = 0.50
"""Over 40 % unknown, or under half of the weeks with data: too thin to draw as if it were solid."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days looked at, first and last included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval. `method` is wilson (shares), poisson (counts), newcombe (differences), ratio
    (shares of hours, weeks as draws) or quartiles (the middle half of durations, which is a spread and
    not an uncertainty)."""

    low: float
    high: float
    method: Literal["wilson", "poisson", "newcombe", "ratio", "quartiles"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the period the files tell about.

    `weeks` are those in which the manager was present (holidays and leave taken out);
    `weeks_with_data` those of them with any activity, `silent` the others by ISO week; `off` the weeks of
    the period without a working day. `by_rule`, `by_hand` and `unsorted` count the
    activities the question was put to. `private` of the unsorted are private appointments nobody said
    anything about; `private_out` more were left out of everything, as no work.
    """

    weeks: int
    weeks_with_data: int
    by_rule: int = 0
    by_hand: int = 0
    unsorted: int = 0
    silent: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    private: int = 0
    private_out: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a measure's table. `key` is an ISO week (`2026-W38`), a month (`2026-09`), a
    person's key, or a stable id named in `label`. `values` are counts or minutes, one for each of
    the measure's `columns`."""

    key: str
    label: Text
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a figure and is no part of it: `id` names it, `meetings` is how many there were, `rows` go
    over the measure's columns and count a meeting once for each person."""

    id: str
    label: Text
    meetings: int
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about one question.

    `value` is numerator / denominator for a share or rate, the count itself, or the minutes of the
    middle week; None where there is nothing to divide. `unknown` counts what could not be sorted, in
    the denominator's unit, and gives `low` = yes / all and `high` = (yes + unknown) / all. Weeks, days
    and hours have the unknown among their denominator (`unknown_inside`); of sessions and deals only
    what is known is divided, and the unknown stands beside it. `standing` says how it may be drawn:
    shown; dots (fewer than 5: counts, no percentage); thin (under half of the weeks or over 40 %
    unknown: greyed, with the diary offered); absent (`missing` says what would fill it). `self_kept`
    marks what comes from the manager's own diary and from no file. `beside` is told with the figure, and not in it.
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
    unknown_inside: bool = False
    self_kept: bool = False
    beside: tuple[Beside, ...] = ()

    @property
    def whole(self) -> float:
        """All that was looked at, the unknown with it: numerator + no + unknown, for a share."""
        return self.denominator + (0 if self.unknown_inside else self.unknown)

    @property
    def no(self) -> float:
        """What is known not to count, in the denominator's unit, for a share."""
        return self.whole - self.numerator - self.unknown

    @property
    def percentage(self) -> bool:
        """Whether a percentage may be printed: a share of five or more."""
        return self.kind == "share" and self.value is not None and self.denominator >= FEWEST
