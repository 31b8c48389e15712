"""Self beside data: the answer to a question and the days counted, on the one scale they share.

Both are days with B in the last four weeks, so they may stand on one line. No gap is computed and no
score: difference scores between two sources are statistically weak, so the two are shown side by
side and a sentence says which lies higher.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from workbook.evidence.measure import Measure, Period
from workbook.journey import Workbook
from workbook.questions import DAYS, QuestionId
from workbook.wording import Difference

ASKED_DAYS: Final = 28
"""The four weeks an answer is about."""


def days_measure(measures: Iterable[Measure], question: QuestionId) -> Measure | None:
    """The days of the last four weeks on which the data show B, None where nothing was counted."""
    found = next((m for m in measures if m.id == f"{question}.days"), None)
    return found if found and found.standing != "absent" else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question: the anchor that was answered, as lowest and highest days, and what was counted.

    `highest` None is open. `kind` names the difference for `workbook.wording.difference`.
    """

    question: QuestionId
    lowest: int | None
    highest: int | None
    counted: Measure | None
    kind: Difference


def compare(workbook: Workbook, measures: Iterable[Measure], question: QuestionId) -> Comparison:
    """Lay the first answer beside the data.

    They differ only where the answered range and the counted range (what was surely B, up to what
    could not be sorted either) have no day in common: what is unknown never makes a difference. Nor do
    days that were not looked at: a period shorter than four weeks never shows that there were fewer.
    """
    often = workbook.inquiry(question).first.often
    lowest, highest = DAYS.get(often, (None, None)) if often else (None, None)
    counted = days_measure(measures, question)
    return Comparison(question, lowest, highest, counted, _kind(lowest, highest, counted))


def days_range(counted: Measure) -> tuple[float, float]:
    """The days in four weeks that a count allows: what was surely B, up to what could not be sorted
    either. A diary knows other weeks than those asked about, so it allows all of its interval."""
    if counted.self_kept and counted.interval is not None:
        return counted.interval.low, counted.interval.high
    return counted.numerator, counted.numerator + counted.unknown


def _kind(lowest: int | None, highest: int | None, counted: Measure | None) -> Difference:
    if counted is None:
        return "no_data"
    if lowest is None:
        return "unanswered"
    if counted.standing == "thin":
        return "unclear"
    surely, possibly = days_range(counted)
    if lowest > possibly:
        return "more" if _whole(counted.period) else "unclear"
    if highest is not None and highest < surely:
        return "less"
    return "alike"


def _whole(period: Period) -> bool:
    """Whether all of the four weeks that were asked about were looked at."""
    return (period.last - period.first).days + 1 >= ASKED_DAYS
