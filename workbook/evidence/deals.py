"""What the measures of deals have in common: how they count, and what they stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from workbook.evidence.finding import About, Ground, absent
from workbook.evidence.measure import Coverage, Measure
from workbook.evidence.presence import week_key
from workbook.words import say

if TYPE_CHECKING:
    import polars as pl

    from workbook.evidence.agenda import Agenda


def main_currency(deals: Mapping[str, int]) -> str:
    """The currency most deals are in, from the number in each: the first by alphabet of several, empty
    where none is given."""
    return min(deals, key=lambda currency: (-deals[currency], currency), default="")


def count(deals: pl.DataFrame, column: str) -> Counter[str]:
    """How many deals say what in a column."""
    return Counter(deals[column].to_list())


def deal_ground(agenda: Agenda, asked: str) -> Ground:
    """What a measure of deals stands on: `asked` is the column the question is put to. Weeks with data
    are those in which a deal was created or closed."""
    deals, weeks = agenda.deals, agenda.presence.weeks
    if deals is None:
        return Ground(agenda.material.period, Coverage(len(weeks), 0), agenda.material.deal_sources)
    days = {day for name in ("created", "closed") for day in deals[name].drop_nulls().unique()}
    busy = {week_key(day) for day in days}
    untold = int(deals[asked].is_in(["", "unknown"]).sum())
    coverage = Coverage(len(weeks), sum(week in busy for week in weeks), deals.height - untold, 0, untold)
    return Ground(agenda.material.period, coverage, agenda.material.deal_sources)


def no_deals(about: About, ground: Ground, agenda: Agenda) -> Measure:
    """The absent measure where there are no deals, or none of the team's."""
    if agenda.material.deals is None or agenda.material.deals.is_empty():
        return absent(
            about,
            ground,
            say("No deals were loaded."),
            say("An export of your team's deals from the CRM would fill this (.csv or .xlsx)."),
        )
    return absent(
        about,
        ground,
        say("None of the deals in the file is known to be of your team."),
        say("Say on the start page who is in your team, by the names the CRM gives to the owners."),
    )
