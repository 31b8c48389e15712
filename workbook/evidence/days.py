"""Days with B in the last four weeks: what the data say on the scale the answers are given on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from workbook.activity.records import Activity
from workbook.evidence.agenda import Agenda
from workbook.evidence.finding import About, Ground, figure, no_agenda, no_team, standing, with_unknown
from workbook.evidence.measure import Coverage, Measure, Period
from workbook.evidence.presence import week_key
from workbook.evidence.visits import joint_visits, perhaps_joint
from workbook.questions import QuestionId
from workbook.words import Text, say, say_n

FOUR_WEEKS: Final = timedelta(days=28)

_WHAT: Final[dict[QuestionId, Text]] = {
    "plan": say("Days with a plan session, last four weeks"),
    "marketing": say("Days with marketing, last four weeks"),
    "field": say("Days out with a sales person, last four weeks"),
}


def days(agenda: Agenda, question: QuestionId) -> Measure:
    """Working days of the period's last four weeks on which B stands in the calendar.

    The numerator counts days, the denominator the days present; unknown are days without B on which
    something could not be sorted, and days of weeks no file tells about. No interval: it is a count of
    four given weeks, to lay beside an answer about those weeks.
    """
    last = agenda.material.period.last
    period = Period(max(agenda.material.period.first, last - FOUR_WEEKS + timedelta(days=1)), last)
    present = [day for day in agenda.presence.days if period.first <= day <= period.last]
    weeks = {week_key(day) for day in present}
    told = {week for week in weeks if week in agenda.weeks_with_data}
    sure, perhaps = _found(agenda, question)
    yes = {day for day in present if day in sure}
    unknown = {day for day in present if day not in yes and (day in perhaps or week_key(day) not in told)}
    private, out = agenda.private(period)
    coverage = Coverage(len(weeks), len(told), private=private, private_out=out)
    ground = Ground(period, coverage, agenda.sources)
    about = About(
        f"{question}.days",
        question,
        "count",
        _WHAT[question],
        say(
            "A working day counts when at least one meeting on it was sorted as B. It is counted over the last "
            "four weeks of the period, because that is what the question asks about."
        ),
        say("It is a floor: what was done without an appointment is in no calendar."),
    )
    if nothing := no_agenda(about, ground, agenda) or (
        no_team(about, ground, agenda) if question == "field" else None
    ):
        return nothing
    return figure(
        about,
        ground,
        with_unknown(
            say_n("At least **{n} day** in four weeks", "At least **{n} days** in four weeks", len(yes)),
            len(unknown),
        ),
        numerator=len(yes),
        denominator=len(present),
        unknown=len(unknown),
        value=len(yes),
        low=len(yes),
        high=len(yes) + len(unknown),
        how="thin"
        if standing(len(present), len(unknown), len(present), ground.coverage) == "thin"
        else "shown",
        inside=True,
    )


def _found(agenda: Agenda, question: QuestionId) -> tuple[set[date], set[date]]:
    """Days with B for sure, and days on which something may have been B."""
    if question == "field":
        return (
            _days(visit.activity for visit in joint_visits(agenda)),
            _days(activity for activity, _ in perhaps_joint(agenda)),
        )
    return _days(agenda.sorted_as(question, "yes")), _days(agenda.sorted_as(question, "unknown"))


def _days(activities: Iterable[Activity]) -> set[date]:
    return {activity.start.date() for activity in activities}
