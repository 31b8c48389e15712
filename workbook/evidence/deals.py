"""The deals of the manager's own team, as the measures need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbook.evidence.agenda import Agenda
from workbook.evidence.finding import About, Ground, absent
from workbook.evidence.measure import Coverage, Measure
from workbook.evidence.presence import week_key, within
from workbook.words import say

_COLUMNS = ("owner", "status", "created", "closed", "value", "currency", "source", "campaign", "segment")


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal; empty text where the file says nothing. `value` is in `currency`."""

    owner: str
    status: str
    created: date | None
    closed: date | None
    value: float | None
    currency: str
    source: str
    campaign: str
    segment: str


def team_deals(agenda: Agenda) -> tuple[Deal, ...] | None:
    """The deals that belong to the manager or the team; None where there are none to look at.

    A file without any owner is taken to be the team's. With owners, only deals of a known name or
    address count: another team's deals are not this manager's evidence. Deals that can touch neither the
    period nor the open pipeline are left behind early, for a file can hold a million of them.
    """
    frame = agenda.material.deals
    if frame is None or frame.is_empty():
        return None
    import polars as pl

    first, last = agenda.material.period.first, agenda.material.period.last
    spelled = {one: " ".join((one or "").lower().split()) for one in frame["owner"].unique()}
    near = (
        (pl.col("status") == "open")
        | pl.col("created").is_between(first, last)
        | pl.col("closed").is_between(first, last)
    )
    if any(spelled.values()):
        known = _owners(agenda)
        ours = [one for one, folded in spelled.items() if folded in known]
        if not ours:
            return None
        near &= pl.col("owner").is_in(ours)
    texts = [name for name in _COLUMNS if name not in ("created", "closed", "value")]
    rows = frame.filter(near).select(_COLUMNS)
    rows = rows.with_columns(pl.col(name).fill_null("").str.strip_chars() for name in texts)
    return tuple(Deal(*row) for row in rows.iter_rows())


def _owners(agenda: Agenda) -> frozenset[str]:
    """The ways a file may write the owner: address or name of the manager and of the team."""
    people = agenda.people
    keys = {*people.own, *(key for key, role in people.roles.items() if role in ("me", "team"))}
    written = {key.removeprefix("name:") for key in keys} | {people.name(key) for key in keys}
    return frozenset(" ".join(name.lower().split()) for name in written if name)


def main_currency(deals: Iterable[Deal]) -> str:
    """The currency most deals are in, the first by alphabet of several; empty where none is given."""
    counts = Counter(deal.currency for deal in deals)
    return min(counts, key=lambda currency: (-counts[currency], currency), default="")


def deal_ground(agenda: Agenda, deals: tuple[Deal, ...] | None, asked: str) -> Ground:
    """What a measure of deals stands on: `asked` is the column the question is put to. Weeks with data
    are those in which a deal was created or closed."""
    deals, period = deals or (), agenda.material.period
    days = {day for deal in deals for day in (deal.created, deal.closed) if day and within(day, period)}
    busy = {week_key(day) for day in days}
    told = sum(getattr(deal, asked) not in ("", "unknown") for deal in deals)
    weeks = agenda.presence.weeks
    coverage = Coverage(len(weeks), sum(week in busy for week in weeks), told, 0, len(deals) - told)
    return Ground(period, coverage, agenda.material.deal_sources)


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
