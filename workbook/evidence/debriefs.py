"""Whether visits with one of the team were talked over with that person afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from workbook.activity.records import Activity
from workbook.evidence.agenda import Agenda, last_day, span, whole_day
from workbook.evidence.finding import About, Table, absent, opening, share, week_label, with_unknown
from workbook.evidence.measure import Bar, Measure
from workbook.evidence.presence import week_key, weeks_of, working_days_after
from workbook.evidence.visits import RideAlong, joint_visits
from workbook.words import say, say_n

if TYPE_CHECKING:
    from workbook.activity.sorting import State

DEBRIEF_DAYS: Final = 2
"""Working days in which a visit is talked over while it is still fresh."""


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
    ground, nothing = opening(about, agenda, "customer", team=True)
    if nothing:
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
        sentence = with_unknown(
            say_n(
                "**{yes} of {n} visit** was followed by a one-to-one within two working days",
                "**{yes} of {n} visits** were followed by a one-to-one within two working days",
                known + found["unknown"],
                yes=found["yes"],
            ),
            found["unknown"],
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
            if talk.held == "yes" and after and talk.id not in agenda.partly:
                return "yes"
            answer = "unknown"
    if answer == "no" and (agenda.data_until is None or agenda.data_until < last):
        return "unknown"
    return answer
