"""Plan or pep talk: how often the manager works on market and plan, with whom, and beside what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from workbook.activity.records import Activity
from workbook.evidence.agenda import Agenda, span, whole_day
from workbook.evidence.finding import (
    About,
    Table,
    absent,
    figure,
    opening,
    share,
    standing,
    week_label,
    with_unknown,
    with_unknown_time,
)
from workbook.evidence.measure import Bar, Measure
from workbook.evidence.minutes import total_minutes
from workbook.evidence.pipeline import pipeline, won
from workbook.evidence.presence import week_key
from workbook.words import say, say_n

if TYPE_CHECKING:
    from workbook.activity.sorting import State

ALL_TEAM: Final = 0.8
"""From this share of the team present a meeting is one of all together."""

SMALL: Final = (2, 6)
"""How many people a small working session has, the manager counted."""


def measures(agenda: Agenda) -> tuple[Measure, ...]:
    """All measures of the question, in the order in which a page shows them."""
    return (
        cadence(agenda),
        cross_functional(agenda),
        broadcast(agenda),
        pipeline(agenda),
        won(agenda),
    )


def with_technical(agenda: Agenda, session: Activity) -> State:
    """Whether sales and technical colleagues were both at a session. Sales is somebody of the team: the
    manager alone does not stand for them. Unknown where nobody can say who was there, or where a
    colleague without a role may be the one who is missing."""
    if not session.attendees and not agenda.there(session):
        return "unknown"
    roles = agenda.roles(session)
    if "team" in roles and "technical" in roles:
        return "yes"
    return "unknown" if None in roles else "no"


def cadence(agenda: Agenda) -> Measure:
    """Weeks with a plan session out of the weeks present (Q1.1).

    A week is unknown where no session was found and either something in it could not be sorted or no
    file tells about it at all.
    """
    about = About(
        "plan.cadence",
        "plan",
        "share",
        say("Weeks with a plan session"),
        say(
            "A week counts when at least one meeting or call in it was sorted as a session on a market, a "
            "segment or an account plan: by the words in its title, or by you. Weeks without a working "
            "day of yours, by holidays or leave, are left out, and so is what stands on a day off. A week "
            "with nothing in the calendar is unknown, not empty. The interval is Wilson's, over weeks."
        ),
        say(
            "Titles miss informal work: a plan made over coffee is not in here. And a session in the "
            "calendar says nothing about what came of it."
        ),
        (
            say(
                "As context, not a target: no credible published number of plan sessions was found. "
                "Your own earlier weeks are the best comparison."
            ),
        ),
    )
    ground, nothing = opening(about, agenda, "plan")
    if nothing:
        return nothing
    present = agenda.presence.weeks
    sessions = agenda.sorted_as("plan", "yes")
    perhaps = Counter(week_key(a.start.date()) for a in agenda.sorted_as("plan", "unknown"))
    table: dict[str, Counter[str]] = {week: Counter() for week in present}
    for session in sessions:
        week = week_key(session.start.date())
        if week in table:
            table[week][with_technical(agenda, session)] += 1
    yes = sum(bool(row) for row in table.values())
    unknown = sum(
        not row and (perhaps[week] > 0 or week not in agenda.weeks_with_data) for week, row in table.items()
    )
    rows = tuple(
        Bar(week, week_label(week), (row["yes"], row["no"], row["unknown"], perhaps[week]))
        for week, row in table.items()
    )
    if yes:
        sentence = say_n(
            "In **at least {yes} of the {n} week** you were there, your calendar shows work on market or plan",
            "In **at least {yes} of the {n} weeks** you were there, your calendar shows work on market or plan",
            len(present),
            yes=yes,
        )
    else:
        sentence = say_n(
            "In the **{n} week** you were there, your calendar shows no work on market or plan",
            "In **none of the {n} weeks** you were there does your calendar show work on market or plan",
            len(present),
        )
    sentence = with_unknown(sentence, unknown)
    columns = (
        say("Sessions with technical colleagues"),
        say("Sessions without"),
        say("Sessions of which it isn't known"),
        say("Not sorted: perhaps a session"),
    )
    return share(
        about,
        ground,
        sentence,
        yes=yes,
        of=len(present),
        unknown=unknown,
        inside=True,
        table=Table(columns, rows),
    )


def cross_functional(agenda: Agenda) -> Measure:
    """Plan sessions with both sales and technical colleagues, out of those it is known of (Q1.2)."""
    about = About(
        "plan.cross_functional",
        "plan",
        "share",
        say("Plan sessions with sales and technical together"),
        say(
            "Of the plan sessions, those with at least one of your team and at least one technical "
            "colleague among the people invited who did not decline. Where the list of people is missing, "
            "or a colleague on it has no role yet, the session is unknown and stands apart. The interval "
            "is Wilson's, over sessions."
        ),
        say(
            "An invitation is not a voice: who sat there may have said nothing. It also misses technical "
            "colleagues who were asked in passing."
        ),
        (
            say(
                "As context: no study was found that shows what technical colleagues at the table cause. "
                "Compare with your own earlier sessions."
            ),
        ),
    )
    ground, nothing = opening(about, agenda, "plan", team=True)
    if nothing:
        return nothing
    if "technical" not in {*agenda.people.roles.values(), *agenda.people.domains.values()}:
        return absent(
            about,
            ground,
            say("It is not known yet who your technical colleagues are."),
            say("Say on the start page which colleagues are technical."),
        )
    found = Counter(with_technical(agenda, session) for session in agenda.sorted_as("plan", "yes"))
    known, unknown = found["yes"] + found["no"], found["unknown"]
    if not known and not unknown:
        return absent(
            about,
            ground,
            say("Your calendar shows no plan session in this period."),
            say("A plan session in the calendar would fill this, with the people invited."),
        )
    rows = (
        Bar("with", say("With technical colleagues"), (found["yes"],)),
        Bar("without", say("Without"), (found["no"],)),
        Bar("unknown", say("Not known"), (unknown,)),
    )
    if not known:
        sentence = say_n(
            "Of **{n} plan session** it isn't known who was there.",
            "Of **{n} plan sessions** it isn't known who was there.",
            unknown,
        )
    elif found["yes"] or unknown:
        sentence = with_unknown(
            say_n(
                "In **{yes} of {n} plan session**, sales and technical colleagues sat at one table",
                "In **{yes} of {n} plan sessions**, sales and technical colleagues sat at one table",
                known + unknown,
                yes=found["yes"],
            ),
            unknown,
        )
    else:
        sentence = say_n(
            "In **{n} plan session**, sales and technical colleagues did not sit at one table.",
            "In **none of {n} plan sessions** did sales and technical colleagues sit at one table.",
            known,
        )
    return share(
        about,
        ground,
        sentence,
        yes=found["yes"],
        of=known,
        unknown=unknown,
        inside=False,
        table=Table((say("Sessions"),), rows),
    )


def broadcast(agenda: Agenda) -> Measure:
    """Minutes with all of the team about the target, beside minutes in plan sessions, small ones and those
    of all the team (Q1.3).

    Amounts and no ratio: one of small numbers says little. The numerator is the first, the denominator
    all of them together, the value None.
    """
    about = About(
        "plan.broadcast",
        "plan",
        "minutes",
        say("Telling the target, working on the plan"),
        say(
            "Telling: meetings about target, forecast or kick-off with at least 80% of your team there. "
            "Working: plan sessions of two to six people, you counted, and those with at least 80% of your team "
            "there, however many came, for then everybody is in from the start. What is both is working. Overlaps "
            "count once. Of what has no list of people, it is unknown which of the two it was."
        ),
        say(
            "A kick-off can be good and a small session idle: hours don't tell. Whole-day entries have no "
            "hours and are not in here. No ratio is given, because the numbers are small."
        ),
    )
    ground, nothing = opening(about, agenda, "target", team=True)
    if nothing:
        return nothing
    if len(agenda.team) < 2:
        return absent(
            about,
            ground,
            say("With a team of one, a meeting with all of the team is a talk."),
            say("Say on the start page who else is in your team."),
        )
    telling, working, together, unclear = [], [], [], []
    for activity in agenda.activities:
        states = (agenda.state(activity, "plan"), agenda.state(activity, "target"))
        if whole_day(activity):
            continue
        if "yes" not in states:
            if activity.held == "unknown" and _one_of_both(agenda, activity):
                unclear.append(activity)
            continue
        there = agenda.there(activity)
        everybody = len(agenda.reps(activity)) >= ALL_TEAM * len(agenda.team)
        if there is None or (activity.id in agenda.partly and not everybody):
            unclear.append(activity)
        elif states[0] == "yes" and everybody:
            together.append(activity)
        elif states[0] == "yes" and SMALL[0] <= len({a.key for a in there}) + 1 <= SMALL[1]:
            working.append(activity)
        elif states[1] == "yes" and everybody:
            telling.append(activity)
    minutes = total_minutes([[span(a) for a in group] for group in (together, working, telling, unclear)])
    planned, worked, told, unknown = minutes
    rows = [
        Bar("telling", say("All together about the target"), (told, len(telling))),
        Bar("working", say("At work on the plan with a few"), (worked, len(working))),
    ]
    said = say(
        "All together about the target: **{told:lasting}**, at work on the plan with a few: **{worked:lasting}**",
        told=told,
        worked=worked,
    )
    if together:
        rows.append(Bar("together", say("At work on the plan all together"), (planned, len(together))))
        said = say("{said}, with all of the team: **{planned:lasting}**", said=said, planned=planned)
    whole = told + worked + planned
    return figure(
        about,
        ground,
        with_unknown_time(said, unknown),
        numerator=told,
        denominator=whole,
        unknown=unknown,
        how=standing(len(telling) + len(working) + len(together), unknown, whole + unknown, ground.coverage),
        table=Table((say("Minutes"), say("Sessions")), tuple(rows)),
    )


def _one_of_both(agenda: Agenda, activity: Activity) -> bool:
    verdicts = agenda.material.sorted.get(activity.id, {})
    return any((found := verdicts.get(topic)) and found.state == "yes" for topic in ("plan", "target"))
