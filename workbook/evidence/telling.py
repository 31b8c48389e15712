"""What is said under every figure: its period, its coverage, and the figures it was made from."""

from __future__ import annotations

from typing import Final

from workbook.evidence.measure import Measure
from workbook.words import Text, say

TOO_THIN: Final = say(
    "Too little is known to lean on this: under half of the weeks have data, or over 40% could not be sorted."
)


_OF_DEALS: Final = frozenset({"plan.pipeline", "plan.won", "marketing.sourced"})
"""Measures of deals: weeks with appointments say nothing about them."""

_OF_HOURS: Final = frozenset({"field.customer_hours"})
"""Shares whose parts are minutes."""

_METHODS: Final[dict[str, Text]] = {
    "wilson": say("Wilson"),
    "newcombe": say("Newcombe"),
    "poisson": say("Poisson"),
    "ratio": say("ratio over weeks"),
}


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
    ]
    if measure.id in _OF_DEALS:
        return tuple(parts)
    parts.append(
        say(
            "{with_data} of {weeks} weeks with data", with_data=coverage.weeks_with_data, weeks=coverage.weeks
        )
    )
    if coverage.unsorted:
        parts.append(say("{n} not sorted", n=coverage.unsorted))
    return tuple(parts)


def reckoning(measure: Measure) -> Text:
    """The figure with its parts and its interval, as plain as it gets."""
    parts, interval = _parts(measure), measure.interval
    if interval is None:
        return parts
    if interval.method == "quartiles":
        return say(
            "{parts} In half of the weeks it lay between {low:hours} and {high:hours} hours.",
            parts=parts,
            low=interval.low,
            high=interval.high,
        )
    if interval.method != "poisson" and not measure.percentage:
        return parts
    given: dict[str, str | int | float | Text] = {
        "parts": parts,
        "low": interval.low,
        "high": interval.high,
        "method": _METHODS[interval.method],
    }
    if interval.method != "poisson":
        return say(
            "{parts} If the weeks to come are like these, the share lies between {low:percent} and {high:percent} "
            "(95% interval, {method}).",
            **given,
        )
    if measure.kind == "rate":
        return say(
            "{parts} If the weeks to come are like these, it lies between {low:decimal} and {high:decimal} a month "
            "for each sales person (95% interval, {method}).",
            **given,
        )
    return say(
        "{parts} If the weeks to come are like these, it lies between {low:decimal} and {high:decimal} "
        "(95% interval, {method}).",
        **given,
    )


def _parts(measure: Measure) -> Text:
    yes, whole, unknown = measure.numerator, measure.denominator, measure.unknown
    if measure.kind == "minutes" and measure.value is None:
        return say(
            "In figures: {one:hours} and {other:hours} hours, and {unknown:hours} hours unknown.",
            one=yes,
            other=whole - yes,
            unknown=unknown,
        )
    if measure.kind == "minutes" or measure.id in _OF_HOURS:
        return say(
            "In figures: {yes:hours} hours of {all:hours}, and {unknown:hours} hours unknown.",
            yes=yes,
            all=whole,
            unknown=unknown,
        )
    if measure.kind == "rate":
        return say(
            "In figures: {yes:number} in {all:number} months of sales people together, and perhaps {unknown:number} "
            "more.",
            yes=yes,
            all=whole,
            unknown=unknown,
        )
    if measure.kind == "share":
        return say(
            "In figures: {yes:number} of {all:number}, and {unknown:number} unknown.",
            yes=yes,
            all=whole,
            unknown=unknown,
        )
    return say("In figures: {yes:number}, and {unknown:number} unknown.", yes=yes, unknown=unknown)
