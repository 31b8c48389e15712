"""Visits with one of the team: how many, with whom, and with whom never.

All of it is about what the manager did. The rows name sales people so that attention can be spread,
and say nothing about how anybody sells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from workbook.activity.places import Place
from workbook.evidence.agenda import Agenda
from workbook.evidence.finding import About, Table, figure, opening, standing, week_label, weeks
from workbook.evidence.intervals import poisson_in_groups
from workbook.evidence.measure import Bar, Beside, Measure
from workbook.evidence.presence import week_key, weeks_of
from workbook.evidence.visits import (
    RideAlong,
    appointments,
    joint_beside,
    joint_visits,
    perhaps_joint,
)
from workbook.words import Text, say, say_n


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
            "A visit is a meeting with a customer, at the customer's, to which at least one of your team was "
            "invited and did not decline. Calls, and customers who came to you, are counted beside it. Of a "
            "meeting whose place isn't known it isn't known whether it was a visit. Entries that overlap are one visit; a whole-day entry is one, unless that day has "
            "visits with hours. A visit with two of the team counts once for each of them. The rate is per "
            "sales person and month of your presence, holidays and leave left out. Its interval is the exact "
            "one for counts (Poisson) and takes visits as its units, for two on one visit came by one "
            "appointment."
        ),
        say("It can't tell support from taking over, nor whether anybody learnt from it."),
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
    ground, nothing = opening(about, agenda, "customer", team=True)
    if nothing:
        return nothing
    joint, perhaps = joint_visits(agenda), perhaps_joint(agenda)
    keys = weeks_of(ground.period)
    table = _by_week(agenda, joint)
    order = sorted(table, key=lambda rep: (-table[rep].total(), agenda.people.name(rep).casefold(), rep))
    others = tuple(
        Beside(place, _LABELS[place], appointments(met), _rows(_by_week(agenda, met), order, keys))
        for place, met in joint_beside(agenda).items()
        if met
    )
    exposure = len(agenda.team) * agenda.presence.months
    count, unknown = len(joint), len(perhaps)
    visits = appointments(joint)
    return figure(
        about,
        ground,
        _joined(visits, unknown, sum(not row for row in table.values()), agenda, others),
        numerator=count,
        denominator=exposure,
        unknown=unknown,
        value=count / exposure,
        low=count / exposure,
        high=(count + unknown) / exposure,
        interval=poisson_in_groups(count, visits, exposure),
        how=standing(visits, unknown, count + unknown, ground.coverage),
        inside=True,
        table=Table(tuple(week_label(week) for week in keys), _rows(table, order, keys)),
        beside=others,
    )


_LABELS: Final[Mapping[Place, Text]] = {
    "online": say("online or by telephone"),
    "office": say("at your office"),
    "elsewhere": say("elsewhere"),
}


def _by_week(agenda: Agenda, met: Iterable[RideAlong]) -> dict[str, Counter[str]]:
    table: dict[str, Counter[str]] = {rep: Counter() for rep in agenda.team}
    for one in met:
        table[one.rep][week_key(one.activity.start.date())] += 1
    return table


def _rows(table: Mapping[str, Counter[str]], order: Sequence[str], keys: Sequence[str]) -> tuple[Bar, ...]:
    return tuple(
        Bar(rep, say("{person}", person=rep), tuple(table[rep][week] for week in keys)) for rep in order
    )


def _joined(visits: int, unknown: int, never: int, agenda: Agenda, others: Sequence[Beside]) -> Text:
    """How many visits, with how many of the team none, what may have been one, and beside them what was none."""
    said = _visited(visits, never, agenda)
    if unknown:
        said = say_n(
            "{said} Of {n} more meeting it isn't known whether it was one.",
            "{said} Of {n} more meetings it isn't known whether they were.",
            unknown,
            said=said,
        )
    met = met_elsewhere(others)
    return say("{said} {met}", said=said, met=met) if met else said


def met_elsewhere(others: Iterable[Beside]) -> Text | None:
    """A sentence on the meetings with a customer and one of the team that were no visit; None where there were
    none."""
    parts = [_counted(one) for one in others if one.meetings]
    if not parts:
        return None
    listed = parts[0]
    for part in parts[1:-1]:
        listed = say("{one}, {other}", one=listed, other=part)
    if parts[1:]:
        listed = say("{one} and {other}", one=listed, other=parts[-1])
    return say("Beside that, with a customer and your team: {meetings}.", meetings=listed)


def _counted(one: Beside) -> Text:
    if one.id == "online":
        return say_n("{n} call or online meeting", "{n} calls or online meetings", one.meetings)
    if one.id == "office":
        return say_n("{n} meeting at your own office", "{n} meetings at your own office", one.meetings)
    return say_n("{n} meeting elsewhere", "{n} meetings elsewhere", one.meetings)


def _visited(visits: int, never: int, agenda: Agenda) -> Text:
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
    ground, nothing = opening(about, agenda, "customer", team=True)
    if nothing:
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
    if unknown:
        sentence = say_n(
            "{said} Of {n} of them it isn't known.",
            "{said} Of {n} of them it isn't known.",
            unknown,
            said=sentence,
        )
    met = {one.rep for others in joint_beside(agenda).values() for one in others} & set(never)
    if met:
        sentence = say_n(
            "{said} With {n} of them you did meet a customer online, at your office or elsewhere.",
            "{said} With {n} of them you did meet a customer online, at your office or elsewhere.",
            len(met),
            said=sentence,
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
