"""What a manager may do with rounds, and the reasons why not: pure functions over `Round`."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from workbook.lengths import too_long
from workbook.mirrors.outcome import freeze
from workbook.mirrors.records import (
    LONGEST_NAME,
    LONGEST_ROUND_DAYS,
    LOWEST_FLOOR,
    MOST_BOARD,
    MOST_SEATS,
    USUAL_FLOOR,
    Given,
    Outcome,
    Round,
    Whom,
)
from workbook.words import Text, say

QUARTER: Final = timedelta(weeks=12)
"""At most one team round a quarter; the journey repeats it after twelve to thirteen weeks."""
LONGEST_MESSAGE: Final = 2000


def planned(
    whom: Whom,
    *,
    today: date,
    language: str,
    wording: str,
    seats: int = 0,
    until: date | None = None,
    floor: int = USUAL_FLOOR,
    about: str = "",
    message: str = "",
    single: bool = True,
    groups: bool = False,
) -> Round:
    """A round as it is being prepared, without secrets yet."""
    return Round(
        id=secrets.token_hex(4),
        whom=whom,
        opened=today,
        until=until or today + timedelta(days=14),
        seats=seats or (10 if whom == "team" else 3),
        floor=floor,
        language=language,
        wording=wording,
        about=about,
        message=message,
        single=single,
        groups=groups and whom == "team",
    )


def not_to_open(plan: Round, others: Iterable[Round], today: date) -> tuple[Text, ...]:
    """Why a round can't be opened as planned; nothing when it can."""
    same = [other for other in others if other.whom == plan.whom]
    reasons: list[Text] = []
    if any(other.running for other in same):
        reasons.append(say("There is an open round already. Close or cancel that one first."))
    for field, text, longest in (
        (say("What they call you"), plan.about, LONGEST_NAME),
        (say("Your message"), plan.message, LONGEST_MESSAGE),
    ):
        if reason := too_long(text, longest):
            reasons.append(say("‘{field}’: {reason}", field=field, reason=reason))
    reasons += too_soon(plan.whom, same, today)
    if plan.whom == "team" and not LOWEST_FLOOR <= plan.floor <= MOST_SEATS:
        reasons.append(say("The floor is {n} answers or more.", n=LOWEST_FLOOR))
    if plan.whom == "team" and not plan.floor <= plan.seats <= MOST_SEATS:
        reasons.append(
            say(
                "Invite at least as many people as the floor: {low} to {high}.",
                low=max(plan.floor, LOWEST_FLOOR),
                high=MOST_SEATS,
            )
        )
    if plan.whom == "board" and not 1 <= plan.seats <= MOST_BOARD:
        reasons.append(say("Invite {low} to {high} board members.", low=1, high=MOST_BOARD))
    if not today < plan.until <= today + timedelta(days=LONGEST_ROUND_DAYS):
        reasons.append(say("Choose a last day from tomorrow up to {n} days from now.", n=LONGEST_ROUND_DAYS))
    return tuple(reasons)


def too_soon(whom: Whom, others: Iterable[Round], today: date) -> tuple[Text, ...]:
    """That there was a round among these people in the last quarter; nothing where there was none."""
    opened = max((other.opened for other in others if other.whom == whom and told(other)), default=None)
    if whom != "team" or opened is None or today >= opened + QUARTER:
        return ()
    return (
        say(
            "At most one team round a quarter: the next can open on {day:date}.",
            day=(opened + QUARTER).isoformat(),
        ),
    )


def told(one: Round) -> bool:
    """Whether a round has come to a result that can be looked at."""
    return one.outcome is not None and not one.outcome.too_few


def concluded(one: Round, answers: Iterable[Given], today: date) -> Round:
    """The round with what it shows from now on. What was frozen once stays, whatever came in since."""
    if one.outcome is not None:
        return one
    outcome: Outcome = freeze(tuple(answers), one.whom, one.floor, today)
    return replace(one, outcome=outcome, key=b"")


def tidied(one: Round) -> Round:
    """A team's round without the secrets it needs no more."""
    return replace(one, secret="", links=(), key=b"") if one.whom == "team" else replace(one, key=b"")


def put_in(rounds: tuple[Round, ...], one: Round) -> tuple[Round, ...]:
    """The rounds with this one in its place, or at the end."""
    if any(other.id == one.id for other in rounds):
        return tuple(one if other.id == one.id else other for other in rounds)
    return (*rounds, one)


def portable(rounds: tuple[Round, ...]) -> tuple[Round, ...]:
    """The rounds as they may stand in a file that leaves: what was closed, without any secret."""
    return tuple(
        replace(one, secret="", links=(), key=b"", released=()) for one in rounds if one.outcome is not None
    )


def brought_in(own: tuple[Round, ...], brought: tuple[Round, ...]) -> tuple[Round, ...]:
    """The rounds after a workbook file was read back: what it brings, and the own ones whose links are
    still out there or that were closed. An earlier file knows nothing of those, and without them the next
    could be opened at once."""
    kept = tuple(one for one in own if one.secret or one.outcome is not None)
    ids = {one.id for one in kept}
    return (*(one for one in portable(brought) if one.id not in ids), *kept)


def latest(rounds: tuple[Round, ...], whom: Whom) -> Round | None:
    """The last round that has something to show."""
    return max(
        (one for one in rounds if one.whom == whom and told(one)), key=lambda one: one.opened, default=None
    )


def before(rounds: tuple[Round, ...], one: Round) -> Round | None:
    """The round before this one that asked the same people in the same words."""
    earlier = tuple(
        other
        for other in rounds
        if other.whom == one.whom and other.opened < one.opened and other.wording == one.wording
    )
    return latest(earlier, one.whom)
