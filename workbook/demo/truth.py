"""The truth planted in the demo: what everything is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Final

PLAN_WEEK: Final = 0.30
PLAN_AGAIN: Final = 0.15
"""Probability of a second plan session in a week that has one."""
PLAN_TECHNICAL: Final = 0.25
MARKETING_CONTACT_DAY: Final = 0.11
"""Probability of contact with marketing on a present day, campaign sessions apart."""
CAMPAIGN_DAY: Final = 0.045
RIDE_ALONG_DAY: Final = 0.25
RIDE_ALONG_SHARES: Final = (0.27, 0.23, 0.20, 0.16, 0.14, 0.0, 0.0)
"""Of the visits in the last thirteen weeks, the share that is with each of the team."""
DEBRIEF: Final = 0.40
ONLINE_DAY: Final = 0.08
"""Probability of a meeting online with a customer and one of the team on a present day: no visit."""
RECEPTION_DAY: Final = 0.05
"""The same, of a customer who comes to the firm's own office."""
DEALS_WEEK: Final = 3.2
SOURCE_BLANK: Final = 0.30
SOURCED: Final = 0.22
WON: Final = 0.36


@dataclass(frozen=True, slots=True)
class Truth:
    """The rates and probabilities the demo is drawn from, not what came out of one draw.

    A present day is a Monday to Friday that is no Dutch public holiday and no leave; a present week
    has at least one present day. Each figure is an independent draw of the shape its measure counts:

    `plan_week`: probability that a present week has at least one plan session (Bernoulli a week).
    `plan_technical`: probability that a plan session has a technical colleague next to sales
    (Bernoulli a session; every plan session has a list of people with at least two of the team).
    `marketing_day`: probability that a present day has at least one activity with marketing
    (Bernoulli a day; campaign sessions counted in).
    `campaign_day`: expected joint campaign sessions per present day (Poisson).
    `ride_along_day`: expected visits with one of the team to a customer per present day (Poisson,
    all of the team together); at the customer's, meetings online and at the firm's own office left out.
    `never_accompanied`: expected share of the team with no such visit in the period. Two are never
    accompanied by plan; the others may be missed by chance.
    `debrief`: probability that a ride-along is followed by a one-to-one with that person on the
    next or the second working day (Bernoulli a visit; no other one-to-one with them falls there).
    `sourced`: probability that a new deal with a source has one of marketing (Bernoulli a deal; all
    of these name a campaign too).
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


def truth_of(present_days: int) -> Truth:
    """The truth for a period with so many present days.

    Contact with marketing is a Bernoulli draw or at least one of a Poisson number of campaign
    sessions; somebody with a share s of the visits is missed with probability exp(-rate * s * days).
    """
    missed = sum(exp(-RIDE_ALONG_DAY * share * present_days) for share in RIDE_ALONG_SHARES)
    return Truth(
        plan_week=PLAN_WEEK,
        plan_technical=PLAN_TECHNICAL,
        marketing_day=1 - (1 - MARKETING_CONTACT_DAY) * exp(-CAMPAIGN_DAY),
        campaign_day=CAMPAIGN_DAY,
        ride_along_day=RIDE_ALONG_DAY,
        never_accompanied=missed / len(RIDE_ALONG_SHARES),
        debrief=DEBRIEF,
        sourced=SOURCED,
        won=WON,
    )
