"""Where the scheduled hours go: with customers, with others from outside, among colleagues, on reports.

Empty time is nowhere called office: what nobody wrote in a calendar is not known.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from workbook.activity.records import Activity
from workbook.evidence.agenda import Agenda, span
from workbook.evidence.finding import (
    About,
    Table,
    absent,
    figure,
    opening,
    standing,
    week_label,
    with_unknown_time,
)
from workbook.evidence.intervals import quartiles, ratio
from workbook.evidence.measure import FEWEST, Bar, Measure
from workbook.evidence.minutes import Span, total_minutes
from workbook.evidence.presence import week_key
from workbook.words import Text, say

Place = Literal["customer", "external", "reporting", "internal", "other", "unknown"]
PLACES: Final[tuple[Place, ...]] = get_args(Place)
"""Where an hour goes, in the order in which overlapping ones are given a minute: what is certain before
what is not, and a customer before all, for few plan a customer across something they mean to keep."""


def place(agenda: Agenda, activity: Activity) -> Place:
    """Where an activity belongs. From outside is a fact, customer is not: who has no role yet makes the
    activity unknown. Alone, or with nobody known, and no customer, is other."""
    customer = agenda.state(activity, "customer")
    if customer == "yes":
        return "customer"
    if agenda.state(activity, "reporting") == "yes":
        return "reporting"
    if customer == "unknown" or activity.held == "unknown":
        return "unknown"
    outside = {agenda.people.external(attendee) for attendee in agenda.there(activity) or ()}
    if activity.id in agenda.partly:
        outside.add(None)
    if True in outside:
        return "external"
    return "internal" if outside == {False} else "other"


def perhaps_internal(agenda: Agenda, activity: Activity, where: Place) -> bool:
    """Whether an activity may be a meeting among colleagues or a report, though nothing says so."""
    if where != "other":
        return where == "unknown"
    return agenda.state(activity, "reporting") == "unknown" or not agenda.own_block(activity)


def weekly_minutes(agenda: Agenda) -> dict[str, tuple[float, ...]]:
    """Minutes of each week present by `PLACES`, overlaps counted once."""
    groups: dict[str, dict[Place, list[Span]]] = {week: {} for week in agenda.presence.weeks}
    for activity in agenda.activities:
        week = week_key(activity.start.date())
        if week in groups:
            groups[week].setdefault(place(agenda, activity), []).append(span(activity))
    return {
        week: total_minutes([by_place.get(one, []) for one in PLACES]) for week, by_place in groups.items()
    }


def customer_hours(agenda: Agenda) -> Measure:
    """Minutes with customers out of all scheduled minutes (Q3.1).

    Minutes come in visits and visits in weeks, so Wilson over minutes would promise far too much: the
    interval is that of a ratio with weeks as draws (`intervals.ratio`), none where weeks are too few.
    """
    about = About(
        "field.customer_hours",
        "field",
        "share",
        say("Hours with customers"),
        say(
            "Hours of meetings and calls with a customer, out of all hours in your calendar. Overlaps count "
            "once, and go to the customer first. Whole-day entries, leave and holidays are left out. Who is "
            "from outside but no customer, a supplier or an applicant, stands apart. The interval takes "
            "weeks as its units, because the hours of one week hang together."
        ),
        say(
            "Only what was planned counts: desk work, travel and a customer on the phone are often in no "
            "calendar. Empty time is not called office here."
        ),
        (
            say(
                "As context, not a target: managers in a study by Rapp (University of Alabama, as quoted by "
                "CustomerThink) spent 23% of their time with customers and 32% on managing people. That is of all their "
                "working time, so it can't be laid beside a share of what is in a calendar."
            ),
        ),
    )
    ground, nothing = opening(about, agenda, "customer")
    if nothing:
        return nothing
    by_week = weekly_minutes(agenda)
    sums = dict(zip(PLACES, (sum(column) for column in zip(*by_week.values(), strict=True)), strict=True))
    scheduled, customer, unknown = sum(sums.values()), sums["customer"], sums["unknown"]
    if not scheduled:
        return absent(
            about,
            ground,
            say("Your calendar has no hours in this period, only whole days."),
            say("Meetings with a start and an end would fill this."),
        )
    measured = sum(any(minutes) for minutes in by_week.values())
    parts = [minutes[PLACES.index("customer")] for minutes in by_week.values()]
    return figure(
        about,
        ground,
        _hours_sentence(customer, sums["reporting"], scheduled, unknown, measured),
        numerator=customer,
        denominator=scheduled,
        unknown=unknown,
        value=customer / scheduled,
        low=customer / scheduled,
        high=(customer + unknown) / scheduled,
        interval=ratio(parts, [sum(minutes) for minutes in by_week.values()]),
        how=standing(measured, unknown, scheduled, ground.coverage),
        inside=True,
        table=Table(
            (
                say("With customers"),
                say("With others from outside"),
                say("On reports"),
                say("Among colleagues"),
                say("Other"),
                say("Not known"),
            ),
            tuple(Bar(week, week_label(week), minutes) for week, minutes in by_week.items()),
        ),
    )


def _hours_sentence(customer: float, reports: float, scheduled: float, unknown: float, weeks: int) -> Text:
    """Hours with customers beside hours on reports, and how much of a week the calendar holds at all."""
    spent = say("With customers **{customer:lasting}**", customer=customer)
    if not customer:
        spent = say("With customers **nothing**")
    elif weeks >= FEWEST:
        spent = say(
            "With customers **{customer:lasting}** ({share:percent})",
            customer=customer,
            share=customer / scheduled,
        )
    spent = with_unknown_time(spent, unknown)
    if reports:
        spent = say("{spent} On reports **{reports:lasting}**.", spent=spent, reports=reports)
    return say(
        "{spent} Your calendar holds {scheduled:lasting}, about {week:hours} a week; the rest of your weeks is "
        "not in it.",
        spent=spent,
        scheduled=scheduled,
        week=60.0 * round(scheduled / weeks / 60) or scheduled / weeks,
    )


def reporting(agenda: Agenda) -> Measure:
    """Minutes a week in meetings among colleagues and in hours blocked for reports (Q3.6).

    The numerator is all minutes, the denominator the weeks present with data, the value the minutes of
    the middle week, with quartiles: durations are lopsided, a mean would follow one long day.
    """
    about = About(
        "field.reporting",
        "field",
        "minutes",
        say("Meetings among colleagues, and reports"),
        say(
            "Hours a week in meetings where everybody is from your own company, and hours blocked for "
            "reports or forecasts. Overlaps count once. Shown is the middle week, with the middle half "
            "of the weeks around it: that is a spread, not an uncertainty."
        ),
        say(
            "A meeting among colleagues may be the best hour of the week: plan sessions and one-to-ones are "
            "in here too. Desk work that nobody planned is not, and empty time is not called office."
        ),
        (
            say(
                "As context, not a target: first-line managers put their administration at 31% of their time, "
                "and would want 10% (Sales Management Association, quoted at second hand)."
            ),
        ),
    )
    ground, nothing = opening(about, agenda, "reporting")
    if nothing:
        return nothing
    groups: dict[str, tuple[list[Span], list[Span], list[Span]]] = {
        week: ([], [], []) for week in agenda.presence.weeks if week in agenda.weeks_with_data
    }
    for activity in agenda.activities:
        week, where = week_key(activity.start.date()), place(agenda, activity)
        if week not in groups:
            continue
        if where == "reporting":
            groups[week][0].append(span(activity))
        elif where == "internal":
            groups[week][1].append(span(activity))
        elif perhaps_internal(agenda, activity, where):
            groups[week][2].append(span(activity))
    minutes = {week: total_minutes(spans) for week, spans in groups.items()}
    middle = quartiles([reports + inside for reports, inside, _ in minutes.values()])
    most = quartiles([sum(row) for row in minutes.values()])
    total = sum(reports + inside for reports, inside, _ in minutes.values())
    unknown = sum(row[2] for row in minutes.values())
    if middle is None or most is None:
        raise ValueError("an agenda with data has at least one week")
    value, spread = middle
    return figure(
        about,
        ground,
        _middling(value, most[0]),
        numerator=total,
        denominator=len(minutes),
        unknown=unknown,
        value=value,
        low=value,
        high=most[0],
        interval=spread if len(minutes) >= FEWEST else None,
        how=standing(len(minutes), unknown, total + unknown, ground.coverage),
        table=Table(
            (say("On reports"), say("Among colleagues"), say("Not known")),
            tuple(Bar(week, week_label(week), row) for week, row in minutes.items()),
        ),
    )


def _middling(value: float, most: float) -> Text:
    """The middle week, and in the same sentence what it may have been with what isn't known."""
    said = say(
        "In a middling week **{value:lasting}** went to meetings among colleagues and to reports",
        value=value,
    )
    if round(most) <= round(value):
        return say("{said}.", said=said)
    return say("{said}; with what isn't known it may be {most:lasting}.", said=said, most=most)
