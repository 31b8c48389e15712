"""Why a figure is too thin to lean on: the one reason that is true, with its numbers, and where it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workbook.evidence.measure import FEWEST_WEEKS_WITH_DATA, Measure
from workbook.words import Text, say, say_n

OF_DEALS: Final = frozenset({"plan.pipeline", "plan.won", "marketing.sourced"})
"""Measures of deals: weeks with appointments say nothing about them."""

_OTHER_WEEKS: Final = say("A calendar with the other weeks would mend that; load it on the start page.")
_SORT: Final = say("Sort what is open on the start page.")
_WHO: Final = say("Say on the start page who is who.")
_LISTS: Final = say("An export with the people invited would mend that; load it on the start page.")
_MENDED: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "plan.cross_functional": _WHO,
        "plan.broadcast": _LISTS,
        "field.ride_alongs": _WHO,
        "field.never_accompanied": _WHO,
        "field.debriefs": say("A calendar that goes on until two days after the last visit would mend that."),
        "plan.pipeline": say("Fill in segment and stage in the CRM, and export your deals again."),
        "plan.won": say("Fill in the outcome in the CRM, and export your deals again."),
        "marketing.sourced": say(
            "Say on the start page which sources are marketing; what has no source is filled in in the CRM."
        ),
    }
)
"""Where what isn't known can be told, by measure; all others by sorting."""

_OF_MINUTES: Final = frozenset({"plan.broadcast", "field.customer_hours", "field.reporting"})
_OF_APPOINTMENTS: Final = frozenset({"marketing.campaign_sessions"})
"""Counts whose unknown are all appointments that could not be sorted."""


def too_thin(measure: Measure) -> Text:
    """Why a measure whose standing is thin can't be leaned on, and what would mend it.

    Few weeks with data go first, as they do where the standing is decided (`workbook.evidence.finding`).
    """
    if measure.self_kept:
        kept, asked = round(measure.denominator), round(measure.denominator + measure.unknown)
        return say_n(
            "Too little is known to lean on this: you kept {kept:number} of {n} day. Keep your diary on more days.",
            "Too little is known to lean on this: you kept {kept:number} of {n} days. Keep your diary on more days.",
            asked,
            kept=kept,
        )
    coverage = measure.coverage
    few = coverage.weeks_with_data < FEWEST_WEEKS_WITH_DATA * coverage.weeks
    if few and measure.id not in OF_DEALS:
        return say_n(
            "Too little is known to lean on this: {told:number} of {n} week has data. {mended}",
            "Too little is known to lean on this: {told:number} of {n} weeks have data. {mended}",
            coverage.weeks,
            told=coverage.weeks_with_data,
            mended=_OTHER_WEEKS,
        )
    mended = _MENDED.get(measure.id, _SORT)
    if mended is _SORT and not coverage.unsorted and coverage.weeks_with_data < coverage.weeks:
        mended = _OTHER_WEEKS
    if measure.id in _OF_MINUTES:
        whole = measure.numerator if measure.id == "field.reporting" else measure.denominator
        return say(
            "Too little is known to lean on this: of {unknown:lasting} out of {all:lasting} it isn't known. {mended}",
            unknown=measure.unknown,
            all=whole + (0 if measure.unknown_inside else measure.unknown),
            mended=mended,
        )
    if measure.id in _OF_APPOINTMENTS:
        return say(
            "Too little is known to lean on this: {unknown:number} of {all:number} appointments could not be "
            "sorted. {mended}",
            unknown=coverage.unsorted,
            all=coverage.by_rule + coverage.by_hand + coverage.unsorted,
            mended=mended,
        )
    whole = measure.numerator + measure.unknown if measure.kind == "rate" else measure.whole
    return say(
        "Too little is known to lean on this: for {unknown:number} of {all:number} it isn't known. {mended}",
        unknown=measure.unknown,
        all=whole,
        mended=mended,
    )
