"""The demo manager: a made-up company with a year of calendar and deals, and a truth planted in it.

Everything is drawn from one seed, so the same seed and day give the same files. Company, people and
customers are invented; all addresses are under `.example`, which nobody can own (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FIRST_NAMES: Final = ("Anouk", "Bas", "Daan", "Eva", "Joris", "Mei", "Tom")
"""The demo's sales team; Mei and Tom are never accompanied in the last thirteen weeks."""


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file as the manager would drop it: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Truth:
    """The rates and probabilities the demo is drawn from, not what came out of one draw.

    A present day is a Monday to Friday that is no Dutch public holiday and no leave; a present week
    has at least one present day. Each figure is an independent draw of the shape its measure counts:

    `plan_week`: probability that a present week has at least one plan session (Bernoulli a week).
    `plan_technical`: probability that a plan session has a technical colleague next to sales
    (Bernoulli a session; every plan session has a list of people with at least one of the team).
    `marketing_day`: probability that a present day has at least one activity with marketing
    (campaign sessions counted in).
    `campaign_day`: expected joint campaign sessions per present day (Poisson).
    `ride_along_day`: expected visits with one of the team to a customer per present day (Poisson,
    all of the team together).
    `never_accompanied`: expected share of the team with no such visit in the period.
    `debrief`: probability that a ride-along is followed by a one-to-one with that person on the
    next or the second working day (Bernoulli a visit; no other one-to-one with them falls there).
    `sourced`: probability that a new deal with a source has one of marketing (Bernoulli a deal).
    `won`: probability that a deal closed in the period is won (Bernoulli a deal).
    """

    plan_week: float
    plan_technical: float
    marketing_day: float
    campaign_day: float
    ride_along_day: float
    never_accompanied: float
    debrief: float
    sourced: float
    won: float


# class Demo(seed: int = 1, today: date | None = None)
#     .files: tuple[DemoFile, ...]       kalender.ics, deals.csv (made when asked for)
#     .me: str                           the manager's own address
#     .people: People                    everybody confirmed
#     .truth: Truth
#     .period: Period                    the last thirteen full weeks before today
#     .activities(window: Period | None = None) -> tuple[Activity, ...]   without reading the file
#     .deals() -> pl.DataFrame           in DEAL_SCHEMA, without reading the file
#     .visits(): the planted ride-alongs, for tests
