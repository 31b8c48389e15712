"""What is said under every figure: its period, its coverage, and the figures it was made from."""

from __future__ import annotations

from typing import Final

from workbook.evidence.measure import Measure
from workbook.evidence.thin import OF_DEALS
from workbook.words import Text, say, say_n

_OF_DAYS: Final = frozenset({"plan.days", "marketing.days", "field.days", "marketing.contact_days"})
"""Counts out of working days."""

_OF_TEAM: Final = frozenset({"field.never_accompanied"})
"""Counts out of the team."""

_OF_HOURS: Final = frozenset({"field.customer_hours"})
"""Shares whose parts are minutes."""


def caption(measure: Measure) -> tuple[Text, ...]:
    """Title, period, weeks with data, what could not be sorted and what was left out, in this order."""
    coverage = measure.coverage
    parts: list[Text] = [
        measure.title,
        say(
            "{first:day} – {last:date}",
            first=measure.period.first.isoformat(),
            last=measure.period.last.isoformat(),
        ),
    ]
    if measure.id in OF_DEALS:
        return tuple(parts)
    parts.append(
        say(
            "{with_data} of {weeks} weeks with data", with_data=coverage.weeks_with_data, weeks=coverage.weeks
        )
    )
    if coverage.unsorted and measure.id == "plan.broadcast":
        parts.append(say("{n} not sorted, and so not in these hours", n=coverage.unsorted))
    elif coverage.unsorted:
        parts.append(say("{n} not sorted", n=coverage.unsorted))
    if coverage.private_out:
        parts.append(
            say_n(
                "{n} private appointment left out",
                "{n} private appointments left out",
                coverage.private_out,
            )
        )
    return tuple(parts)


def reckoning(measure: Measure) -> Text:
    """The figure with its parts and its interval, as plain as it gets."""
    parts, interval = _parts(measure), measure.interval
    if interval is None:
        return parts
    if interval.method == "quartiles":
        return say(
            "{parts} In half of the weeks it lay between {low:lasting} and {high:lasting}.",
            parts=parts,
            low=interval.low,
            high=interval.high,
        )
    if interval.method != "poisson" and not measure.percentage:
        return parts
    low, high = interval.low, interval.high
    if interval.method == "poisson":
        if measure.kind == "rate":
            return say(
                "{parts} By chance alone the same habit could as well give {low:decimal} or {high:decimal} (95% interval).",
                parts=parts,
                low=low,
                high=high,
            )
        return say(
            "{parts} By chance alone the same habit could as well give {fewest:number} or {most:number} (95% interval: "
            "{low:decimal} to {high:decimal}).",
            parts=parts,
            fewest=round(low),
            most=round(high),
            low=low,
            high=high,
        )
    whole = measure.denominator
    if measure.id in _OF_HOURS:
        return say(
            "{parts} By chance alone the same habit could as well give {fewest:lasting} or {most:lasting} of them "
            "(95% interval: {low:percent} to {high:percent}).",
            parts=parts,
            fewest=60.0 * round(low * whole / 60),
            most=60.0 * round(high * whole / 60),
            low=low,
            high=high,
        )
    return say(
        "{parts} By chance alone the same habit could as well give {fewest:number} or {most:number} of the {all:number} "
        "(95% interval: {low:percent} to {high:percent}).",
        parts=parts,
        fewest=round(low * whole),
        most=round(high * whole),
        all=whole,
        low=low,
        high=high,
    )


def _parts(measure: Measure) -> Text:
    parts, unknown = _known(measure), measure.unknown
    if not unknown:
        return parts
    if measure.kind == "minutes" or measure.id in _OF_HOURS:
        return say("{parts} Of {unknown:lasting} it isn't known.", parts=parts, unknown=unknown)
    if measure.kind == "rate":
        return say_n("{parts} Perhaps {n} more.", "{parts} Perhaps {n} more.", round(unknown), parts=parts)
    return say_n(
        "{parts} Of {n} it isn't known.", "{parts} Of {n} it isn't known.", round(unknown), parts=parts
    )


def _known(measure: Measure) -> Text:
    yes, whole = measure.numerator, measure.denominator
    if measure.kind == "minutes" and measure.value is None:
        return say("In figures: {one:lasting} and {other:lasting}.", one=yes, other=whole - yes)
    if measure.kind == "minutes":
        return say_n(
            "In figures: {yes:lasting} in {n} week.",
            "In figures: {yes:lasting} in {n} weeks.",
            round(whole),
            yes=yes,
        )
    if measure.id in _OF_HOURS:
        return say("In figures: {yes:lasting} of the {all:lasting}.", yes=yes, all=whole)
    if measure.kind == "rate":
        team = max(len(measure.table), 1)
        return say(
            "In figures: {yes:number} times along, with {team:number} sales people in {months:decimal} months of "
            "work. That is {value:decimal} for each of them a month.",
            yes=yes,
            team=team,
            months=whole / team,
            value=yes / whole,
        )
    if measure.id in _OF_DAYS:
        return say_n(
            "In figures: {yes:number} of the {n} working day.",
            "In figures: {yes:number} of the {n} working days.",
            round(whole),
            yes=yes,
        )
    if measure.kind == "share" and measure.unknown and not measure.unknown_inside:
        return say("In figures: {yes:number} of the {all:number} of which it is known.", yes=yes, all=whole)
    if measure.kind == "share" or measure.id in _OF_TEAM:
        return say("In figures: {yes:number} of the {all:number}.", yes=yes, all=whole)
    return say("In figures: {yes:number}.", yes=yes)
