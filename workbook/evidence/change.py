"""Before and after: two looks at the same measures, and whether anything may be called a change.

Only like is compared: the same measure, counted by the same rules, over weeks that don't overlap, with
eight weeks or more in each (evidence.md: no before and after within eight weeks; season and quarter's
end would be taken for change). A change counts when the interval of the difference leaves 0 out, and
when it does so whichever way what could not be sorted falls. Otherwise it is 'no clear change'.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from workbook.evidence.intervals import differs, mover, newcombe
from workbook.evidence.measure import FEWEST, Interval, Measure, Period
from workbook.words import Text, say

FEWEST_WEEKS: Final = 8
"""Weeks in each of the two periods before they may be laid side by side."""

_OUTCOMES: Final = ("plan.won",)
"""What others decide too: deals are won for many reasons, so a change in them is none of an act."""

_METHODS: Final = ("wilson", "ratio")
"""Intervals of shares; only shares are compared, for a share has no size of its own to grow with."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure twice. `difference` is in shares (now minus before) with its interval; both are None
    where there is too little to reckon with. `clear` is whether it may be called a change."""

    before: Measure
    since: Measure
    difference: float | None
    interval: Interval | None
    clear: bool

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.since.id

    @property
    def sentence(self) -> Text:
        """What it comes to, in one sentence."""
        if self.difference is None or self.interval is None:
            return say("{title}: too few to lay side by side.", title=self.since.title)
        told: dict[str, Text | float] = {
            "title": self.since.title,
            "before": self.before.value or 0.0,
            "since": self.since.value or 0.0,
            "low": round(100 * self.interval.low),
            "high": round(100 * self.interval.high),
        }
        if not self.clear:
            return say(
                "{title}: {before:percent} before, {since:percent} since. **No clear change**: the difference lies "
                "between {low} and {high} points.",
                **told,
            )
        if self.difference > 0:
            return say(
                "{title}: {before:percent} before, {since:percent} since. **More than before**: the difference lies "
                "between {low} and {high} points.",
                **told,
            )
        return say(
            "{title}: {before:percent} before, {since:percent} since. **Less than before**: the difference lies "
            "between {low} and {high} points.",
            **told,
        )


def ready_on(first: Period) -> date:
    """The day from which weeks after a first look may be laid beside it."""
    return first.last + timedelta(weeks=FEWEST_WEEKS)


def long_enough(period: Period) -> bool:
    """Whether a period has weeks enough to be compared."""
    return (period.last - period.first).days + 1 >= 7 * FEWEST_WEEKS


def changes(before: Iterable[Measure], since: Iterable[Measure]) -> tuple[Change, ...]:
    """The measures that both looks have, in the order of the later one.

    Raises `ValueError` for periods that overlap or are too short: such are never compared.
    """
    known = {measure.id: measure for measure in before}
    pairs = [(known[measure.id], measure) for measure in since if measure.id in known]
    for old, new in pairs:
        if old.period.last >= new.period.first:
            raise ValueError("two looks at the same weeks are no before and after")
    return tuple(_change(old, new) for old, new in pairs if _comparable(old) and _comparable(new))


def _comparable(measure: Measure) -> bool:
    return (
        measure.kind == "share"
        and not measure.self_kept
        and measure.id not in _OUTCOMES
        and measure.standing in ("shown", "dots")
        and long_enough(measure.period)
        and measure.value is not None
        and (measure.interval is None or measure.interval.method in _METHODS)
    )


def _change(before: Measure, since: Measure) -> Change:
    one, other = since.interval, before.interval
    few = min(before.denominator, since.denominator) < FEWEST
    if few or one is None or other is None or since.value is None or before.value is None:
        return Change(before, since, None, None, False)
    if one.method == other.method == "wilson":
        difference, interval = newcombe(
            int(since.numerator), int(since.denominator), int(before.numerator), int(before.denominator)
        )
    else:
        difference, interval = mover(since.value, one, before.value, other)
    return Change(
        before,
        since,
        difference,
        interval,
        differs(interval) and _whatever_is_unknown(before, since, difference),
    )


def _whatever_is_unknown(before: Measure, since: Measure, difference: float) -> bool:
    """Whether the direction stays the same if all that is unknown falls against it."""
    if None in (before.low, before.high, since.low, since.high):
        return False
    if difference > 0:
        return (since.low or 0.0) > (before.high or 0.0)
    return (since.high or 0.0) < (before.low or 0.0)
