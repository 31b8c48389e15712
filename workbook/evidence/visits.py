"""Which meetings were visits to a customer with one of the team, surely or perhaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbook.activity.records import Activity
from workbook.evidence.agenda import Agenda, last_day, span, whole_day


@dataclass(frozen=True, slots=True)
class RideAlong:
    """A visit to a customer with one of the team: who, the activity, and the moment it ended (minutes
    on one clock). A visit with two of them is two of these. Of a whole-day entry the hour is not known:
    its end is that of its last day."""

    rep: str
    activity: Activity
    ended: float


def joint_visits(agenda: Agenda) -> tuple[RideAlong, ...]:
    """The visits with each of the team, in order.

    Entries that overlap are one visit. A whole-day entry is one too, but not beside visits with hours on
    its days: then it says where that day went, and they are what it was made of.
    """
    visits = [visit for visit in agenda.sorted_as("customer", "yes") if visit.kind == "meeting"]
    found: list[RideAlong] = []
    for rep in agenda.team:
        mine = [visit for visit in visits if rep in agenda.reps(visit)]
        hours = [visit for visit in mine if not whole_day(visit)]
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
    """Meetings that may have been a visit with one of the team, and of whom: the customer isn't certain,
    or who came along isn't (then anybody may have). Where neither is known nothing is said: such a
    meeting is in the hours, not here."""
    team = frozenset(agenda.team)
    found = []
    for activity in agenda.activities:
        if activity.kind != "meeting" or whole_day(activity):
            continue
        customer, reps = agenda.state(activity, "customer"), agenda.reps(activity)
        if customer == "unknown" and reps:
            found.append((activity, reps))
        elif customer == "yes" and not reps and _company_unclear(agenda, activity):
            found.append((activity, team))
    return tuple(found)


def _company_unclear(agenda: Agenda, activity: Activity) -> bool:
    roles = agenda.roles(activity)
    return not activity.attendees or None in roles or "team" in roles
