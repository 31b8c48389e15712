"""What is said under every figure: its period, its coverage, and the figures it was made from."""

from __future__ import annotations

from typing import Final

from workbook.evidence.measure import Measure
from workbook.words import Text, say

TOO_THIN: Final = say(
    "Too little is known to lean on this: under half of the weeks have data, or over 40% could not be sorted."
)


def caption(measure: Measure) -> tuple[Text, ...]:
    """Title, period, weeks with data, and what could not be sorted, in this order."""
    coverage = measure.coverage
    parts: list[Text] = [
        measure.title,
        say(
            "{first:day} – {last:date}",
            first=measure.period.first.isoformat(),
            last=measure.period.last.isoformat(),
        ),
        say(
            "{with_data} of {weeks} weeks with data", with_data=coverage.weeks_with_data, weeks=coverage.weeks
        ),
    ]
    if coverage.unsorted:
        parts.append(say("{n} not sorted", n=coverage.unsorted))
    return tuple(parts)


def reckoning(measure: Measure) -> Text:
    """The figure with its parts, as plain as it gets."""
    parts: Text
    if measure.kind in ("share", "rate"):
        parts = say(
            "In figures: {yes:number} of {all:number}, and {unknown:number} unknown.",
            yes=measure.numerator,
            all=measure.denominator,
            unknown=measure.unknown,
        )
    elif measure.kind == "minutes":
        parts = say(
            "In figures: {yes:hours} hours of {all:hours}, and {unknown:hours} hours unknown.",
            yes=measure.numerator,
            all=measure.denominator,
            unknown=measure.unknown,
        )
    else:
        parts = say(
            "In figures: {yes:number}, and {unknown:number} unknown.",
            yes=measure.numerator,
            unknown=measure.unknown,
        )
    interval = measure.interval
    if interval is None:
        return parts
    if interval.method in ("wilson", "newcombe"):
        return say(
            "{parts} If the weeks to come are like these, the share lies between {low:percent} and {high:percent} "
            "(95% interval, {method}).",
            parts=parts,
            low=interval.low,
            high=interval.high,
            method=interval.method.capitalize(),
        )
    return say(
        "{parts} If the weeks to come are like these, it lies between {low:decimal} and {high:decimal} "
        "(95% interval, {method}).",
        parts=parts,
        low=interval.low,
        high=interval.high,
        method=interval.method.capitalize(),
    )
