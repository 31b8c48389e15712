"""What the team's deals say about the plan: the pipeline per segment, and the won share as a whole.

Win rates of deals the manager joined are not drawn, in no form: managers join the big, the late and the
troubled deals, so that joined deals can win more often in every group and less often over all. Nor is
anything of deals shown by person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from workbook.evidence.agenda import Agenda
from workbook.evidence.deals import count, deal_ground, main_currency, no_deals
from workbook.evidence.finding import (
    About,
    Ground,
    Table,
    absent,
    figure,
    month_label,
    share,
    standing,
    with_unknown,
)
from workbook.evidence.measure import Bar, Measure
from workbook.evidence.presence import month_key, months_of
from workbook.words import Text, say, say_n

SEGMENTS_SHOWN: Final = 8
"""More rows than these and nobody reads any; the rest is added up."""


def pipeline(agenda: Agenda) -> Measure:
    """Open deals of the team per segment, in number and in one currency (Q1.5).

    The value of deals in another currency than the most frequent one is left out, never added up or
    converted. The unknown are open deals without a segment, and deals whose stage does not say whether they
    are open.
    """
    about = About(
        "plan.pipeline",
        "plan",
        "composition",
        say("Open deals per segment"),
        say(
            "Deals of your team that are open in the file, by the segment the file gives; new ones are "
            "those created in the period. Values are added up in one currency only, the one most deals "
            "are in. Deals without a segment stand apart, and so do deals whose stage does not say open, won or lost."
        ),
        say(
            "A composition and no judgement: a big segment can be a big chance or one big deal. Values "
            "are what was filled in, and open deals stay open in a file until somebody closes them."
        ),
    )
    deals = agenda.deals
    ground = deal_ground(agenda, "segment")
    if deals is None:
        return no_deals(about, ground, agenda)
    open_deals = deals.filter(deals["status"] == "open")
    unstaged = int((deals["status"] == "unknown").sum())
    known = open_deals.filter(open_deals["segment"] != "")
    if known.is_empty():
        return _nothing_to_compose(about, ground, open_deals.height, unstaged)
    new = count(deals.filter(deals["created"].is_not_null() & (deals["segment"] != "")), "segment")
    currency = main_currency(count(known, "currency"))
    number = count(known, "segment")
    value: defaultdict[str, float] = defaultdict(float)
    counted = known.filter(known["currency"] == currency)
    for segment, one in zip(counted["segment"].to_list(), counted["value"].to_list(), strict=True):
        value[segment] += one or 0.0
    order = sorted({*number, *new}, key=lambda segment: (-number[segment], segment.casefold(), segment))
    rows = [
        Bar(f"segment:{one}", say("{segment}", segment=one), (number[one], value[one], new[one]))
        for one in order[:SEGMENTS_SHOWN]
    ]
    if rest := order[SEGMENTS_SHOWN:]:
        sums = tuple(float(sum(of.get(one, 0) for one in rest)) for of in (number, value, new))
        rows.append(Bar("rest", say("Other segments"), sums))
    columns = (
        say("Open deals"),
        say("Open value ({currency})", currency=currency) if currency else say("Open value"),
        say("New deals in the period"),
    )
    said = say_n(
        "Your team has **{n} open deal** with a segment, {largest:number} of them in {segment}",
        "Your team has **{n} open deals** with a segment, {largest:number} of them in {segment}",
        known.height,
        largest=number[order[0]],
        segment=order[0],
    )
    unknown = open_deals.height - known.height + unstaged
    return figure(
        about,
        ground,
        _with_the_rest(said, open_deals.height - known.height, unstaged),
        numerator=known.height,
        denominator=known.height,
        unknown=unknown,
        how=standing(known.height, unknown, known.height + unknown, ground.coverage, False),
        table=Table(columns, tuple(rows)),
    )


def _nothing_to_compose(about: About, ground: Ground, open_deals: int, unstaged: int) -> Measure:
    """The absent measure where no open deal has a segment; what may be open by its stage is named."""
    if unstaged and not open_deals:
        return absent(
            about,
            ground,
            say_n(
                "Of {n} deal of your team the stage does not say whether it is open.",
                "Of {n} deals of your team the stage does not say whether they are open.",
                unstaged,
            ),
            say("A deals file with a column that says open, won or lost would fill this."),
        )
    return absent(
        about,
        ground,
        say("Your deals do not tell which segment they are in.")
        if open_deals
        else say("There are no open deals of your team in the file."),
        say("A deals file with a column for segment, market or industry would fill this."),
    )


def _with_the_rest(said: Text, unplaced: int, unstaged: int) -> Text:
    """The figure, and in the same sentence the deals that are not in it: open without a segment, and in a
    stage that does not say whether they are open."""
    if not unplaced and not unstaged:
        return say("{said}.", said=said)
    if not unstaged:
        return say_n("{said}; {n} more has none.", "{said}; {n} more have none.", unplaced, said=said)
    if unplaced:
        said = say_n("{said}; {n} more has none", "{said}; {n} more have none", unplaced, said=said)
    return say_n(
        "{said}; of {n} deal the stage does not say whether it is open.",
        "{said}; of {n} deals the stage does not say whether they are open.",
        unstaged,
        said=said,
    )


def won(agenda: Agenda) -> Measure:
    """Won deals out of those the team closed in the period; all of the team together, never by name."""
    about = About(
        "plan.won",
        "plan",
        "share",
        say("Won of the deals your team closed"),
        say(
            "Deals of your team with a closing date in the period: won, out of won and lost together. "
            "Closed deals of which the outcome isn't clear stand apart; deals without a closing date are "
            "left out. The interval is Wilson's, over deals."
        ),
        say(
            "It says nothing about you, and nothing about one person: market, season and the choice of "
            "deals weigh more. At these numbers teams hardly differ by more than chance."
        ),
        (
            say(
                "Why not a win rate with you at the table: managers join the big, the late and the "
                "troubled deals. In one worked example joined deals win more among the big (12 of 30 "
                "against 4 of 20) and among the small (3 of 5 against 60 of 120), and yet less over all "
                "(43% against 46%)."
            ),
        ),
    )
    deals = agenda.deals
    ground = deal_ground(agenda, "status")
    if deals is None:
        return no_deals(about, ground, agenda)
    closed = deals.filter(deals["closed"].is_not_null())
    found = count(closed, "status")
    known, unknown = found["won"] + found["lost"], found["unknown"]
    if not known and not unknown:
        return absent(
            about,
            ground,
            say("No deal of your team was closed in this period."),
            say("A deals file with closing dates in this period would fill this."),
        )
    table: dict[str, Counter[str]] = {month: Counter() for month in months_of(ground.period)}
    for day, status, times in closed.group_by("closed", "status").len().rows():
        table[month_key(day)][status] += times
    if known:
        sentence = with_unknown(
            say_n(
                "Your team won **{won} of the {n} deal** it closed",
                "Your team won **{won} of the {n} deals** it closed",
                known + unknown,
                won=found["won"],
            ),
            unknown,
        )
    else:
        sentence = say_n(
            "Of **{n} closed deal** it isn't known whether it was won.",
            "Of **{n} closed deals** it isn't known whether they were won.",
            unknown,
        )
    return share(
        about,
        ground,
        sentence,
        yes=found["won"],
        of=known,
        unknown=unknown,
        inside=False,
        by_weeks=False,
        table=Table(
            (say("Won"), say("Lost"), say("Not known")),
            tuple(
                Bar(month, month_label(month), (row["won"], row["lost"], row["unknown"]))
                for month, row in table.items()
            ),
        ),
    )
