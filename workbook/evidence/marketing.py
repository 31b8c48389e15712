"""Apart from marketing or together: days of contact, joint campaign sessions, where deals come from."""

from __future__ import annotations

from collections import Counter

from workbook.evidence.agenda import Agenda
from workbook.evidence.days import days as days_asked
from workbook.evidence.deals import deal_ground, no_deals
from workbook.evidence.finding import (
    About,
    Table,
    absent,
    figure,
    month_label,
    opening,
    share,
    standing,
    up_to,
    week_label,
    weeks,
    with_unknown,
    with_unknown_appointments,
)
from workbook.evidence.intervals import poisson
from workbook.evidence.measure import Bar, Measure
from workbook.evidence.presence import month_key, months_of, week_key
from workbook.evidence.sources import origin
from workbook.words import Text, say, say_n


def measures(agenda: Agenda) -> tuple[Measure, ...]:
    """All measures of the question, in the order in which a page shows them."""
    return contact_days(agenda), campaign_sessions(agenda), sourced(agenda)


def contact_days(agenda: Agenda) -> Measure:
    """Days with at least one contact with marketing, out of the working days present (Q2.1).

    A day is unknown where no contact was found and something on it could not be sorted, or no file tells
    about its week at all.
    """
    about = About(
        "marketing.contact_days",
        "marketing",
        "share",
        say("Days with marketing"),
        say(
            "A working day counts when at least one meeting or call on it was with somebody of marketing, or "
            "about marketing by its title, or by your own word. Weekends, holidays and leave are left out. "
            "A day in a week without any entry is unknown. The interval is Wilson's, over days."
        ),
        say(
            "It is a floor: a chat, a call or a word in the hallway is in no calendar. And a meeting with "
            "marketing in it is not yet work on a target group."
        ),
        (
            say(
                "As context, not a target: 'every day' is how the question puts it. No research was found "
                "that sets a number of days."
            ),
        ),
    )
    ground, nothing = opening(about, agenda, "marketing")
    if nothing:
        return nothing
    days = agenda.presence.days
    contact = {a.start.date() for a in agenda.sorted_as("marketing", "yes")}
    perhaps = {a.start.date() for a in agenda.sorted_as("marketing", "unknown")}
    table: dict[str, Counter[str]] = {week: Counter() for week in agenda.presence.weeks}
    for day in days:
        week = week_key(day)
        if day in contact:
            table[week]["yes"] += 1
        elif day in perhaps or week not in agenda.weeks_with_data:
            table[week]["unknown"] += 1
        else:
            table[week]["no"] += 1
    yes = sum(row["yes"] for row in table.values())
    unknown = sum(row["unknown"] for row in table.values())
    rows = tuple(
        Bar(week, week_label(week), (row["yes"], row["no"], row["unknown"])) for week, row in table.items()
    )
    columns = (say("Days with marketing"), say("Days without"), say("Days not known"))
    return share(
        about,
        ground,
        _contact_sentence(yes, len(days), unknown, days_asked(agenda, "marketing")),
        yes=yes,
        of=len(days),
        unknown=unknown,
        inside=True,
        table=Table(columns, rows),
    )


def _contact_sentence(yes: int, days: int, unknown: int, recent: Measure) -> Text:
    """Days of contact out of the days present, and how many of them in the four weeks that are asked
    about: a mean over all weeks would hide a habit that came or went. Two counts and no comparison, for
    four weeks are too few to call it a change."""
    if not yes:
        nothing = say_n(
            "Your calendar shows no marketing on the **{n} working day** you were there",
            "Your calendar shows marketing on **none of the {n} working days** you were there",
            days,
        )
        return with_unknown(nothing, unknown)
    said = say_n(
        "You had marketing in your calendar on **at least {yes} of {n} working day**",
        "You had marketing in your calendar on **at least {yes} of {n} working days**",
        days,
        yes=yes,
    )
    said = with_unknown(said, unknown)
    if recent.standing == "absent" or recent.denominator >= days:
        return said
    return say_n(
        "{said} In the last four weeks on **{found}** day.",
        "{said} In the last four weeks on **{found}** days.",
        int(recent.numerator + recent.unknown),
        said=said,
        found=up_to(int(recent.numerator), int(recent.unknown)),
    )


