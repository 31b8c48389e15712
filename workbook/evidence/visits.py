"""Visits with one of the team: with whom, with whom never, and whether they were talked over.

All of it is about what the manager did. The rows name sales people so that attention can be spread,
and say nothing about how anybody sells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbook.activity.records import Activity
from workbook.evidence.agenda import Agenda, last_day, span, whole_day
from workbook.evidence.finding import (
    About,
    Ground,
    Table,
    absent,
    figure,
    no_agenda,
    no_team,
    share,
    standing,
    week_label,
    weeks,
)
from workbook.evidence.intervals import poisson_in_groups
from workbook.evidence.measure import Bar, Measure
from workbook.evidence.presence import week_key, weeks_of, working_days_after
from workbook.words import Text, say, say_n

if TYPE_CHECKING:
    from workbook.activity.sorting import State

DEBRIEF_DAYS: Final = 2
"""Working days in which a visit is talked over while it is still fresh."""


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


def ride_alongs(agenda: Agenda) -> Measure:
    """Visits with one of the team, for each of them and month of presence (Q3.2).

    The numerator counts a visit once for each of the team who was there, the denominator is the team
    times the months present. One row a person, those without any too, one column for each ISO week of
    the period. The interval is exact Poisson over the visits (`intervals.poisson_in_groups`).
    """
    about = About(
        "field.ride_alongs",
        "field",
        "rate",
        say("Visits together with a sales person"),
        say(
            "A meeting counts when it is with a customer and at least one of your team was invited and did "
            "not decline. Entries that overlap are one visit; a whole-day entry is one, unless that day has "
            "visits with hours. A visit with two of the team counts once for each of them. The rate is per "
            "sales person and month of your presence, holidays and leave left out. Its interval is the exact "
            "one for counts (Poisson) and takes visits as its units, for two on one visit came by one "
            "appointment."
        ),
        say(
            "It can't tell support from taking over, nor whether anybody learnt from it. More visits are not "
            "better by themselves."
        ),
        (
            say(
                "As context: over 1,246 sales people in 136 teams, how well managers coached went with "
                "reaching goals; coaching more often went with less where it was done badly (Dahling et "
                "al. 2016)."
            ),
            say(
                "As context, not a target: a rule of thumb from practice, not research, is to go along with "
                "new people monthly and with seasoned ones each quarter (Entrepreneur)."
            ),
        ),
    )
    ground = Ground(agenda.material.period, agenda.coverage("customer"), agenda.sources)
    if nothing := no_agenda(about, ground, agenda) or no_team(about, ground, agenda):
        return nothing
    joint, perhaps = joint_visits(agenda), perhaps_joint(agenda)
    keys = weeks_of(ground.period)
    table: dict[str, Counter[str]] = {rep: Counter() for rep in agenda.team}
    for one in joint:
        table[one.rep][week_key(one.activity.start.date())] += 1
    order = sorted(table, key=lambda rep: (-table[rep].total(), agenda.people.name(rep).casefold(), rep))
    rows = tuple(
        Bar(rep, say("{person}", person=rep), tuple(table[rep][week] for week in keys)) for rep in order
    )
    exposure = len(agenda.team) * agenda.presence.months
    count, unknown = len(joint), len(perhaps)
    visits = appointments(joint)
    return figure(
        about,
        ground,
        _joined(visits, sum(not row for row in table.values()), agenda),
        numerator=count,
        denominator=exposure,
        unknown=unknown,
        value=count / exposure,
        low=count / exposure,
        high=(count + unknown) / exposure,
        interval=poisson_in_groups(count, visits, exposure),
        how=standing(visits, unknown, count + unknown, ground.coverage),
        inside=True,
        table=Table(tuple(week_label(week) for week in keys), rows),
    )


def _joined(visits: int, never: int, agenda: Agenda) -> Text:
    present = weeks(len(agenda.presence.weeks))
    team = len(agenda.team)
    if not visits:
        return say("In {weeks} your calendar shows **no visit** together with a sales person.", weeks=present)
    if not never:
        return say_n(
            "By your calendar you joined **{n} visit** in {weeks}. Everybody in your team of {team} had you along.",
            "By your calendar you joined **{n} visits** in {weeks}. Everybody in your team of {team} had you along.",
            visits,
            weeks=present,
            team=team,
        )
    return say_n(
        "By your calendar you joined **{n} visit** in {weeks}, and with **{never} of your {team}** sales people none.",
        "By your calendar you joined **{n} visits** in {weeks}, and with **{never} of your {team}** sales people none.",
        visits,
        weeks=present,
        never=never,
        team=team,
    )


def never_accompanied(agenda: Agenda) -> Measure:
    """How many of the team had no visit with the manager in the period (Q3.3): '2 of 7'.

    A census of the team, so there is no interval. The unknown are those of them for whom there is a
    meeting that may have been a visit: they can only take away, hence low is without them.
    """
    about = About(
        "field.never_accompanied",
        "field",
        "count",
        say("Sales people not accompanied"),
        say(
            "The people of your team for whom no visit together was found in this period, out of all you "
            "named as team. It is a count of everybody, so there is no interval."
        ),
        say(
            "A visit that is in no calendar, or on somebody else's, is missed. New or absent people count too."
        ),
    )
    ground = Ground(agenda.material.period, agenda.coverage("customer"), agenda.sources)
    if nothing := no_agenda(about, ground, agenda) or no_team(about, ground, agenda):
        return nothing
    accompanied = {one.rep for one in joint_visits(agenda)}
    possible = {rep for _, reps in perhaps_joint(agenda) for rep in reps}
    never = [rep for rep in agenda.team if rep not in accompanied]
    unknown = sum(rep in possible for rep in never)
    team = len(agenda.team)
    if never:
        sentence = say_n(
            "With **{never} of your {n}** sales person no visit together was found.",
            "With **{never} of your {n}** sales people no visit together was found.",
            team,
            never=len(never),
        )
    else:
        sentence = say_n(
            "You went along with **the one** sales person in your team.",
            "You went along with **each of your {n}** sales people at least once.",
            team,
        )
    rows = tuple(
        Bar(rep, say("{person}", person=rep), (float(rep in never), float(rep in never and rep in possible)))
        for rep in sorted(agenda.team, key=lambda key: (agenda.people.name(key).casefold(), key))
    )
    return figure(
        about,
        ground,
        sentence,
        numerator=len(never),
        denominator=team,
        unknown=unknown,
        value=len(never),
        low=len(never) - unknown,
        high=len(never),
        how=standing(team, unknown, team, ground.coverage),
        inside=True,
        table=Table((say("No visit found"), say("Perhaps a visit")), rows),
    )


def debriefs(agenda: Agenda) -> Measure:
    """Visits followed by a one-to-one with that sales person within two working days (Q3.5).

    Unknown where no such talk was found and the data ends before the two days are over, or where the
    talk may not have taken place.
    """
    about = About(
        "field.debriefs",
        "field",
        "share",
        say("Visits talked over afterwards"),
        say(
            "A visit counts when a meeting or call with only you and that sales person follows it, on the "
            "same day or within two working days. After a whole-day entry a talk on its own day may have been "
            "before the visit: that is unknown. A visit with two of your team counts once for each, and the "
            "interval (Wilson's) takes them as two."
        ),
        say(
            "Most debriefs are held in the car, and no calendar knows of them. A talk without that person on "
            "its list is missed too, and a one-to-one in those two days may have been about something else."
        ),
        (
            say(
                "As context: practitioners advise to choose before each visit, to demonstrate or to coach, "
                "for it can't be a little of each (The Center for Sales Strategy)."
            ),
        ),
    )
    ground = Ground(agenda.material.period, agenda.coverage("customer"), agenda.sources)
    if nothing := no_agenda(about, ground, agenda) or no_team(about, ground, agenda):
        return nothing
    joint = joint_visits(agenda)
    if not joint:
        return absent(
            about,
            ground,
            say("Your calendar shows no visit together with a sales person in this period."),
            say("A visit in the calendar with one of your team and a customer would fill this."),
        )
    table: dict[str, Counter[str]] = {week: Counter() for week in weeks_of(ground.period)}
    talks = [a for a in (*agenda.activities, *agenda.later) if not whole_day(a)]
    for one in joint:
        table[week_key(one.activity.start.date())][_talked_over(agenda, one, talks)] += 1
    found = sum(table.values(), Counter())
    known = found["yes"] + found["no"]
    if not known:
        sentence = say_n(
            "Of **{n} visit** it isn't known whether you talked it over.",
            "Of **{n} visits** it isn't known whether you talked them over.",
            found["unknown"],
        )
    else:
        sentence = say_n(
            "**{yes} of {n} visit** was followed by a one-to-one within two working days.",
            "**{yes} of {n} visits** were followed by a one-to-one within two working days.",
            known,
            yes=found["yes"],
        )
    rows = tuple(
        Bar(week, week_label(week), (row["yes"], row["no"], row["unknown"])) for week, row in table.items()
    )
    return share(
        about,
        ground,
        sentence,
        yes=found["yes"],
        of=known,
        unknown=found["unknown"],
        inside=False,
        table=Table((say("Talked over"), say("Not found"), say("Not known")), rows),
    )


def _talked_over(agenda: Agenda, visit: RideAlong, talks: Iterable[Activity]) -> State:
    done = last_day(visit.activity)
    last = working_days_after(done, DEBRIEF_DAYS, agenda.material.country)
    hours_unknown = whole_day(visit.activity)
    answer: State = "no"
    for talk in talks:
        after = span(talk)[0] >= visit.ended
        perhaps_after = hours_unknown and talk.start.date() == done
        if not (after or perhaps_after) or talk.start.date() > last:
            continue
        there = agenda.there(talk)
        if there and len(there) == 1 and agenda.reps(talk) == {visit.rep}:
            if talk.held == "yes" and after:
                return "yes"
            answer = "unknown"
    if answer == "no" and (agenda.data_until is None or agenda.data_until < last):
        return "unknown"
    return answer
