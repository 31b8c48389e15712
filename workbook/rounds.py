"""Rounds of a workbook: opened, closed and cancelled in the store and in the document, in an order that
nothing is lost by.

What is cut short half way is finished the next time: a closed round's answers may be read again until what
they come to is kept, and are thrown away only after that.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from workbook.document import Document
from workbook.journey import Shut, blockers
from workbook.mirrors import desk
from workbook.mirrors.records import Round
from workbook.mirrors.rounds import concluded, not_to_open, put_in, tidied
from workbook.store import StoreError
from workbook.store.rounds import Rounds

Change = Callable[[Callable[[Document], Document]], None]
"""Keeps a change of the document, or raises and keeps nothing (`Session.change`)."""


def open_round(rounds: Rounds, change: Change, document: Document, plan: Round, today: date) -> Round:
    """Open a round as planned; gives it with its links. Raises `Shut` where none may be opened."""
    plan = replace(plan, opened=today)
    _pass(plan, document, today)
    opened = desk.lay_out(rounds, plan, today)

    def add(now: Document) -> Document:
        _pass(plan, now, today)
        return replace(now, rounds=put_in(now.rounds, opened))

    change(add)
    return opened


def close_round(rounds: Rounds, change: Change, document: Document, one: Round, today: date) -> None:
    """Read a round's answers once, keep what they come to, throw them away.

    Raises `Shut` as long as the manager's own answers are not locked.
    """
    if reasons := blockers(document.workbook, "closing"):
        raise Shut(reasons)
    if one.running:
        given = desk.shut(rounds, one)
        change(_with(one, lambda now: concluded(now, given, today)))
    desk.clear(rounds, one, whole=one.whom == "team")
    change(_with(one, tidied))


def cancel_round(rounds: Rounds, change: Change, one: Round) -> None:
    """Throw a round away unread."""
    desk.clear(rounds, one, whole=True)
    change(lambda now: replace(now, rounds=tuple(other for other in now.rounds if other.id != one.id)))


def clear_up(rounds: Rounds, change: Change, document: Document) -> None:
    """Throw away what closing a round left because it was cut short; tried again where the store refuses."""
    for one in document.rounds:
        if one.whom == "team" and not one.running and one.secret:
            with suppress(StoreError):
                desk.clear(rounds, one, whole=True)
                change(_with(one, tidied))


def _pass(plan: Round, document: Document, today: date) -> None:
    if reasons := not_to_open(plan, document.rounds, today):
        raise Shut(reasons)


def _with(one: Round, changed: Callable[[Round], Round]) -> Callable[[Document], Document]:
    return lambda doc: replace(
        doc, rounds=tuple(changed(other) if other.id == one.id else other for other in doc.rounds)
    )
