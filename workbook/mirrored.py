"""What team and board say on a question, beside the manager's own answer.

The same rule as for the data: two views differ only where their ranges of days have no day in common.
No gap is computed. A share carries an interval that also takes in what chance moved the count by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbook.evidence.measure import Interval
from workbook.journey import Workbook
from workbook.mirrors.outcome import COUNTS_FROM, band_counts
from workbook.mirrors.records import Named, Round, Tally, Whom
from workbook.mirrors.rounds import before, latest
from workbook.mirrors.wording import Against
from workbook.questions import DAYS, Frequency, QuestionId


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What one closed round says on one question.

    `lowest` to `highest` are days in four weeks: of a team the middle half, of a board all; `lowest`
    None where too few gave a number, `highest` None is open. A team has a `tally`, a board `named`.
    """

    whom: Whom
    question: QuestionId
    closed: date
    n: int
    lowest: int | None
    highest: int | None
    tally: Tally | None = None
    named: tuple[Named, ...] = ()

    @property
    def indicative(self) -> bool:
        """Whether there are too few answers to lean on."""
        return self.whom == "team" and self.n < COUNTS_FROM


def mirrored(rounds: tuple[Round, ...], question: QuestionId, whom: Whom) -> Mirrored | None:
    """What the last closed round among these people says, None where there is none."""
    found = latest(rounds, whom)
    if found is None or found.outcome is None:
        return None
    outcome = found.outcome
    if whom == "team":
        tally = outcome.tallies[question]
        lowest, highest = _days(tally.middle or ())
        return Mirrored(whom, question, outcome.closed, outcome.n, lowest, highest, tally)
    lowest, highest = _days(one.often[question] for one in outcome.named)
    return Mirrored(whom, question, outcome.closed, outcome.n, lowest, highest, named=outcome.named)


def against(workbook: Workbook, seen: Mirrored) -> Against:
    """How often they see it, beside how often the manager said it happened."""
    often = workbook.inquiry(seen.question).first.often
    if seen.lowest is None or often is None or often not in DAYS:
        return "unclear"
    lowest, highest = DAYS[often]
    if seen.highest is not None and seen.highest < lowest:
        return "less"
    return "more" if highest is not None and seen.lowest > highest else "alike"


def share_of_b(tally: Tally) -> Interval | None:
    """The 95 % interval of the share that sees B, among those who could say; None where nobody could.

    From the counts one below and one above the one shown, or from the lowest and highest a band stands
    for: chance moved what is shown.
    """
    from workbook.evidence.intervals import wilson

    count, judged = tally.seen["b"].count, tally.judged
    if count is None or judged is None:
        low, high = band_counts(tally.seen["b"].band, tally.n)
        judged = tally.n
    else:
        low, high = max(count - 1, 0), min(count + 1, judged)
    if judged == 0:
        return None
    return Interval(wilson(low, judged).low, wilson(high, judged).high, "wilson")


def change_of_b(rounds: tuple[Round, ...], question: QuestionId) -> Against | None:
    """Whether more or fewer of the team see B than in the round before, asked in the same words.

    `more` and `less` only where the interval of the difference leaves out zero even if chance moved both
    counts by one the other way; `alike` is no clear change; `unclear` too few answers to compare. None
    without an earlier round.
    """
    from workbook.evidence.intervals import differs, newcombe

    now = latest(rounds, "team")
    earlier = before(rounds, now) if now else None
    if now is None or earlier is None or now.outcome is None or earlier.outcome is None:
        return None
    tallies = now.outcome.tallies[question], earlier.outcome.tallies[question]
    counts = [(tally.seen["b"].count, tally.judged) for tally in tallies]
    (yes, n), (yes_before, n_before) = counts
    if yes is None or yes_before is None or not n or not n_before:
        return "unclear"
    up = yes / n > yes_before / n_before
    shift = -1 if up else 1
    yes, yes_before = _within(yes + shift, n), _within(yes_before - shift, n_before)
    change, interval = newcombe(yes, n, yes_before, n_before)
    if not differs(interval) or (change > 0) != up:
        return "alike"
    return "more" if up else "less"


def _within(count: int, n: int) -> int:
    return min(max(count, 0), n)


def _days(anchors: Iterable[Frequency]) -> tuple[int | None, int | None]:
    ranges = [DAYS[one] for one in anchors if one in DAYS]
    if not ranges:
        return None, None
    highest = None if any(high is None for _, high in ranges) else max(high or 0 for _, high in ranges)
    return min(low for low, _ in ranges), highest