def campaign_sessions(agenda: Agenda) -> Measure:
    """Joint sessions about a campaign in the period, with the exact Poisson interval (Q2.2).

    The denominator is the weeks present, the exposure in which they were counted. Thin is judged by how
    many activities could not be sorted, not against the count itself.
    """
    about = About(
        "marketing.campaign_sessions",
        "marketing",
        "count",
        say("Campaign sessions with marketing"),
        say(
            "Meetings and calls sorted as joint work on a campaign: somebody of marketing there and a segment "
            "or campaign in the title, or by your own word. What stands on a holiday or a day of leave is "
            "left out. The interval is the exact one for counts (Poisson)."
        ),
        say(
            "A floor again, for calendars miss what is done in passing. A count says nothing about what the "
            "campaign brought."
        ),
    )
    ground, nothing = opening(about, agenda, "campaign")
    if nothing:
        return nothing
    sessions, perhaps = agenda.sorted_as("campaign", "yes"), agenda.sorted_as("campaign", "unknown")
    table: dict[str, Counter[str]] = {month: Counter() for month in months_of(ground.period)}
    for state, group in (("yes", sessions), ("unknown", perhaps)):
        for session in group:
            table[month_key(session.start.date())][state] += 1
    count, unknown, present = len(sessions), len(perhaps), len(agenda.presence.weeks)
    if count:
        sentence = say_n(
            "In {weeks} you had **at least {n} session** with marketing about a campaign",
            "In {weeks} you had **at least {n} sessions** with marketing about a campaign",
            count,
            weeks=weeks(present),
        )
    else:
        sentence = say(
            "In {weeks} your calendar shows **no session** with marketing about a campaign",
            weeks=weeks(present),
        )
    return figure(
        about,
        ground,
        with_unknown_appointments(sentence, unknown),
        numerator=count,
        denominator=present,
        unknown=unknown,
        value=count,
        low=count,
        high=count + unknown,
        interval=poisson(count),
        how=standing(count, unknown, len(agenda.activities), ground.coverage),
        table=Table(
            (say("Sessions"), say("Not sorted: perhaps a session")),
            tuple(
                Bar(month, month_label(month), (row["yes"], row["unknown"])) for month, row in table.items()
            ),
        ),
    )


def sourced(agenda: Agenda) -> Measure:
    """New deals that marketing brought, out of those with a known source (Q2.3); the rest is unknown."""
    about = About(
        "marketing.sourced",
        "marketing",
        "share",
        say("New deals that came from marketing"),
        say(
            "Deals of your team created in the period. A deal comes from marketing when it has a campaign, "
            "or a source that you said is marketing, or one such as website, event or newsletter. The share and "
            "its interval (Wilson's, over deals) are of the deals with a source that could be placed; the others "
            "stand apart."
        ),
        say(
            "The source is often filled in late or not at all, and says who came first, not who did the "
            "work. A deal from marketing is not the same kind of deal as another."
        ),
        (
            say(
                "As context, not a target: among 821 respondents, working in line with marketing went "
                "together with better outcomes by their own account (Peterson, Gordon & Palghat). Quoted "
                "percentages on retention and win rates go back to a survey of 2005 and are left out."
            ),
        ),
    )
    deals = agenda.deals
    ground = deal_ground(agenda, "source")
    if deals is None:
        return no_deals(about, ground, agenda)
    new = deals.filter(deals["created"].is_not_null())
    if new.is_empty():
        return absent(
            about,
            ground,
            say("No deal of your team was created in this period."),
            say("A deals file with creation dates in this period would fill this."),
        )
    found: Counter[str] = Counter()
    for source, campaign, times in new.group_by("source", "campaign").len().rows():
        found[origin(source, campaign, agenda.material.placed)] += times
    known, unknown = found["marketing"] + found["other"], found["missing"] + found["unclear"]
    if not known:
        sentence = say_n(
            "Of **{n} new deal** it isn't known where it came from.",
            "Of **{n} new deals** it isn't known where they came from.",
            unknown,
        )
    else:
        sentence = with_unknown(
            say_n(
                "**{yes} of {n} new deal** came from marketing",
                "**{yes} of {n} new deals** came from marketing",
                known + unknown,
                yes=found["marketing"],
            ),
            unknown,
        )
    rows = (
        Bar("marketing", say("From marketing"), (found["marketing"],)),
        Bar("other", say("From elsewhere"), (found["other"],)),
        Bar("unclear", say("Source can't be placed"), (found["unclear"],)),
        Bar("missing", say("No source filled in"), (found["missing"],)),
    )
    return share(
        about,
        ground,
        sentence,
        yes=found["marketing"],
        of=known,
        unknown=unknown,
        inside=False,
        by_weeks=False,
        table=Table((say("New deals"),), rows),
    )
