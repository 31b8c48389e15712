"""Which meetings were visits at a customer's with one of the team, surely or perhaps, and which were held
with them and a customer online, at the manager's own office or elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from workbook.activity.places import Place
from workbook.activity.records import Activity
from workbook.evidence.agenda import Agenda, last_day, span, whole_day

BESIDE: Final[tuple[Place, ...]] = ("online", "office", "elsewhere")
"""Where a customer is met without a visit: told beside visits, never among them."""


@dataclass(frozen=True, slots=True)
class RideAlong:
    """A meeting with a customer and one of the team: who, the activity, and the moment it ended (minutes
    on one clock). A meeting with two of them is two of these. Of a whole-day entry the hour is not known:
    its end is that of its last day."""

    rep: str
    activity: Activity
    ended: float


def joint_visits(agenda: Agenda) -> tuple[RideAlong, ...]:
    """The visits at a customer's with each of the team, in order.

    Entries that overlap are one visit. A whole-day entry is one too, but not beside visits with hours on
    its days: then it says where that day went, and they are what it was made of.
    """
    return _joint(agenda, "visit")


def joint_beside(agenda: Agenda) -> dict[Place, tuple[RideAlong, ...]]:
    """The meetings and calls with a customer and one of the team that were no visit, by where they were."""
    return {place: _joint(agenda, place) for place in BESIDE}


def _joint(agenda: Agenda, place: Place) -> tuple[RideAlong, ...]:
    meetings = [one for one in agenda.sorted_as("customer", "yes") if agenda.place(one) == place]
    found: list[RideAlong] = []
    for rep in agenda.team:
        mine = [one for one in meetings if rep in agenda.reps(one)]
        hours = [one for one in mine if not whole_day(one)]
        days = [
            day
            for day in mine
            if whole_day(day)
            and not any(day.start.date() <= one.start.date() <= last_day(day) for one in hours)
        ]
        found += [*_put_together(rep, hours), *_put_together(rep, days)]
    return tuple(sorted(found, key=lambda one: (span(one.activity)[0], one.rep)))


def _put_together(rep: str, visits: Iterable[Activity]) -> Iterator[RideAlong]:
    last: RideAlong | None = None
    for visit in visits:
        start, end = visit.start.timestamp() / 60, visit.end.timestamp() / 60
        if last and start < last.ended:
            last = RideAlong(rep, last.activity, max(end, last.ended))
            continue
        if last:
            yield last
        last = RideAlong(rep, visit, end)
    if last:
        yield last


def appointments(joint: Iterable[RideAlong]) -> int:
    """How many appointments visits came by: what overlaps is one, whoever came along."""
    number, reached = 0, float("-inf")
    for one in sorted(joint, key=lambda one: (span(one.activity)[0], one.ended)):
        number += span(one.activity)[0] >= reached
        reached = max(reached, one.ended)
    return number


def perhaps_joint(agenda: Agenda) -> tuple[tuple[Activity, frozenset[str]], ...]:
    """Meetings that may have been a visit with one of the team, and of whom: the customer isn't certain, or
    the place isn't, or who came along isn't (then anybody may have). Where neither customer nor company is
    known nothing is said: such a meeting is in the hours, not here."""
    team = frozenset(agenda.team)
    found = []
    for activity in agenda.activities:
        if activity.kind != "meeting" or whole_day(activity):
            continue
        place = agenda.place(activity)
        if place not in ("visit", None):
            continue
        customer, reps = agenda.state(activity, "customer"), agenda.reps(activity)
        if reps and (customer == "unknown" or (customer == "yes" and place is None)):
            found.append((activity, reps))
        elif customer == "yes" and not reps and _company_unclear(agenda, activity):
            found.append((activity, team))
    return tuple(found)


def _company_unclear(agenda: Agenda, activity: Activity) -> bool:
    roles = agenda.roles(activity)
    return not activity.attendees or None in roles or "team" in roles
